"""What would change a verdict: every verdict, with and without a number and a deadline."""

from itertools import product

import pytest

from ..enums import Verdict
from ..what_changes import Outcome, Promise, what_would_change

NUMBERS = ["", "≥ 500万辆"]
DEADLINES = [("", False), ("2027年12月31日", False), ("2025年12月31日", True)]
PROMISES = [
    Promise(verdict, number, deadline, overdue, metric)
    for verdict, number, (deadline, overdue), metric in product(
        Verdict, NUMBERS, DEADLINES, ["", "年产量"]
    )
]


def of(outcomes: list[Outcome]) -> dict[Verdict, str]:
    return {outcome.verdict: outcome.condition for outcome in outcomes}


@pytest.mark.parametrize("promise", PROMISES)
def test_every_verdict_says_what_would_change_it(promise):
    outcomes = what_would_change(promise)
    found = of(outcomes)
    assert found
    assert len(found) == len(outcomes)
    assert promise.verdict not in found
    assert all(text.endswith("。") and "None" not in text for text in found.values())
    assert not any("%(" in text or "“”" in text for text in found.values())


@pytest.mark.parametrize("promise", [one for one in PROMISES if one.number])
def test_the_promises_own_number_is_named(promise):
    assert any(promise.number in text for text in of(what_would_change(promise)).values())


@pytest.mark.parametrize("promise", [one for one in PROMISES if not one.deadline])
def test_without_a_deadline_nothing_is_called_unkept_on_time_or_late(promise):
    found = of(what_would_change(promise))
    assert not {Verdict.NOT_KEPT, Verdict.ON_TRACK, Verdict.BEHIND} & set(found)
    assert not any("期限）" in text for text in found.values())


@pytest.mark.parametrize("promise", [one for one in PROMISES if one.overdue])
def test_after_the_deadline_nothing_can_be_in_time(promise):
    found = of(what_would_change(promise))
    assert not {Verdict.ON_TRACK, Verdict.TOO_EARLY} & set(found)
    assert promise.deadline not in "".join(found.values())


def test_too_early_with_a_target_names_its_number_and_day():
    found = of(
        what_would_change(
            Promise(Verdict.TOO_EARLY, "≥ 500万辆", "2027年12月31日", False, "年销量")
        )
    )
    assert found[Verdict.KEPT] == (
        "在2027年12月31日（期限）之前，出现官方、第三方或经编辑部核实的依据，"
        "表明“年销量”已经做到 ≥ 500万辆。"
    )
    assert "过了2027年12月31日（期限）仍没有做到" in found[Verdict.NOT_KEPT]
    assert "请承诺方回应" in found[Verdict.NOT_KEPT]


def test_an_unkept_promise_names_the_speakers_own_verified_evidence():
    found = of(what_would_change(Promise(Verdict.NOT_KEPT, "", "2025年12月31日", True)))
    assert found[Verdict.KEPT].startswith("承诺方给出、并经编辑部核实的依据")
    assert "逾期完成" in found[Verdict.KEPT]


def test_what_was_judged_is_reopened_by_a_correction_what_was_not_is_not():
    for verdict in Verdict:
        found = of(what_would_change(Promise(verdict)))
        assert (Verdict.UNCHECKED in found) == (verdict != Verdict.UNCHECKED)
