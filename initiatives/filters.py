"""The editors' filters. Verdict and schedule come from the queryset's one definition."""

import re

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate
from django_filters.fields import ModelChoiceField
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Page

from portal.models import User

from .enums import (
    AssessmentStatus,
    ContactOutcome,
    ReportStatus,
    ScheduleState,
    SourceState,
    TipState,
    Verdict,
)
from .models import (
    Assessment,
    Commitment,
    Contact,
    InitiativePage,
    Organisation,
    Person,
    ProgressReport,
    Reply,
    ReplyLink,
    Return,
    SourceTip,
    Topic,
)

__all__ = [
    "AssessmentFilterSet",
    "CommitmentFilterSet",
    "ContactFilterSet",
    "InitiativeFilter",
    "OrganisationFilterSet",
    "PersonFilterSet",
    "ProgressReportFilterSet",
    "ReplyFilterSet",
    "ReturnFilterSet",
    "ReviewFilterSet",
    "SourceTipFilterSet",
]

# Below 2³¹, the largest key of a page.
PAGE_KEY_FORM = re.compile(r"[1-9][0-9]{0,8}")
LIVE_CHOICES = [("true", "已发布"), ("false", "草稿")]


def checkboxes(label: str, choices: list, field_name: str) -> django_filters.MultipleChoiceFilter:
    """Any of several values."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=choices, field_name=field_name, widget=forms.CheckboxSelectMultiple
    )


def years_due(request) -> list[tuple[int, str]]:
    """The years in which something falls due."""
    days = Commitment.objects.filter(deadline__isnull=False).order_by().dates("deadline", "year")
    return [(day.year, f"{day.year}年") for day in days]


class LiveFilter(django_filters.ChoiceFilter):
    """Published, or not yet."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            label="发布状态",
            field_name="live",
            choices=LIVE_CHOICES,
            empty_label="全部",
            **kwargs,
        )

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        return queryset.filter(live=value == "true") if value else queryset


class PageKeyChoiceField(ModelChoiceField):
    """A page by its key; databases answer one beyond their range with an error."""

    def to_python(self, value: str) -> Page | None:
        if value not in self.empty_values and not PAGE_KEY_FORM.fullmatch(str(value)):
            raise forms.ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            )
        return super().to_python(value)


class InitiativeFilter(django_filters.ModelChoiceFilter):
    """About one initiative."""

    field_class = PageKeyChoiceField

    def __init__(self) -> None:
        super().__init__(
            label="行动档案",
            field_name="initiatives",
            queryset=InitiativePage.objects.order_by("title", "pk"),
            empty_label="全部",
        )


class PersonFilterSet(WagtailFilterSet):
    organisation = django_filters.ModelChoiceFilter(
        label="机构", queryset=Organisation.objects.on_record(), empty_label="全部"
    )
    live = LiveFilter()

    class Meta:
        model = Person
        fields: list[str] = []


class OrganisationFilterSet(WagtailFilterSet):
    live = LiveFilter()

    class Meta:
        model = Organisation
        fields = ["kind"]


class CommitmentFilterSet(WagtailFilterSet):
    """Over a queryset `with_verdict().with_schedule()`."""

    verdict = checkboxes("判定", Verdict.choices, "current_verdict")
    schedule = checkboxes("期限状态", ScheduleState.choices, "current_schedule")
    source = checkboxes("出处状态", SourceState.choices, "source_state")
    due_year = django_filters.ChoiceFilter(
        label="到期年份",
        field_name="deadline",
        lookup_expr="year",
        choices=lambda: years_due(None),
        empty_label="全部",
    )
    deadline = django_filters.DateFromToRangeFilter(label="期限", widget=DateRangePickerWidget)
    speaker = django_filters.ModelChoiceFilter(
        label="承诺人",
        queryset=Person.objects.on_record().for_listing(),
        empty_label="全部",
    )
    organisation = django_filters.ModelChoiceFilter(
        label="机构", queryset=Organisation.objects.on_record(), empty_label="全部"
    )
    initiatives = InitiativeFilter()
    topics = django_filters.ModelChoiceFilter(
        label="主题", queryset=Topic.objects.all(), empty_label="全部"
    )
    live = LiveFilter()

    class Meta:
        model = Commitment
        fields: list[str] = []


