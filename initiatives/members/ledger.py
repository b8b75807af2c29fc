"""What an association has to report about: its members' open promises, and how far it has come."""

import datetime as dt
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate, make_aware

from ..enums import ReportStatus
from ..finding import KEY_FORM, matches
from ..models import Commitment, Organisation, ProgressReport
from ..returns.exporting import last_said

__all__ = ["Ledger", "members_with_counts", "quarter_name", "quarter_start"]

PAGE_LENGTH = 30
LONGEST_TEXT = 60
QUARTERS = "一二三四"
TEXT_FIELDS = ("code", "summary", "organisation__name", "organisation__short_name")
# What does not count as having reported.
NOT_REPORTED = (ReportStatus.REJECTED, ReportStatus.WITHDRAWN)


def quarter_start(day: dt.date) -> dt.date:
    """1 January, April, July or October."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_name(day: dt.date) -> str:
    """`2026年三季度`."""
    return f"{day.year}年{QUARTERS[(day.month - 1) // 3]}季度"


class Ledger:
    """The open promises of an association's members, filtered as the address says.

    What the address asks for and nobody knows is left out, and told in `refused`.
    """

    def __init__(self, association: Organisation, wanted: dict[str, str]) -> None:
        self.association = association
        self.today = localdate()
        self.refused: list[str] = []
        self.text = wanted.get("q", "").strip()
        if len(self.text) > LONGEST_TEXT:
            self.refused.append(f"查找的字数太多，只用了前 {LONGEST_TEXT} 个字。")
            self.text = self.text[:LONGEST_TEXT]
        self.unreported_only = wanted.get("unreported") == "1"
        self.member = self._member(wanted.get("member", ""))
        self.page_wanted = wanted.get("page")

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.unreported_only or self.member)

    def commitments(self) -> QuerySet[Commitment]:
        """All that fit, due first."""
        found = Commitment.objects.reportable_by(self.association, self.today)
        if self.member:
            found = found.filter(organisation=self.member)
        if self.text:
            found = found.filter(matches(self.text, TEXT_FIELDS, ("organisation__pinyin",)))
        if self.unreported_only:
            found = found.filter(~self.reported)
        return found.order_by(F("deadline").asc(nulls_last=True), "pk")

    @property
    def reported(self) -> Exists:
        """Something about it was sent in since the quarter began, and still counts."""
        begun = make_aware(dt.datetime.combine(quarter_start(self.today), dt.time()))
        return Exists(
            ProgressReport.objects.of_association(self.association)
            .filter(commitment=OuterRef("pk"), submitted_at__gte=begun)
            .exclude(status__in=NOT_REPORTED)
        )

    def counts(self) -> dict[str, int]:
        """`all` and `unreported`, whatever is filtered; one query."""
        return Commitment.objects.reportable_by(self.association, self.today).aggregate(
            all=Count("pk"), unreported=Count("pk", filter=~self.reported)
        )

    def page(self, length: int = PAGE_LENGTH) -> Page:
        """One page, each with the last value and whether this quarter is done; three queries."""
        page = Paginator(self.commitments().values_list("pk", flat=True), length).get_page(
            self.page_wanted
        )
        keys = list(page.object_list)
        rows = Commitment.objects.select_related("organisation").filter(pk__in=keys)
        found = {row.pk: row for row in rows.annotate(reported=self.reported, **self._last())}
        page.object_list = [found[key] for key in keys if key in found]
        return page

    def _last(self) -> dict[str, Any]:
        """The last value as in the workbook, and what became of it."""
        known = last_said(self.association)
        return {
            f"last_{name}": Subquery(known.values(field)[:1])
            for name, field in (
                ("value", "value"),
                ("as_of", "as_of"),
                ("status", "status"),
                ("sender", "association_id"),
                ("report", "pk"),
            )
        }

    def _member(self, key: str) -> Organisation | None:
        if not key:
            return None
        members = Organisation.objects.represented_by(self.association, self.today)
        found = members.filter(pk=key).first() if KEY_FORM.fullmatch(key) else None
        if found is None:
            self.refused.append("没有找到这家会员，已忽略。")
        return found


def members_with_counts(association: Organisation) -> QuerySet[Organisation]:
    """Members with `open_commitments`, and of those `unreported`; by pinyin."""
    ledger = Ledger(association, {})
    mine = Commitment.objects.reportable_by(association, ledger.today).filter(
        organisation=OuterRef("pk")
    )

    def number(commitments: QuerySet[Commitment]) -> Subquery:
        counted = commitments.order_by().values("organisation").annotate(number=Count("pk"))
        return Subquery(counted.values("number")[:1])

    return (
        Organisation.objects.represented_by(association, ledger.today)
        .annotate(open_commitments=number(mine), unreported=number(mine.filter(~ledger.reported)))
        .filter(~Q(pk=association.pk) | Q(open_commitments__gt=0))
        .order_by("pinyin", "pk")
    )
