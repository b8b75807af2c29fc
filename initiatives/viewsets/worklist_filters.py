"""How the worklists are narrowed down."""

import django_filters
from django.db.models import QuerySet
from wagtail.admin.filters import WagtailFilterSet

from portal.models import User

from ..enums import Verdict
from ..filters import InitiativeFilter
from ..models import Assessment, Commitment, Organisation, Topic
from ..permissions import awaiting_approval_by

__all__ = [
    "MONTHS",
    "ProposalFilterSet",
    "SilentFilterSet",
    "WorklistFilterSet",
]

MONTHS = [("3", "3 个月"), ("6", "6 个月"), ("12", "12 个月"), ("24", "24 个月")]


class WorklistFilterSet(WagtailFilterSet):
    """Whose, about what, due when."""

    mine = django_filters.ChoiceFilter(
        label="负责编辑",
        choices=[("me", "只看我负责的"), ("nobody", "还没有负责编辑")],
        method="filter_mine",
        empty_label="全部",
    )
    responsible = django_filters.ModelChoiceFilter(
        label="由谁负责",
        queryset=User.objects.filter(responsible_for__isnull=False).distinct(),
        empty_label="全部",
    )
    due_year = django_filters.NumberFilter(
        label="到期年份", field_name="deadline", lookup_expr="year", min_value=1900, max_value=2199
    )
    organisation = django_filters.ModelChoiceFilter(
        label="机构", queryset=Organisation.objects.on_record(), empty_label="全部"
    )
    initiatives = InitiativeFilter()
    topics = django_filters.ModelChoiceFilter(
        label="主题", queryset=Topic.objects.all(), empty_label="全部"
    )

    class Meta:
        model = Commitment
        fields: list[str] = []

    def filter_mine(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "nobody":
            return queryset.filter(responsible__isnull=True)
        return queryset.filter(responsible=self.request.user)


class SilentFilterSet(WorklistFilterSet):
    """For how long; six months when nobody says."""

    months = django_filters.ChoiceFilter(
        label="多久没有消息", choices=MONTHS, method="filter_months", empty_label="6 个月以上"
    )

    def filter_months(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset  # the view reads it: it may widen the list as well as narrow it


class ProposalFilterSet(WagtailFilterSet):
    mine = django_filters.ChoiceFilter(
        label="谁来批", choices=[("me", "只看我能批的")], method="filter_mine", empty_label="全部"
    )
    verdict = django_filters.MultipleChoiceFilter(label="拟判", choices=Verdict.choices)

    class Meta:
        model = Assessment
        fields: list[str] = []

    def filter_mine(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=awaiting_approval_by(self.request.user))