class AssessmentFilterSet(WagtailFilterSet):
    status = checkboxes("状态", AssessmentStatus.choices, "status")
    verdict = checkboxes("判定", Verdict.choices, "verdict")
    proposed_by = django_filters.ModelChoiceFilter(
        label="提出人",
        queryset=User.objects.filter(proposed_assessments__isnull=False).distinct(),
        empty_label="全部",
    )

    class Meta:
        model = Assessment
        fields: list[str] = []


class ReplyFilterSet(WagtailFilterSet):
    answered = django_filters.ChoiceFilter(
        label="是否已回应",
        choices=[("yes", "已回应"), ("no", "尚未回应")],
        method="filter_answered",
        empty_label="全部",
    )

    mail = django_filters.ChoiceFilter(
        label="回应链接",
        choices=[("waiting", "待审读"), ("open", "等待答复")],
        method="filter_mail",
        empty_label="全部",
    )

    class Meta:
        model = Reply
        fields: list[str] = []

    def filter_mail(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        links = ReplyLink.objects.awaiting_moderation()
        if value == "open":
            links = ReplyLink.objects.filter(received_at=None, expires_on__gte=localdate())
        return queryset.filter(link__in=links)

    def filter_answered(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(replied_on__isnull=value == "no")


class SourceTipFilterSet(WagtailFilterSet):
    state = checkboxes("状态", TipState.choices, "state")

    class Meta:
        model = SourceTip
        fields: list[str] = []


class ContactFilterSet(WagtailFilterSet):
    outcome = checkboxes("结果", ContactOutcome.choices, "outcome")
    contacted_on = django_filters.DateFromToRangeFilter(
        label="联系日期", widget=DateRangePickerWidget
    )
    recorded_by = django_filters.ModelChoiceFilter(
        label="登记人",
        queryset=User.objects.filter(pk__in=Contact.objects.values("recorded_by")),
        empty_label="全部",
    )

    class Meta:
        model = Contact
        fields: list[str] = []


class ReviewFilterSet(WagtailFilterSet):
    """What associations sent in; without a status, what awaits the newsroom."""

    status = django_filters.ChoiceFilter(
        label="状态",
        choices=[
            *((one.value, one.label) for one in ReportStatus if one != ReportStatus.SUBMITTED),
            ("all", "全部"),
        ],
        method="filter_status",
        empty_label=ReportStatus.SUBMITTED.label,
    )
    warned = django_filters.ChoiceFilter(
        label="提示",
        choices=[("yes", "有提示"), ("no", "没有提示")],
        method="filter_warned",
        empty_label="不限",
    )
    association = django_filters.ModelChoiceFilter(
        label="协会",
        queryset=Organisation.objects.filter(submitted_reports__isnull=False).distinct(),
        empty_label="全部",
    )
    reporter = django_filters.ModelChoiceFilter(
        label="会员单位",
        queryset=Organisation.objects.filter(reports__isnull=False).distinct(),
        empty_label="全部",
    )
    batch = django_filters.ModelChoiceFilter(
        label="申报批次",
        queryset=Return.objects.filter(reports__isnull=False).distinct(),
        empty_label="全部",
    )
    commitment = django_filters.CharFilter(
        label="承诺编号", field_name="commitment__code", lookup_expr="iexact", max_length=20
    )

    class Meta:
        model = ProgressReport
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data["status"] else queryset.awaiting_review()

    def filter_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == "all" else queryset.filter(status=value)

    def filter_warned(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.exclude(warnings=[]) if value == "yes" else queryset.filter(warnings=[])


class ReturnFilterSet(WagtailFilterSet):
    association = django_filters.ModelChoiceFilter(
        label="协会",
        queryset=Organisation.objects.filter(returns__isnull=False).distinct(),
        empty_label="全部",
    )
    uploaded_at = django_filters.DateFromToRangeFilter(
        label="上传日期", widget=DateRangePickerWidget
    )
    waiting = django_filters.ChoiceFilter(
        label="审核",
        choices=[("yes", "还有待审的"), ("no", "已审完")],
        method="filter_waiting",
        empty_label="全部",
    )

    class Meta:
        model = Return
        fields: list[str] = []

    def filter_waiting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        waiting = ProgressReport.objects.filter(batch=OuterRef("pk")).awaiting_review()
        return queryset.filter(Exists(waiting) if value == "yes" else ~Exists(waiting))


class ProgressReportFilterSet(WagtailFilterSet):
    reporter = django_filters.ModelChoiceFilter(
        label="申报单位",
        queryset=Organisation.objects.on_record().filter(reports__isnull=False).distinct(),
        empty_label="全部",
    )

    class Meta:
        model = ProgressReport
        fields = ["status", "verified"]
