"""The readers' filters of the ledger: they combine, stay in the address, and say what they drop.

Several values of one filter widen it, several filters narrow down.
"""

from collections.abc import Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Model, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.search.asking import matching

from ..enums import CommitmentKind, EvidenceLevel, ScheduleState, Verdict
from ..models import Commitment
from ..subjects import SUBJECTS
from .fields import (
    ChoicesField,
    ObjectsField,
    SinceField,
    SingleField,
    TextField,
    YearsField,
    since_day,
    year_number,
)
from .silence import SILENT, left_unanswered

__all__ = [
    "EVIDENCE_CHOICES",
    "LONGEST_TEXT",
    "NO_EVIDENCE",
    "NUMBER_CHOICES",
    "SINGLE",
    "SORTS",
    "LedgerFilterSet",
]

LONGEST_TEXT = 60
# Of these an address can only mean one value; the others widen with each.
SINGLE = ("since", "q", "sort")
NO_EVIDENCE = "none"
EVIDENCE_CHOICES = [
    *((level.name.lower(), level.label) for level in EvidenceLevel),
    (NO_EVIDENCE, _("没有依据")),
]
NUMBER_CHOICES = [("yes", _("有数字")), ("no", _("没有数字"))]
SORTS = {"said": _("说话时间"), "due": _("期限"), "updated": _("更新")}
# In which the ledger stands unless somebody asks for another.
NEWEST_SAID = "said"
ORDERS = {
    "said": ("-said_on", "code"),
    "due": (F("deadline").asc(nulls_last=True), "-said_on", "code"),
    "updated": ("-updated_at", "-said_on", "code"),
}


class Choice(django_filters.Filter):
    """A filter whose own method of the set narrows down."""

    def __init__(self, field_class: type[forms.Field], method: str, **kwargs: Any) -> None:
        self.field_class = field_class
        super().__init__(method=method, **kwargs)


class LedgerFilterSet(django_filters.FilterSet):
    """By what is asked most: the three axes, then what and who, then when."""

    verdict = Choice(ChoicesField, "by_verdict", label=_("如今"), choices=Verdict.choices)
    schedule = Choice(ChoicesField, "by_schedule", label=_("期限"), choices=ScheduleState.choices)
    evidence = Choice(ChoicesField, "by_evidence", label=_("依据"), choices=EVIDENCE_CHOICES)
    kind = Choice(ChoicesField, "by_kind", label=_("类型"), choices=CommitmentKind.choices)
    topic = Choice(ObjectsField, "by_group", label=_("主题"), subject=SUBJECTS["topics"])
    organisation = Choice(
        ObjectsField, "by_owner", label=_("机构"), subject=SUBJECTS["organisations"]
    )
    initiative = Choice(
        ObjectsField, "by_group", label=_("行动档案"), subject=SUBJECTS["initiatives"]
    )
    speaker = Choice(ObjectsField, "by_owner", label=_("人物"), subject=SUBJECTS["people"])
    year = Choice(YearsField, "by_year", label=_("到期年份"))
    number = Choice(ChoicesField, "by_number", label=_("数字"), choices=NUMBER_CHOICES)
    since = Choice(SinceField, "by_update", label=_("更新"))
    silent = Choice(
        ChoicesField, "by_silence", label=_("回音"), choices=[("yes", _("请过回应而无回音"))]
    )
    q = Choice(
        TextField,
        "filter_text",
        label=_("查找"),
        longest=LONGEST_TEXT,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("人名、机构、原话")}),
    )
    sort = Choice(SingleField, "in_order", label=_("排序"), choices=list(SORTS.items()))

    class Meta:
        model = Commitment
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any], queryset: QuerySet[Commitment]) -> None:
        self.today = localdate()
        super().__init__(data, queryset.with_verdict().with_schedule(self.today))

    def by_verdict(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        return queryset.filter(current_verdict__in=values)

    def by_schedule(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        return queryset.filter(current_schedule__in=values)

    def by_evidence(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        levels = [EvidenceLevel[value.upper()] for value in values if value != NO_EVIDENCE]
        without = Q(current_evidence_level__isnull=True) if NO_EVIDENCE in values else Q()
        return queryset.filter(Q(current_evidence_level__in=levels) | without)

    def by_kind(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        return queryset.filter(kind__in=values)

    def by_owner(self, queryset: QuerySet, name: str, values: list[Model]) -> QuerySet:
        return queryset.filter(**{f"{name}__in": values})

    def by_group(self, queryset: QuerySet, name: str, values: list[Model]) -> QuerySet:
        """Each commitment once, however many of them it belongs to."""
        link = Commitment._meta.get_field(f"{name}s").remote_field.through
        keys = [value.pk for value in values]
        column = f"{type(values[0])._meta.model_name}_id__in"
        return queryset.filter(pk__in=link.objects.filter(**{column: keys}).values("commitment"))

    def by_year(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        years = {year_number(value, self.today) for value in values}
        return queryset.filter(deadline__year__in=years)

    def by_number(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        wanted = Q()
        for value in values:
            wanted |= Q(target__isnull=value == "no")
        return queryset.filter(wanted)

    def by_update(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        day = since_day(value, self.today)
        return queryset.with_updated().filter(updated_at__date__gte=day)

    def by_silence(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        return left_unanswered(queryset).filter(SILENT)

    def filter_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Of everything public: the index is quickest when it is asked for nothing else."""
        return queryset.filter(pk__in=matching(Commitment.objects.public(), value).values("pk"))

    def in_order(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        queryset = queryset.with_updated() if value == "updated" else queryset
        return queryset.order_by(*ORDERS[value])

    @cached_property
    def values(self) -> dict[str, Any]:
        """What each filter in force is set to."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return {name: value for name, value in given.items() if value}

    @property
    def unknown(self) -> dict[str, list[str]]:
        """By parameter, the values that nobody knows and that have no effect."""
        self.form.is_valid()
        fields = self.form.fields.items()
        return {name: field.unknown for name, field in fields if field.unknown}

    @property
    def refused(self) -> list[str]:
        """The same as sentences."""
        return [
            gettext("“%(label)s”不认识这个值，已忽略。") % {"label": self.form.fields[name].label}
            for name in self.unknown
        ]

    @property
    def chosen(self) -> list[str]:
        """Labels of the filters in force."""
        return [self.form.fields[name].label for name in self.values if name != "sort"]

    @property
    def chosen_labels(self) -> str:
        """The same in one line."""
        return gettext("、").join(str(label) for label in self.chosen)
