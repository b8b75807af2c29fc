"""The method is versioned: no word of it changes without a dated entry for the readers."""

import datetime as dt

from django.utils.translation import override

from ..enums import VERDICT_MEANINGS, Verdict
from ..vocabulary import EDITIONS, VOCABULARY, digest, method_on


def test_a_changed_vocabulary_needs_a_new_edition():
    assert digest() == EDITIONS[0].digest, (
        "The vocabulary has changed: put a new Edition with this digest on top of EDITIONS."
    )


def test_the_digest_sees_a_changed_meaning(monkeypatch):
    monkeypatch.setitem(VERDICT_MEANINGS, Verdict.KEPT, "别的意思。")
    assert digest() != EDITIONS[0].digest


def test_the_digest_is_the_same_in_every_language():
    with override("en"):
        assert digest() == EDITIONS[0].digest


def test_editions_are_dated_numbered_and_the_newest_first():
    numbers = [tuple(map(int, edition.number.split("."))) for edition in EDITIONS]
    assert numbers == sorted(set(numbers), reverse=True)
    days = [edition.since for edition in EDITIONS]
    assert days == sorted(days, reverse=True)
    assert all(str(edition.changes) and edition.since <= dt.date.today() for edition in EDITIONS)


def test_a_day_has_the_edition_that_was_in_force():
    newest, first = EDITIONS[0], EDITIONS[-1]
    assert method_on(newest.since) == method_on(dt.date.max) == newest.number
    assert method_on(first.since - dt.timedelta(days=1)) == ""


def test_every_word_of_the_vocabulary_has_a_meaning():
    for _, choices in VOCABULARY:
        assert all(one.label and one.description for one in choices)
