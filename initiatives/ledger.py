"""The readers' filters of the ledger (承诺簿): they combine, and stay in the address."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .enums import ScheduleState, Verdict
from .finding import matches
from .models import Commitment, InitiativePage, Organisation, Topic

__all__ = ["LONGEST_TEXT", "LedgerFilterSet", "about", "with_organisation"]

LONGEST_TEXT = 60
TEXT_FIELDS = (
    "code",
    "summary",
    "quote",
    "metric",
    "speaker__name",
)
ORGANISATION_FIELDS = ("organisation__name", "organisation__short_name")


def about(text: str) -> Q:
    """Commitments that say it, or whose speaker or published organisation is named so."""
    return with_organisation(text, TEXT_FIELDS, ("speaker__pinyin",))


def with_organisation(text: str, fields: tuple[str, ...], pinyin: tuple[str, ...]) -> Q:
    """What matches by itself, or together with the name of a published organisation."""
    named = matches(text, (*fields, *ORGANISATION_FIELDS), pinyin)
    return matches(text, fields, pinyin) | (Q(organisation__live=True) & named)


def due_years(commitments: QuerySet[Commitment]) -> list[tuple[str, str]]:
    """The years in which something falls due, as choices."""
    days: list[dt.date] = (
        commitments.filter(deadline__isnull=False).order_by().dates("deadline", "year")
    )
    return [(str(day.year), gettext("%(year)s年") % {"year": day.year}) for day in days]


class LedgerFilterSet(django_filters.FilterSet):
    """Verdict, schedule, topic, organisation, initiative, year due, text."""

    verdict = django_filters.ChoiceFilter(
        label=_("如今"),
        choices=Verdict.choices,
        field_name="current_verdict",
        empty_label=_("全部"),
    )
    schedule = django_filters.ChoiceFilter(
        label=_("期限"),
        choices=ScheduleState.choices,
        field_name="current_schedule",
        empty_label=_("全部"),
    )
    year = django_filters.ChoiceFilter(
        label=_("到期年份"), field_name="deadline", lookup_expr="year", empty_label=_("全部")
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("主题"),
        field_name="topics",
        queryset=Topic.objects.filter(commitments__live=True).distinct(),
        to_field_name="slug",
        empty_label=_("全部"),
    )
    organisation = django_filters.ModelChoiceFilter(
        label=_("机构"),
        queryset=Organisation.objects.public().filter(commitments__live=True).distinct(),
        to_field_name="slug",
        empty_label=_("全部"),
    )
    initiative = django_filters.ModelChoiceFilter(
        label=_("行动档案"),
        field_name="initiatives",
        queryset=InitiativePage.objects.visible()
        .filter(commitments__live=True)
        .distinct()
        .order_by("title"),
        to_field_name="slug",
        empty_label=_("全部"),
    )
    q = django_filters.CharFilter(
        label=_("查找"),
        method="filter_text",
        max_length=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("人名、机构、原话")}),
    )

    class Meta:
        model = Commitment
        fields: list[str] = []

    def __init__(self, data: dict, queryset: QuerySet[Commitment]) -> None:
        super().__init__(data, queryset.with_verdict().with_schedule(localdate()))
        self.filters["year"].extra["choices"] = due_years(queryset)

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(about(value))

    @cached_property
    def counts(self) -> dict[Verdict, int]:
        """How many of those found stand at each verdict; empty when nothing was found."""
        counts = self.qs.verdict_counts()
        return counts if any(counts.values()) else {}

    @property
    def refused(self) -> list[str]:
        """What the address asked for and the ledger does not know, as sentences."""
        return [
            gettext("“%(label)s”不认识这个值，已忽略。") % {"label": self.form.fields[name].label}
            for name in self.form.errors
        ]

    @property
    def chosen(self) -> list[str]:
        """Labels of the filters in force."""
        return [
            self.form.fields[name].label
            for name, value in self.form.cleaned_data.items()
            if value not in (None, "")
        ]

    @property
    def chosen_labels(self) -> str:
        """The same in one line."""
        return gettext("、").join(str(label) for label in self.chosen)
