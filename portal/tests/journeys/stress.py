"""A roundtable that strains the layout: `python -m portal.tests.journeys.stress` in a portal.

25 speakers, 80 commitments, a title of 60 characters, a name of 12, nobody with a portrait,
numbers like 1,280.5 万标箱. Tells the addresses of its pages, as JSON.
"""

import datetime as dt
import json
from decimal import Decimal

import django

django.setup()

from articles.tests.factories import AppearanceFactory, RoundtablePageFactory  # noqa: E402
from home.tests.populate import marked, publish, statement  # noqa: E402
from initiatives.tests.factories import (  # noqa: E402
    InitiativePageFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
)

SPEAKERS, COMMITMENTS = 25, 80
TITLE = (
    "从二百五十四万辆到三百万辆：一座造车之城的家底、方向、办法与它要补的课，"
    "以及二十五个人在同一张桌子上各自认下的账目与日子"
)
LONGEST_NAME = "阿卜杜热西提·买买提明江"


def main() -> None:
    organisation = OrganisationFactory(name="海湾市港口与航运高质量发展领导小组办公室（压力示例）")
    initiative = InitiativePageFactory(title=f"{TITLE[:40]}行动计划（压力示例）")
    people = [
        PersonFactory(
            name=LONGEST_NAME if number == 0 else f"压力{number:02d}", organisation=organisation
        )
        for number in range(SPEAKERS)
    ]
    commitments = [
        NumberCommitmentFactory(
            speaker=people[number % SPEAKERS],
            speaker_title="海湾市港口与航运高质量发展领导小组办公室常务副主任、党组成员",
            summary=f"第{number + 1}项：集装箱年吞吐量达到1,280.5万标箱并逐月公布，一年不少",
            quote=f"第{number + 1}项，到二〇三〇年集装箱年吞吐量达到1,280.5万标箱，逐月公布",
            metric="集装箱年吞吐量",
            target=Decimal("12805000.5"),
            unit="标箱",
            number_text="1,280.5万标箱",
            deadline=dt.date(2027 + number % 4, 12, 31),
            initiatives=[initiative],
        )
        for number in range(COMMITMENTS)
    ]
    body = [("section", {"heading": "四十个字的小标题", "subheading": "副题" * 20})]
    for number, person in enumerate(people):
        own = [f"{marked(one)}。" for one in commitments[number::SPEAKERS]]
        body.append(statement(person, "一段没有承诺的话。" * 12, *own))
    page = RoundtablePageFactory(title=TITLE, body=body, edition_date=dt.date(2024, 1, 1))
    for person in people:
        AppearanceFactory(page=page, person=person, title=commitments[0].speaker_title)
    page.initiatives.add(initiative)
    publish(page)
    empty = RoundtablePageFactory(title="空", body=[], edition_date=dt.date(2024, 1, 2))
    publish(empty)
    silent = PersonFactory(name="无言", organisation=None)
    things = (page, people[0], organisation, commitments[0], empty, silent)
    addresses = [getattr(one, "url", None) or one.get_absolute_url() for one in things]
    print(json.dumps([*addresses, initiative.url]))


if __name__ == "__main__":
    main()
