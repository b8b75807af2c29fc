"""From a number to the rows of one commitment: what was promised, judged, reported, answered."""

import datetime as dt
from dataclasses import dataclass

from initiatives.enums import (
    AssessmentStatus,
    CommitmentKind,
    Comparator,
    DeadlinePrecision,
    EvidenceLevel,
    NewsroomRole,
    ReportStatus,
    Verdict,
)
from initiatives.models import Assessment, Commitment, Evidence, Person, ProgressReport, Reply
from initiatives.schedule import period_end
from portal.models import User

from .wording import dice, promise

__all__ = ["FIRST_DAY", "History", "commitment", "history"]

# Said within seven years from here on, due within ten.
FIRST_DAY = dt.date(2019, 1, 1)
DAYS_OF_SPEAKING = 7 * 365
WITHOUT_NUMBER = [CommitmentKind.MILESTONE, CommitmentKind.SUPPORT, CommitmentKind.ONGOING]
NOON = dt.time(12, tzinfo=dt.UTC)
VERDICTS = [verdict for verdict in Verdict if verdict != Verdict.UNCHECKED]
UNDECIDED = [Verdict.TOO_EARLY, Verdict.IN_PROGRESS, Verdict.ON_TRACK, Verdict.BEHIND]


@dataclass(frozen=True)
class History:
    """What came after one commitment, not yet stored."""

    assessments: list[Assessment]
    evidence: list[Evidence]
    reports: list[ProgressReport]
    replies: list[Reply]


def commitment(number: int, speaker: Person) -> Commitment:
    """One in five without a number, one in ten without a deadline."""
    roll = dice("commitment", number)
    said_on = FIRST_DAY + dt.timedelta(roll.randrange(DAYS_OF_SPEAKING))
    precision = roll.choice([*DeadlinePrecision] * 2 + [DeadlinePrecision.YEAR] * 8)
    deadline = None
    if precision != DeadlinePrecision.NONE:
        deadline = period_end(said_on + dt.timedelta(roll.randrange(30, 1500)), precision)
    said = promise(number, f"{deadline.year}年底前" if deadline else "")
    return Commitment(
        code=f"C-{said_on.year}-{9_000_000 + number}",
        summary=said.summary[:120],
        quote=said.quote[:500],
        metric=said.metric[:80] if said.number else "",
        speaker=speaker,
        speaker_title=speaker.title,
        organisation=speaker.organisation,
        said_on=said_on,
        kind=CommitmentKind.NUMBER
        if said.number
        else roll.choice(
            [CommitmentKind.MILESTONE, CommitmentKind.SUPPORT, CommitmentKind.ONGOING]
        ),
        comparator=Comparator.AT_LEAST if said.number else "",
        target=said.number,
        unit=said.unit if said.number else "",
        number_text=f"{said.number}{said.unit}" if said.number else "",
        deadline=deadline,
        deadline_precision=precision,
        deadline_text=f"{deadline.year}年底前" if deadline else "",
    )


def history(row: Commitment, number: int, proposer: User, approver: User) -> History:
    """Two in three were judged, up to three times; one in four reported on; some were asked."""
    roll = dice("history", number)
    found = History([], [], [], [])
    day = row.said_on
    for _ in range(roll.choice((0, 0, 1, 1, 2, 3))):
        day += dt.timedelta(roll.randint(20, 300))
        overdue = row.deadline is not None and row.deadline < day
        verdict = roll.choice(VERDICTS if overdue else UNDECIDED)
        if verdict == Verdict.NOT_KEPT:
            found.replies.append(_reply(row, day, answered=roll.random() < 0.5))
        judged = Assessment(
            commitment=row,
            verdict=verdict,
            reason="按公开资料与走访核对（示例）。",
            fulfilled_on=day if verdict == Verdict.KEPT else None,
            status=AssessmentStatus.PUBLISHED,
            proposed_by=proposer,
            proposed_at=dt.datetime.combine(day, NOON),
            approved_by=approver,
            published_at=dt.datetime.combine(day, NOON),
            proposer_role=NewsroomRole.EDITOR,
            approver_role=NewsroomRole.CHIEF,
        )
        found.assessments.append(judged)
        level = roll.choice([*EvidenceLevel])
        found.evidence.append(
            Evidence(assessment=judged, level=level, title="公开资料（示例）", published_on=day)
        )
    if row.target and roll.random() < 0.25:
        found.reports.append(
            ProgressReport(
                commitment=row,
                as_of=row.said_on + dt.timedelta(180),
                value=row.target * roll.randint(1, 10) / 10,
                note="按计划推进（示例）。",
                status=ReportStatus.ACCEPTED,
                submitted_at=dt.datetime.combine(row.said_on + dt.timedelta(190), NOON),
                accepted_at=dt.datetime.combine(row.said_on + dt.timedelta(200), NOON),
            )
        )
    return found


def _reply(row: Commitment, day: dt.date, *, answered: bool) -> Reply:
    invited = day - dt.timedelta(10)
    if not answered:
        return Reply(commitment=row, invited_on=invited)
    return Reply(
        commitment=row,
        invited_on=invited,
        responder="示例负责人",
        replied_on=day - dt.timedelta(3),
        text="进度确有延误，正在追赶（示例）。",
    )
