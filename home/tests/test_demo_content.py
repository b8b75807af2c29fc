"""The demo's content as written, before any of it is in a database."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from home.demo.edition import edition
from home.demo.edition_names import TITLES
from home.demo.edition_roundtable import EDITION_DATE
from home.demo.records import (
    MARK,
    Article,
    Commitment,
    Content,
    Figures,
    PullQuote,
    Statement,
    marked_sentences,
    plain_text,
)
from home.demo.samples import samples
from initiatives.enums import (
    CommitmentKind,
    Comparator,
    ContactOutcome,
    DeadlinePrecision,
    EvidenceLevel,
    InitiativeStatus,
    ScheduleState,
    Verdict,
)
from initiatives.schedule import period_end, schedule_state
from portal.models import User

from .shingles import edition_shingles, runs, shingle

TODAY = dt.date(2026, 11, 22)
# Month ends, leap days, and years long after the edition.
DAYS = [
    TODAY,
    dt.date(2025, 12, 31),
    dt.date(2026, 1, 1),
    dt.date(2026, 7, 1),
    dt.date(2027, 3, 31),
    dt.date(2028, 2, 29),
    dt.date(2029, 5, 1),
    dt.date(2031, 8, 31),
]
# What the meeting called its four points, and names that are no sentence.
PHRASES = [
    "龙头带动",
    "创新制胜",
    "品牌铸魂",
    "生态聚能",
    "智能网联新能源汽车",
    "香格里拉",
    "北斗天枢",
    "海纳百川",
    "重庆览山汽车电子有限公司",
]


def strings(value: Any) -> Iterator[str]:
    """Every text in a record, however deep."""
    if isinstance(value, str):
        yield MARK.sub(lambda mark: mark["sentence"], value)
    elif dataclasses.is_dataclass(value):
        yield from strings([getattr(value, field.name) for field in dataclasses.fields(value)])
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one)


def quotes(content: Content) -> dict[str, str]:
    return {
        key: sentence
        for article in content.articles
        for key, sentence in marked_sentences(article).items()
    }


def verdict(commitment: Commitment) -> str:
    return commitment.assessments[-1].verdict if commitment.assessments else Verdict.UNCHECKED


def schedule(commitment: Commitment, today: dt.date) -> ScheduleState:
    done = commitment.assessments[-1].fulfilled_on if commitment.assessments else None
    precision = commitment.deadline_precision
    deadline = commitment.deadline and period_end(commitment.deadline, precision)
    return schedule_state(deadline, precision, done, today)


def articles(today: dt.date) -> tuple[Article, ...]:
    return edition(today).articles + samples(today).articles


def test_edition_has_every_person_it_names():
    roundtable, commentary, roundup = edition(TODAY).articles
    guests = [
        row.person
        for article in (roundtable, roundup)
        for row in article.appearances
        if row.role == "guest"
    ]
    assert len(guests) == len(set(guests)) == 19
    assert [row.person for row in roundtable.appearances if row.role == "moderator"] == ["yang-jun"]
    assert [row.person for row in commentary.appearances] == ["zhou-baoqin"]
    assert sum(row.role == "reporter" for row in roundup.appearances) == 10


def test_every_guest_speaks_with_the_title_of_that_day():
    for article in articles(TODAY):
        speakers = {block.speaker for block in article.body if isinstance(block, Statement)}
        guests = {row.person for row in article.appearances if row.role == "guest"}
        assert speakers == guests
        assert all(row.title for row in article.appearances if row.role == "guest")


def test_edition_has_enough_initiatives_commitments_and_figures():
    content = edition(TODAY)
    figures = [
        figure
        for article in content.articles
        for block in article.body
        if isinstance(block, Figures)
        for figure in block.figures
    ]
    assert len(content.initiatives) >= 12
    assert len(content.commitments) >= 25
    assert sum(one.target is not None for one in content.commitments) >= 9
    assert len(figures) >= 15
    assert all(figure.source for figure in figures)


@pytest.mark.parametrize("make", [edition, samples])
def test_each_commitment_is_marked_once_and_nothing_else_is(make):
    content = make(TODAY)
    marks = [key for article in content.articles for key in marked_sentences(article)]
    assert sorted(marks) == sorted(one.key for one in content.commitments)
    assert "[[" not in "".join(MARK.sub("", plain_text(article)) for article in content.articles)


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("make", [edition, samples])
def test_numbers_and_deadlines_stand_word_for_word_in_the_quote(make, today):
    content = make(today)
    said = quotes(content)
    for one in content.commitments:
        assert one.number_text in said[one.key]
        assert one.deadline_text in said[one.key]
        assert bool(one.number_text) == (one.target is not None)
        assert bool(one.deadline_text) == (one.deadline is not None)


def test_choices_are_those_of_the_portal():
    for content in (edition(TODAY), samples(TODAY)):
        for one in content.commitments:
            assert one.kind in CommitmentKind.values
            assert one.deadline_precision in DeadlinePrecision.values
            assert one.comparator in [*Comparator.values, ""]
            for assessment in one.assessments:
                assert assessment.verdict in Verdict.values
                assert all(row.level.upper() in EvidenceLevel.names for row in assessment.evidence)
        assert all(page.status in InitiativeStatus.values for page in content.initiatives)


@pytest.mark.parametrize("today", DAYS)
def test_real_speakers_are_only_unchecked_or_too_early(today):
    for one in edition(today).commitments:
        if one.assessments:
            assert verdict(one) == Verdict.TOO_EARLY
            assert len(one.assessments) == 1
            assert one.deadline > today
        assert not one.reports
        assert not one.replies
        assert not one.contacts


def test_once_every_deadline_has_passed_nothing_real_is_judged():
    assert not any(one.assessments for one in edition(dt.date(2031, 1, 1)).commitments)


def test_everything_real_says_that_it_is_a_paraphrase():
    content = edition(TODAY)
    assert all("转述，非原文" in article.disclaimer for article in content.articles)
    assert all("转述，非原文" in one.note for one in content.commitments)


def test_no_run_of_the_edition_is_copied():
    content = edition(TODAY)
    names = [
        *PHRASES,
        *TITLES.values(),
        *(person.name for person in content.people),
        *(person.title for person in content.people if person.title),
        *(one.name for one in content.organisations),
        *(one.short_name for one in content.organisations if one.short_name),
        *(one.title for one in content.initiatives),
    ]
    known = edition_shingles()
    copied = {run for text in strings(content) for run in runs(text, names)}
    assert {run for run in copied if shingle(run) in known} == set()


def test_copied_sentence_would_be_found():
    assert shingle("推动重庆汽车产业向万亿级") in edition_shingles()


def test_every_fictional_name_says_that_it_is_fictional():
    content = samples(TODAY)
    named = [*content.people, *content.organisations, *content.topics]
    assert all("（示例）" in one.name for one in named)
    assert all("（示例）" in page.title for page in [*content.initiatives, *content.articles])
    assert all(article.disclaimer.startswith("示例") for article in content.articles)


@pytest.mark.parametrize("today", DAYS)
def test_samples_show_every_verdict_and_every_schedule_state(today):
    commitments = samples(today).commitments
    assert {verdict(one) for one in commitments} == set(Verdict.values)
    assert {schedule(one, today) for one in commitments} == set(ScheduleState)


def test_samples_show_replies_corrections_and_reports():
    content = samples(TODAY)
    replies = [reply for one in content.commitments for reply in one.replies]
    assert {bool(reply.text) for reply in replies} == {True, False}
    assert any(article.corrections for article in content.articles)
    for one in content.commitments:
        assert all(report.value is not None or report.note for report in one.reports)
    reports = [report for one in content.commitments for report in one.reports]
    assert {bool(report.verification) for report in reports} == {True, False}
    assert {report.status for report in reports} == {
        "accepted",
        "queried",
        "replaced",
        "submitted",
        "withdrawn",
    }


def test_samples_show_calls_of_every_outcome_to_fictional_people():
    contacts = [contact for one in samples(TODAY).commitments for contact in one.contacts]
    assert {contact.outcome for contact in contacts} == set(ContactOutcome.values)
    assert all("（示例）" in contact.whom for contact in contacts)


def test_samples_have_editors_chiefs_and_nobody_responsible():
    assert {one.responsible for one in samples(TODAY).commitments} == {"editor", "chief", ""}


def test_samples_let_one_speaker_say_the_same_number_twice():
    said = [one for one in samples(TODAY).commitments if one.metric == "岸电使用率"]
    assert [one.target for one in said] == [Decimal(95), Decimal(90)]
    assert len({one.speaker for one in said}) == 1
    assert len({one.said_on for one in said}) == 2


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize("make", [edition, samples])
def test_lives_run_forward_from_the_day_it_was_said_to_today(make, today):
    for one in make(today).commitments:
        days = [one.said_on, *(assessment.on for assessment in one.assessments), today]
        assert all(first <= second for first, second in pairwise(days)), one.key
        assert all(one.said_on <= report.as_of <= today for report in one.reports)
        for assessment in one.assessments:
            assert len(assessment.reason) <= 200
            dated = [row.on for row in assessment.evidence if row.on]
            assert all(day <= assessment.on for day in dated), one.key
        for reply in one.replies:
            assert reply.invited_on <= (reply.replied_on or today) <= today
        assert all(one.said_on <= contact.contacted_on <= today for contact in one.contacts)


@pytest.mark.parametrize("today", DAYS)
def test_missed_only_after_the_deadline_and_an_invitation(today):
    for one in samples(today).commitments:
        for assessment in one.assessments:
            if assessment.verdict in (Verdict.NOT_KEPT, Verdict.PARTLY_KEPT):
                assert one.deadline < assessment.on
                assert any(one.deadline < reply.invited_on < assessment.on for reply in one.replies)


def test_pull_quotes_repeat_words_of_the_text():
    for article in articles(TODAY):
        spoken = "".join(
            text for block in article.body if isinstance(block, Statement) for text in block.texts
        )
        spoken = MARK.sub(lambda mark: mark["sentence"], spoken)
        for block in article.body:
            if isinstance(block, PullQuote):
                assert block.text in spoken


def test_fictional_days_in_the_text_are_those_of_the_commitment():
    content = samples(TODAY)
    said = quotes(content)
    for one in content.commitments:
        year = re.match(r"\D*(20\d\d)年", said[one.key])
        if year:
            assert int(year[1]) == one.deadline.year


def test_edition_is_dated_when_it_could_have_been_printed():
    assert dt.date(2025, 9, 28) <= EDITION_DATE <= dt.date(2025, 9, 30)


@pytest.mark.django_db
def test_command_refuses_where_passwords_must_not_be_public():
    with pytest.raises(CommandError, match="密码是公开的"):
        call_command("load_demo")
    assert not User.objects.filter(username="bianji").exists()
