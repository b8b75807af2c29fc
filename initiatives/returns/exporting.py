"""What goes out to an association: the form to fill in, and its rows with what is wrong in them."""

import datetime as dt
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from ..enums import ReportStatus
from ..models import Commitment, Organisation, ProgressReport, Return
from ..workbooks.writing import About, Line, write_csv, write_workbook
from .knowledge import SPOKEN_AGAINST
from .problems import Problem

__all__ = ["file_name", "last_said", "open_lines", "write_problems", "write_template"]

CHUNK = 2000


def file_name(association: Organisation, day: dt.date, suffix: str) -> str:
    """As it lies in the association's download folder."""
    return f"进展申报表-{association.display_name}-{day:%Y%m%d}.{suffix}"


def open_lines(association: Organisation, today: dt.date | None = None) -> Iterator[Line]:
    """Every open commitment of every member, by member and deadline; one query."""
    rows = (
        Commitment.objects.reportable_by(association, today)
        .order_by(
            "organisation__pinyin", "organisation_id", F("deadline").asc(nulls_last=True), "pk"
        )
        .annotate(**_last_value(association))
    )
    return (Line(*row) for row in rows.values_list(*LOCKED).iterator(chunk_size=CHUNK))


def write_template(target: BinaryIO, association: Organisation, suffix: str) -> None:
    """The form as .xlsx or .csv."""
    lines = open_lines(association)
    if suffix == "csv":
        write_csv(target, lines)
    else:
        write_workbook(target, lines, _about(association))


def write_problems(target: BinaryIO, batch: Return) -> None:
    """What was uploaded and not sent in, as typed, with each problem at its cell."""
    known = {
        line[0]: line
        for line in Commitment.objects.reportable_by(batch.association)
        .annotate(**_last_value(batch.association))
        .values_list(*LOCKED)
        .order_by()
        .iterator(chunk_size=CHUNK)
    }
    rows = list(
        batch.rows.with_problems().order_by("number").values_list("cells", "problems", "confirmed")
    )
    lines = [_as_typed(cells, known.get(cells.get("code", ""))) for cells, _, _ in rows]
    problems = {}
    for place, (_, found, confirmed) in enumerate(rows):
        at_cells: dict[str, tuple[str, str]] = {}
        for one in map(Problem.from_dict, found):
            if one.kind in confirmed:
                continue
            said = f"{one.message}{one.fix}"
            before = at_cells.get(one.field)
            at_cells[one.field] = (
                (before[0], f"{before[1]} {said}") if before else (one.grade.value, said)
            )
        problems[place] = at_cells
    write_workbook(target, lines, _about(batch.association), problems)


LOCKED = (
    "code",
    "organisation__name",
    "summary",
    "target",
    "unit",
    "deadline",
    "last_value",
    "last_as_of",
)


def last_said(association: Organisation) -> QuerySet[ProgressReport]:
    """Of the commitment around it: what this association last said, or else what is public."""
    return (
        ProgressReport.objects.filter(commitment=OuterRef("pk"), value__isnull=False)
        .filter(Q(association=association) | Q(status=ReportStatus.ACCEPTED))
        .exclude(status__in=SPOKEN_AGAINST)
        .order_by("-as_of", "-version", "-pk")
    )


def _last_value(association: Organisation) -> dict[str, Subquery]:
    known = last_said(association)
    return {
        "last_value": Subquery(known.values("value")[:1]),
        "last_as_of": Subquery(known.values("as_of")[:1]),
    }


def _as_typed(cells: dict[str, str], known: tuple | None) -> Line:
    """The newsroom's own columns as they are now, the others as somebody typed them."""
    typed = {key: text for key, text in cells.items() if key not in ("code", "member")}
    if known:
        return Line(*known, **typed)
    return Line(cells.get("code", ""), cells.get("member", ""), **typed)


def _about(association: Organisation) -> About:
    names = (
        ProgressReport.objects.of_association(association)
        .exclude(filled_by="")
        .order_by()
        .values_list("filled_by", flat=True)
        .distinct()[:20]
    )
    return About(
        association.name,
        association.slug,
        localdate(),
        settings.WAGTAIL_SITE_NAME,
        sorted(names),
    )
