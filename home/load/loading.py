"""Writing the volume: in batches of one transaction each, so that it goes on where it stopped."""

from collections.abc import Iterator

from django.db import transaction
from wagtail.models import Page

from articles.models import RoundtableIndexPage, RoundtablePage
from initiatives.enums import OrganisationKind
from initiatives.models import (
    Assessment,
    Commitment,
    Evidence,
    InitiativeIndexPage,
    InitiativePage,
    Organisation,
    Person,
    ProgressReport,
    Reply,
    Topic,
)
from portal.models import User
from portal.pinyin import sort_key

from . import wording
from .rows import FIRST_DAY, commitment, history

__all__ = ["already_there", "load"]

BATCH = 2000
# Commitments to one of each.
PER_PERSON, PER_ORGANISATION, PER_ARTICLE, PER_INITIATIVE = 20, 40, 200, 1000


def already_there() -> int:
    """How many an earlier run made; the next one begins there."""
    return Commitment.objects.filter(code__regex=r"^C-[0-9]{4}-9[0-9]{6}$").count()


def load(wanted: int) -> Iterator[int]:
    """Make what is missing; after each batch, how many there are."""
    start = already_there()
    while start < wanted:
        stop = min(wanted, start + BATCH)
        with transaction.atomic():
            _load_batch(start, stop)
        yield stop
        start = stop


def _load_batch(start: int, stop: int) -> None:
    people = _people(stop // PER_PERSON + 1, _organisations(stop // PER_ORGANISATION + 1))
    pages = _articles(stop // PER_ARTICLE + 1)
    rows = []
    for number in range(start, stop):
        roll = wording.dice("who", number)
        # Some speak much more often than others.
        row = commitment(number, people[int(roll.random() ** 2 * len(people))])
        row.source_page = pages[number // PER_ARTICLE]
        rows.append(row)
    Commitment.objects.bulk_create(rows)
    _file(rows, start, _topics(), _initiatives(stop // PER_INITIATIVE + 1))
    _remember(rows, start)


def _remember(rows: list[Commitment], start: int) -> None:
    proposer, approver = (_desk(name) for name in ("load-editor", "load-chief"))
    lives = [history(row, start + place, proposer, approver) for place, row in enumerate(rows)]
    Assessment.objects.bulk_create([one for life in lives for one in life.assessments])
    Evidence.objects.bulk_create([one for life in lives for one in life.evidence])
    ProgressReport.objects.bulk_create([one for life in lives for one in life.reports])
    Reply.objects.bulk_create([one for life in lives for one in life.replies])


def _file(
    rows: list[Commitment], start: int, topics: list[Topic], initiatives: list[InitiativePage]
) -> None:
    """Under one topic each, and half of them under an initiative."""
    by_topic, by_initiative = Commitment.topics.through, Commitment.initiatives.through
    filed, promised = [], []
    for place, row in enumerate(rows):
        roll = wording.dice("filed", start + place)
        filed.append(by_topic(commitment=row, topic=roll.choice(topics)))
        if roll.random() < 0.5:
            promised.append(by_initiative(commitment=row, initiativepage=roll.choice(initiatives)))
    by_topic.objects.bulk_create(filed)
    by_initiative.objects.bulk_create(promised)


def _desk(name: str) -> User:
    """Nobody can log in as them."""
    user, _ = User.objects.get_or_create(username=name, defaults={"is_active": False})
    return user


def _organisations(wanted: int) -> list[Organisation]:
    kinds = [*OrganisationKind]
    have = Organisation.objects.filter(slug__startswith="load-").count()
    names = {number: wording.organisation_name(number) for number in range(have, wanted)}
    Organisation.objects.bulk_create(
        Organisation(
            name=name,
            pinyin=sort_key(name)[:100],
            slug=f"load-{number}",
            kind=kinds[number % len(kinds)],
        )
        for number, name in names.items()
    )
    return list(Organisation.objects.filter(slug__startswith="load-").order_by("pk")[:wanted])


def _people(wanted: int, organisations: list[Organisation]) -> list[Person]:
    have = Person.objects.filter(slug__startswith="load-").count()
    names = {number: wording.person_name(number) for number in range(have, wanted)}
    Person.objects.bulk_create(
        Person(
            name=name,
            pinyin=sort_key(name),
            slug=f"load-{number}",
            title=wording.title(number),
            organisation=organisations[number % len(organisations)],
        )
        for number, name in names.items()
    )
    made = Person.objects.filter(slug__startswith="load-").select_related("organisation")
    return list(made.order_by("pk")[:wanted])


def _topics() -> list[Topic]:
    made = Topic.objects.filter(slug__startswith="load-")
    if not made.exists():
        Topic.objects.bulk_create(
            Topic(name=f"{field}（示例）", pinyin=sort_key(field), slug=f"load-{number}")
            for number, field in enumerate(wording.WORDS["fields"])
        )
    return list(made.order_by("pk"))


def _articles(wanted: int) -> list[Page]:
    parent = RoundtableIndexPage.objects.get()
    have = RoundtablePage.objects.filter(slug__startswith="load-").count()
    for number in range(have, wanted):
        paragraphs = "".join(f"<p>{text}</p>" for text in wording.article_text(number))
        roll = wording.dice("printed", number)
        parent.add_child(
            instance=RoundtablePage(
                title=f"{roll.choice(wording.WORDS['fields'])}圆桌（示例{number}）",
                slug=f"load-{number}",
                edition_date=FIRST_DAY.replace(year=FIRST_DAY.year + roll.randrange(7)),
                standfirst="示例稿件，人物、机构与数字均为虚构。",
                body=[("paragraph", paragraphs)],
            )
        )
    return list(RoundtablePage.objects.filter(slug__startswith="load-").order_by("pk")[:wanted])


def _initiatives(wanted: int) -> list[InitiativePage]:
    parent = InitiativeIndexPage.objects.get()
    have = InitiativePage.objects.filter(slug__startswith="load-").count()
    for number in range(have, wanted):
        field = wording.dice("initiative", number).choice(wording.WORDS["fields"])
        title = f"{field}行动（示例{number}）"
        parent.add_child(
            instance=InitiativePage(
                title=title, slug=f"load-{number}", summary=f"{title}，虚构。", starts_on=FIRST_DAY
            )
        )
    return list(InitiativePage.objects.filter(slug__startswith="load-").order_by("pk")[:wanted])
