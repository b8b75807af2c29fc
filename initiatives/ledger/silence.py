"""无回音: the speaker's side was asked in public and said nothing. In Python and in SQL.

Both halves stand side by side, and a parity test holds them together. Only what readers can see
counts: the newsroom's own calls are its own business.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ..enums import ScheduleState, Verdict
from ..models import ProgressReport, Reply

__all__ = ["SILENT", "is_silent", "left_unanswered"]

# Nothing can be missing yet, or nothing is missing any more.
NOTHING_TO_ASK = (Verdict.UNCHECKED, Verdict.KEPT)

# Over commitments `left_unanswered()`, `with_verdict()` and `with_schedule()`.
SILENT = Q(current_schedule=ScheduleState.OVERDUE) | ~Q(current_verdict__in=NOTHING_TO_ASK)


def is_silent(verdict: str, schedule: str) -> bool:
    """`SILENT` for one commitment that was left unanswered."""
    return schedule == ScheduleState.OVERDUE or verdict not in NOTHING_TO_ASK


def left_unanswered(commitments: QuerySet) -> QuerySet:
    """Those with an invitation to answer, after which neither answer nor report of theirs came."""
    since = OuterRef("invited_on")
    answers = Reply.objects.filter(
        Q(replied_on__gte=since) | Q(link__received_at__date__gte=since),
        commitment=OuterRef("commitment"),
    )
    reports = ProgressReport.objects.public().filter(
        commitment=OuterRef("commitment"),
        association__isnull=False,
        submitted_at__date__gte=since,
    )
    invitations = Reply.objects.order_by().filter(
        ~Exists(answers),
        ~Exists(reports),
        replied_on__isnull=True,
        link__received_at__isnull=True,
    )
    # Distinct, so that PostgreSQL looks for these few first instead of going through them for
    # every commitment.
    return commitments.filter(pk__in=invitations.values("commitment").distinct())
