"""What awaits the newsroom today: counts on the admin's front page, each a filtered listing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from wagtail.admin.ui.components import Component

from .enums import (
    UNDECIDED_VERDICTS,
    AssessmentStatus,
    ScheduleState,
    SourceState,
)
from .models import Assessment, Commitment
from .permissions import can_approve_assessments

__all__ = ["NewsroomDuties"]


@dataclass(frozen=True)
class Duty:
    """One count with its listing; `urgent` is set in vermilion when it isn't zero."""

    label: str
    number: int
    url: str
    urgent: bool = False


def listing(name: str, filters: Iterable[tuple[str, Any]]) -> str:
    return f"{reverse(name)}?{urlencode(list(filters))}"


class NewsroomDuties(Component):
    """Open verdicts, lost sources, what falls due and what is overdue."""

    name = "newsroom_duties"
    order = 100
    template_name = "initiatives/admin/duties.html"

    def __init__(self, user: AbstractBaseUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: dict | None = None) -> dict:
        return {"duties": [*self.ledger_duties(), *self.judging_duties()]}

    def ledger_duties(self) -> list[Duty]:
        if not self.user.has_perm("initiatives.view_commitment"):
            return []
        ledger = "wagtailsnippets_initiatives_commitment:list"
        commitments = Commitment.objects.with_verdict().with_schedule()
        broken = Q(source_state=SourceState.BROKEN)
        due_soon = Q(current_schedule=ScheduleState.DUE_SOON)
        overdue = Q(current_schedule=ScheduleState.OVERDUE, current_verdict__in=UNDECIDED_VERDICTS)
        undecided = [("verdict", verdict.value) for verdict in UNDECIDED_VERDICTS]
        return [
            Duty(
                "出处失效",
                commitments.filter(broken).count(),
                listing(ledger, [("source", SourceState.BROKEN.value)]),
                urgent=True,
            ),
            Duty(
                "已逾期未判定",
                commitments.filter(overdue).count(),
                listing(ledger, [("schedule", ScheduleState.OVERDUE.value), *undecided]),
                urgent=True,
            ),
            Duty(
                "90 日内到期",
                commitments.filter(due_soon).count(),
                listing(ledger, [("schedule", ScheduleState.DUE_SOON.value)]),
            ),
        ]

    def judging_duties(self) -> list[Duty]:
        if not self.user.has_perm("initiatives.view_assessment"):
            return []
        proposed = Assessment.objects.filter(status=AssessmentStatus.PROPOSED)
        url = listing("assessments:index", [("status", AssessmentStatus.PROPOSED.value)])
        if not can_approve_assessments(self.user):
            return [Duty("待批判定", proposed.count(), url)]
        return [Duty("待我核准的判定", proposed.exclude(proposed_by=self.user).count(), url, True)]
