"""Commitments drafted from candidates: a mark and a quote each, and fields that hold."""

import datetime as dt
from decimal import Decimal

import pytest

from portal.tests.factories import UserFactory

from ..drafting import create_drafts
from ..marks import marks_in
from .understandings import (
    SAID,
    candidate,
    make_article,
    make_manuscript,
    promise,
    says,
    wang,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory()


TWO = "到2027年，产量达到500万辆，产值突破5000亿元。"
NUMBERS = [("5000000", "辆", "500万辆"), ("500000000000", "元", "突破5000亿元")]


def two_numbers(text: str, *targets):
    return make_article(
        says("p1", text, candidate(text, text, *targets)), title="两个数", people=[wang()]
    )


def test_two_numbers_are_two_commitments_with_a_mark_each(editor):
    report = create_drafts(make_manuscript(two_numbers(TWO, *NUMBERS)), editor)
    sentences = {one.commitment_id: one.text for one in marks_in(report.created[0].body)}
    assert sentences == {one.pk: one.quote for one in report.commitments}
    assert [one.quote for one in report.commitments] == [
        "到2027年，产量达到500万辆",
        "产值突破5000亿元。",
    ]
    assert [one.number_text for one in report.commitments] == ["500万辆", "突破5000亿元"]
    assert report.left_out == []


def test_numbers_that_cannot_be_cut_apart_share_a_mark_and_it_is_told(editor):
    text = "形成500亿元+470亿元产能。"
    numbers = [("50000000000", "元", "500亿元"), ("47000000000", "元", "470亿元")]
    report = create_drafts(make_manuscript(two_numbers(text, *numbers)), editor)
    first, second = report.commitments
    assert (first.quote, second.quote) == (text, text)
    assert [one.commitment_id for one in marks_in(report.created[0].body)] == [first.pk]
    assert "没有在文中标记" in report.left_out[0]


def test_a_part_of_a_sentence_keeps_its_own_deadline(editor):
    text = "到2027年，产量达到500万辆；到2030年，产值突破5000亿元。"
    article = two_numbers(text, *NUMBERS)
    (one,) = article.blocks[0].candidates
    one.deadline, one.deadline_precision = dt.date(2027, 12, 31), "year"
    one.deadline_text = "到2027年"
    first, second = create_drafts(make_manuscript(article), editor).commitments
    assert (first.deadline.year, second.deadline.year) == (2027, 2030)


def test_overlapping_candidates_have_marks_that_do_not_overlap(editor):
    article = make_article(
        says("p1", SAID, promise(), candidate(SAID, "我们的年产量要超百万辆。请大家监督。")),
        people=[wang()],
    )
    report = create_drafts(make_manuscript(article), editor)
    assert len(report.commitments) == 2
    assert len(marks_in(report.created[0].body)) == 1
    assert "没有在文中标记" in report.left_out[0]


def test_a_dropped_candidate_makes_nothing(editor):
    article = make_article(says("p1", SAID, promise(dropped=True)), people=[wang()])
    report = create_drafts(make_manuscript(article), editor)
    assert (report.commitments, marks_in(report.created[0].body)) == ([], [])


@pytest.mark.parametrize(
    ("fields", "targets", "kind", "deadline"),
    [
        ({"deadline": dt.date(2024, 12, 31)}, (), "number", None),
        ({"deadline_precision": "none"}, (), "number", dt.date(2027, 12, 31)),
        ({"deadline": None}, (), "number", None),
        ({}, [("1000000", "", "超百万辆")], "milestone", dt.date(2027, 12, 31)),
        ({}, [("1e30", "辆", "超百万辆")], "milestone", dt.date(2027, 12, 31)),
        ({}, [("NaN", "辆", "超百万辆")], "milestone", dt.date(2027, 12, 31)),
        ({}, [("1", "单" * 21, "超百万辆")], "milestone", dt.date(2027, 12, 31)),
    ],
)
def test_what_the_database_would_refuse_is_left_out(editor, fields, targets, kind, deadline):
    article = make_article(says("p1", SAID, promise(*targets, **fields)), people=[wang()])
    report = create_drafts(make_manuscript(article), editor)
    (commitment,) = report.commitments
    commitment.refresh_from_db()
    assert (commitment.kind, commitment.deadline) == (kind, deadline)
    commitment.full_clean()
    told = kind == "milestone" or fields.get("deadline") == dt.date(2024, 12, 31)
    assert bool(report.left_out) == told


def test_an_unknown_comparator_leaves_the_number_out(editor):
    article = make_article(says("p1", SAID, promise()), people=[wang()])
    article.blocks[0].candidates[0].targets[0].comparator = "about"
    report = create_drafts(make_manuscript(article), editor)
    assert report.commitments[0].kind == "milestone"
    assert "数字“超百万辆”不能登记" in report.left_out[0]


def test_fractions_are_kept_to_four_places(editor):
    article = make_article(
        says("p1", SAID, promise(("33.333333", "%", "超百万辆"))), people=[wang()]
    )
    (commitment,) = create_drafts(make_manuscript(article), editor).commitments
    assert commitment.target == Decimal("33.3333")


def test_a_sentence_too_long_for_a_commitment_is_clipped_and_it_is_told(editor):
    text = "前面的话很长，" * 80 + "产量要超百万辆。"
    article = two_numbers(text, ("1000000", "辆", "超百万辆"))
    report = create_drafts(make_manuscript(article), editor)
    (commitment,) = report.commitments
    assert "超百万辆" in commitment.quote
    assert len(commitment.quote) <= 500
    assert marks_in(report.created[0].body)[0].text == commitment.quote
    assert "超过 500 字" in report.left_out[0]
