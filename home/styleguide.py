"""The living style page: every component in every state, from the templates that readers get.

Nothing here is in the database; everything is made up for the page. Served where
`STYLEGUIDE` is on (development and tests), never in production.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from types import SimpleNamespace
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from initiatives.adding_up import Column, Share, add_up
from initiatives.city_targets import CityTarget
from initiatives.enums import (
    CommitmentKind,
    Comparator,
    DeadlinePrecision,
    OrganisationKind,
    ScheduleState,
    Shift,
    Verdict,
)
from initiatives.facing import Pair
from initiatives.ledger.explorer import Chip, Explorer, Link
from initiatives.ledger.facets import Facet, Option
from initiatives.models import Commitment, Goal, Organisation, Person
from initiatives.progress import NARROW, Reading, Revision, draw_progress

__all__ = ["StyleguideView"]

COLOURS = (
    "paper",
    "paper-2",
    "ink",
    "ink-2",
    "rule",
    "zhu",
    "shilv",
    "shiqing",
    "zhe",
    "mo",
    "wash",
)
SIZES = ("s5", "s4", "s3", "s2", "s1", "s0", "small", "tiny")
LONG_NAME = "阿卜杜热西提·买买提明江"
LONG_SUMMARY = (
    "到规划期末，全市集装箱年吞吐量达到1,280.5万标箱，铁水联运量占到其中的四分之一以上，"
    "并且把每一个月的进展逐项公布出来"
)


class StyleguideView(TemplateView):
    """`/styleguide/`."""

    template_name = "home/styleguide/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        commitments = list(_commitments())
        numbered = _with_progress(commitments[4])
        return super().get_context_data(**kwargs) | {
            "colours": COLOURS,
            "sizes": SIZES,
            "verdicts": Verdict,
            "states": ScheduleState,
            "shifts": Shift,
            "commitments": commitments,
            "one": commitments[:1],
            "many": commitments * 8,
            "no_commitments": [],
            "counts": {verdict: 7 - number // 2 for number, verdict in enumerate(Verdict)},
            "few": dict.fromkeys(Verdict, 0) | {Verdict.KEPT: 2, Verdict.UNCHECKED: 1},
            "nothing": dict.fromkeys(Verdict, 0),
            "numbered": numbered,
            "targets": [_target(), _target(reached=False)],
            "pair": _pair(declared=True),
            "wordless": _pair(declared=False, numbers=False),
            "notes": [
                SimpleNamespace(number=number, uuid=f"note-of-{number}", commitment=commitment)
                for number, commitment in enumerate(commitments[:4], 1)
            ],
            "person": _person("王志"),
            "stranger": _person(LONG_NAME),
            "explorer": MadeUpExplorer(),
            "facets": list(_facets()),
            "page_obj": Paginator(range(90), 30).get_page(2),
        }


def _person(name: str) -> Person:
    return Person(
        name=name, title="主任（示例）", slug="shi-li", live=True, organisation=_organisation()
    )


def _organisation(name: str = "海湾市交通运输委员会（示例）") -> Organisation:
    return Organisation(
        name=name, short_name=name[:6], kind=OrganisationKind.DEPARTMENT, slug="shi-li", live=True
    )


class MadeUpExplorer(Explorer):
    """The ledger's own, asked for a verdict that nobody knows; what it counts is made up."""

    def __init__(self) -> None:
        super().__init__(QueryDict("verdict=xyz&sort=due"), "#main")

    chips = (
        Chip("如今", "按期推进", "#main"),
        Chip("人物", LONG_NAME, "#main", is_name=True),
        Chip("查找", "岸电", "#main"),
    )
    questions = (
        Link("今年到期的", "#main", count=12),
        Link("已逾期的", "#main", is_current=True, count=3),
        Link("无回音的", "#main", count=0),
    )


def _facets() -> Iterator[Facet]:
    """Several to choose, of which one gives nothing; names behind a disclosure; one of few."""
    counts = cycle((7, 1280, 0))
    verdicts = [
        Option(verdict.value, str(verdict.label), next(counts), verdict is Verdict.ON_TRACK)
        for verdict in Verdict
    ]
    yield Facet("verdict", "如今", verdicts[:6], verdicts[6:])
    names = [Option(name, name, 4, is_name=True) for name in ("王志", LONG_NAME)]
    yield Facet("speaker", "人物", names[:1], names[1:], rest=214, rest_address="#main")
    words = [Option("", "不限", 31, True), Option("month", "本月", 5)]
    yield Facet("since", "更新", words, [], is_single=True)


