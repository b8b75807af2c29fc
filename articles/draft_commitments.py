"""Drafts of the commitments proposed in a manuscript."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from wagtail.log_actions import log

from initiatives.enums import CommitmentKind, Comparator, DeadlinePrecision
from initiatives.models import Commitment, Organisation, Person

from .draft_people import clip
from .manuscripts.measures import read_measures
from .manuscripts.quotes import Quote, quotes_of, summary_of
from .manuscripts.understanding import Block, Candidate, Target

__all__ = ["Speaker", "draft_commitments"]

QUOTE_LENGTH = Commitment._meta.get_field("quote").max_length
SUMMARY_LENGTH = 40
UNIT_LENGTH = Commitment._meta.get_field("unit").max_length
PLACES = Decimal("0.0001")
LARGEST = Decimal(10) ** 16  # exclusive: of 20 digits four stand behind the point
NO_NUMBER = {"kind": CommitmentKind.MILESTONE}
NO_DEADLINE = {
    "deadline": None,
    "deadline_precision": DeadlinePrecision.NONE,
    "deadline_text": "",
}


@dataclass(frozen=True)
class Speaker:
    """Who promises, with the title of that day."""

    person: Person
    title: str
    organisation: Organisation | None


def draft_commitments(
    block: Block,
    speaker: Speaker,
    published: dt.date,
    user: AbstractBaseUser | None,
    report: list[str],
) -> list[tuple[Quote, Commitment]]:
    """Of one block: a commitment for each number; what had to be left out is told."""
    made = []
    taken = 0
    for candidate in sorted(block.candidates, key=lambda one: (one.start, one.end)):
        if candidate.dropped:
            continue
        for quote in quotes_of(block.text, candidate, QUOTE_LENGTH):
            commitment = _draft(block.text, candidate, quote, speaker, published, report)
            if quote.marked and quote.start < taken:
                quote = Quote(quote.start, quote.end, quote.target, marked=False)
            if quote.marked:
                taken = quote.end
            else:
                report.append(
                    f"承诺“{commitment.summary}”与另一项出自同样的字句，没有在文中标记，请手工标记。"
                )
            if quote.clipped:
                report.append(
                    f"承诺“{commitment.summary}”的句子超过 {QUOTE_LENGTH} 字，只标记了其中一段。"
                )
            _save(commitment, user, report)
            made.append((quote, commitment))
    return made


def _draft(
    text: str,
    candidate: Candidate,
    quote: Quote,
    speaker: Speaker,
    published: dt.date,
    report: list[str],
) -> Commitment:
    words = text[quote.start : quote.end]
    summary = summary_of(words, quote.target, SUMMARY_LENGTH)
    return Commitment(
        live=False,
        quote=words,
        summary=summary,
        speaker=speaker.person,
        speaker_title=clip(speaker.title, Commitment, "speaker_title", report),
        organisation=speaker.organisation,
        said_on=published,
        **_number(quote.target, summary, report),
        **_deadline(candidate, words, summary, published, report),
    )


def _number(target: Target | None, summary: str, report: list[str]) -> dict:
    """The fields of a number; none of them if the database would refuse one."""
    if target is None:
        return NO_NUMBER
    value = target.value
    fits = value.is_finite() and abs(value) < LARGEST
    fits = fits and 0 < len(target.unit.strip()) <= UNIT_LENGTH
    if not fits or target.comparator not in Comparator.values:
        report.append(
            f"承诺“{summary}”的数字“{target.text or value}”不能登记，没有填，请手工填写。"
        )
        return NO_NUMBER
    return {
        "kind": CommitmentKind.NUMBER,
        "target": value.quantize(PLACES),
        "unit": target.unit.strip(),
        "comparator": target.comparator,
        "number_text": clip(target.text, Commitment, "number_text", report),
    }


def _deadline(
    candidate: Candidate, words: str, summary: str, published: dt.date, report: list[str]
) -> dict:
    """The sentence's deadline, or the one that this part of it names for itself."""
    deadline, precision = candidate.deadline, candidate.deadline_precision
    printed = candidate.deadline_text
    if printed and printed not in words:
        own = read_measures(words, published)
        if own.deadline:
            deadline, precision = own.deadline, own.deadline_precision
            printed = own.deadline_text
    if deadline is None:
        return NO_DEADLINE
    if deadline < published:
        report.append(f"承诺“{summary}”的期限 {deadline} 早于见报日期，没有填。")
        return NO_DEADLINE
    if precision not in DeadlinePrecision.values or precision == DeadlinePrecision.NONE:
        precision = DeadlinePrecision.DAY
    return {
        "deadline": deadline,
        "deadline_precision": precision,
        "deadline_text": clip(printed, Commitment, "deadline_text", report),
    }


def _save(commitment: Commitment, user: AbstractBaseUser | None, report: list[str]) -> None:
    """As an editor's 保存草稿 does; without number and deadline if they don't go together."""
    try:
        commitment.full_clean(exclude=["code"])
    except ValidationError as error:
        told = "".join(error.messages)
        report.append(f"承诺“{commitment.summary}”的数字和期限没有填：{told}")
        plain = {"target": None, "unit": "", "comparator": "", "number_text": ""}
        for name, value in (NO_NUMBER | plain | NO_DEADLINE).items():
            setattr(commitment, name, value)
        commitment.full_clean(exclude=["code"])
    commitment.responsible = user
    commitment.save()
    revision = commitment.save_revision(user=user)
    log(commitment, "wagtail.create", user=user, revision=revision)