def _commitments() -> Iterator[Commitment]:
    """One at every verdict: with and without number and deadline, with short and long words."""
    today = localdate()
    names = cycle(("王志", "葛维明", LONG_NAME))
    for number, verdict in enumerate(Verdict):
        has_number = number % 3 != 0
        commitment = Commitment(
            pk=number + 1,
            code=f"C-2025-{number + 1:04d}",
            summary=LONG_SUMMARY if number % 4 == 1 else "40个泊位装上标准岸电接口",
            quote=f"到2027年底，{LONG_SUMMARY}。",
            speaker=_person(next(names)),
            speaker_title="海湾市交通运输委员会主任（示例）",
            organisation=_organisation(),
            said_on=dt.date(today.year - number % 2, 9, 28),
            kind=CommitmentKind.NUMBER if has_number else CommitmentKind.MILESTONE,
            live=True,
        )
        if has_number:
            commitment.metric, commitment.unit = "年吞吐量", "万标箱" if number % 2 else "个"
            commitment.comparator = Comparator.AT_LEAST
            commitment.target = Decimal("1280.5") if number % 2 else Decimal(40)
        if number % 5 != 0:
            commitment.deadline = dt.date(today.year + number % 3, 12, 31)
            commitment.deadline_precision = DeadlinePrecision.YEAR
        _know(commitment, verdict)
        yield commitment


def _know(commitment: Commitment, verdict: Verdict) -> None:
    """What a queryset would have annotated."""
    commitment.current_verdict = verdict.value
    commitment.current_fulfilled_on = None
    commitment.current_evidence_level = None
    commitment.latest_value = commitment.verified_value = None
    commitment.latest_as_of = commitment.verified_as_of = None
    commitment.public_marks = []


def _with_progress(commitment: Commitment) -> Commitment:
    """Verified and self-reported values, a target given up, today somewhere between."""
    today = localdate()
    days = [today - dt.timedelta(days=days) for days in (400, 260, 120, 20)]
    values = (8, 15, 26, 38)
    readings = [
        Reading(day, Decimal(value), value != 15, "会员自报" if value == 15 else "编辑部已核实")
        for day, value in zip(days, values, strict=True)
    ]
    deadline = today + dt.timedelta(days=150)
    revisions = [Revision(days[0], Decimal(45), today - dt.timedelta(days=60))]
    drawn = (readings, Decimal(40), deadline, today)
    commitment.target, commitment.deadline, commitment.unit = Decimal(40), deadline, "个"
    commitment.progress = draw_progress(*drawn, steady=True, revisions=revisions)
    commitment.narrow_progress = draw_progress(
        *drawn, steady=True, frame=NARROW, revisions=revisions
    )
    return commitment


def _target(*, reached: bool = True) -> CityTarget:
    """An association with a member, and somebody apart."""
    goal = Goal(text="全湾装有标准岸电接口的泊位", metric="标准岸电接口", target=60, unit="个")
    if not reached:
        return CityTarget(goal, add_up([], {}))
    shares = []
    names = ("海湾港口协会（示例）", "海湾港集团（示例）", "东澳码头（示例）")
    numbers = ((56, 44, None), (40, 38, 38), (9, None, None))
    for party, (name, row) in enumerate(zip(names, numbers, strict=True)):
        commitment = next(_commitments())
        commitment.organisation = _organisation(name)
        values = {
            column: None if value is None else Decimal(value)
            for column, value in zip(Column, row, strict=True)
        }
        shares.append(Share(party, (commitment.said_on, party), values, commitment))
    return CityTarget(goal, add_up(shares, {0: [1]}))


def _pair(*, declared: bool, numbers: bool = True) -> Pair:
    """Lowered and postponed; or words alone."""
    today = localdate()
    both = []
    for years, target in ((1, 95), (0, 90)):
        said = next(_commitments())
        said.said_on = dt.date(today.year - years, 3, 1)
        said.quote = f"到{today.year + 2 - years}年底，码头岸电使用率要提高到{target}%。"
        if numbers:
            said.metric, said.unit, said.comparator = "岸电使用率", "%", Comparator.AT_LEAST
            said.target, said.number_text = Decimal(target), f"{target}%"
            said.deadline = dt.date(today.year + 2 - years, 12, 31)
            said.deadline_precision = DeadlinePrecision.YEAR
            said.deadline_text = f"到{today.year + 2 - years}年底"
        both.append(said)
    return Pair(*both, declared=declared)
