"""What would change a verdict: derived from the rules, with the promise's own number and deadline.

Plain Python: the caller hands over words. Each outcome names the verdict that would follow and the
event that would lead to it; the editors' own sentence is shown before these, not here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .enums import Verdict

__all__ = ["Outcome", "Promise", "what_would_change"]


@dataclass(frozen=True)
class Promise:
    """How a promise stands: `number` like `≥ 500万辆`, `deadline` like `2027年12月31日`, or empty.

    `overdue`: the deadline has passed. `metric` is what the number counts.
    """

    verdict: Verdict
    number: str = ""
    deadline: str = ""
    overdue: bool = False
    metric: str = ""

    @property
    def is_pending(self) -> bool:
        """There is a deadline, and still time."""
        return bool(self.deadline) and not self.overdue


@dataclass(frozen=True)
class Outcome:
    """If this happens, the editors would judge so."""

    verdict: Verdict
    condition: str


def what_would_change(promise: Promise) -> list[Outcome]:
    """The verdicts that may follow the present one, each with its condition; never empty."""
    followers = FOLLOWERS[promise.verdict]
    outcomes = [Outcome(verdict, words(promise)) for verdict, words in followers.items()]
    return [outcome for outcome in outcomes if outcome.condition]


def _goal(promise: Promise) -> str:
    """What has to be shown: the number, or the thing itself."""
    if not promise.number:
        return _("承诺的事已经全部做到")
    named = {"metric": promise.metric, "number": promise.number}
    if promise.metric:
        return _("“%(metric)s”已经做到 %(number)s") % named
    return _("所说的数字已经做到 %(number)s") % named


def _kept(promise: Promise) -> str:
    words = {"goal": _goal(promise), "deadline": promise.deadline}
    if promise.overdue:
        return (
            _(
                "出现官方、第三方或经编辑部核实的依据，表明%(goal)s；在期限之后做到的，记作逾期完成。"
            )
            % words
        )
    if promise.deadline:
        return (
            _("在%(deadline)s（期限）之前，出现官方、第三方或经编辑部核实的依据，表明%(goal)s。")
            % words
        )
    return _("出现官方、第三方或经编辑部核实的依据，表明%(goal)s。") % words


def _kept_after_all(promise: Promise) -> str:
    return _("承诺方给出、并经编辑部核实的依据，表明%(goal)s；在期限之后做到的，记作逾期完成。") % {
        "goal": _goal(promise)
    }


def _rest_kept(promise: Promise) -> str:
    words = {"goal": _goal(promise)}
    if promise.overdue:
        return _("余下的部分也做到，有依据表明%(goal)s；在期限之后做到的，记作逾期完成。") % words
    return _("余下的部分也做到，有依据表明%(goal)s。") % words


def _not_kept(promise: Promise) -> str:
    """Never without a deadline: the rules don't allow it."""
    if promise.overdue:
        return _("查证仍没有做到，并已请承诺方回应；须由主编核准。")
    if promise.deadline:
        return _("过了%(deadline)s（期限）仍没有做到，并已请承诺方回应；须由主编核准。") % {
            "deadline": promise.deadline
        }
    return ""


def _disproved(promise: Promise) -> str:
    if not promise.overdue:
        return ""
    return _("认定已做到的那一部分，经查证并不属实，并已请承诺方回应；须由主编核准。")


def _partly_kept(promise: Promise) -> str:
    if promise.overdue and promise.number:
        return _("有依据表明做到了一部分，没有达到 %(number)s。") % {"number": promise.number}
    if promise.overdue:
        return _("有依据表明做到了一部分，没有全部做到。")
    return ""


def _partly_after_all(promise: Promise) -> str:
    if promise.number:
        return _("承诺方给出、并经编辑部核实的依据，表明做到了一部分，没有达到 %(number)s。") % {
            "number": promise.number
        }
    return _("承诺方给出、并经编辑部核实的依据，表明做到了一部分。")


def _overstated(promise: Promise) -> str:
    if promise.number:
        return _("所据的数字被更正或证明有误，实际没有达到 %(number)s。") % {
            "number": promise.number
        }
    return _("所据的资料被更正或证明有误，实际只做到一部分。")


def _begun(promise: Promise) -> str:
    if promise.number:
        return _("出现可查的资料表明已经动手，有数字可以同 %(number)s 比较。") % {
            "number": promise.number
        }
    return _("出现可查的资料，表明已经动手。")


def _begun_again(promise: Promise) -> str:
    return _("重新出现可查的进展。")


def _too_early(promise: Promise) -> str:
    return "" if promise.overdue else _("核查过，而尚无可以比较的资料。")


def _in_time(promise: Promise) -> str:
    """Nothing is in time once the time is over, or when there is none."""
    return _("新的资料表明，进展与时间进度相符或更快。") if promise.is_pending else ""


def _late(promise: Promise) -> str:
    if promise.overdue:
        return _("期限已过，仍在做而没有做完。")
    return _("新的资料表明，进展落后于时间进度。") if promise.deadline else ""


def _stalled(promise: Promise) -> str:
    return _("较长时间查不到新的进展，或得知已经中止；须由主编核准。")


def _obtained(promise: Promise) -> str:
    if promise.number:
        return _("取得可靠的数字，可以同 %(number)s 比较，还看不出结果。") % {
            "number": promise.number
        }
    return _("取得判断所需的资料，看得出已经动手。")


def _amended(promise: Promise) -> str:
    return _("承诺的原话、数字或期限有更正：自动回到待核查，重新判定。")


_Words = Callable[[Promise], str]
_AMENDED: dict[Verdict, _Words] = {Verdict.UNCHECKED: _amended}
_ENDINGS: dict[Verdict, _Words] = {
    Verdict.KEPT: _kept,
    Verdict.PARTLY_KEPT: _partly_kept,
    Verdict.NOT_KEPT: _not_kept,
}
FOLLOWERS: dict[Verdict, dict[Verdict, _Words]] = {
    Verdict.UNCHECKED: {Verdict.TOO_EARLY: _too_early, Verdict.IN_PROGRESS: _begun, **_ENDINGS},
    Verdict.TOO_EARLY: {Verdict.IN_PROGRESS: _begun, **_ENDINGS, **_AMENDED},
    Verdict.IN_PROGRESS: {
        Verdict.ON_TRACK: _in_time,
        Verdict.BEHIND: _late,
        Verdict.STALLED: _stalled,
        **_ENDINGS,
        **_AMENDED,
    },
    Verdict.ON_TRACK: {
        Verdict.BEHIND: _late,
        Verdict.STALLED: _stalled,
        **_ENDINGS,
        **_AMENDED,
    },
    Verdict.BEHIND: {
        Verdict.ON_TRACK: _in_time,
        Verdict.STALLED: _stalled,
        **_ENDINGS,
        **_AMENDED,
    },
    Verdict.STALLED: {Verdict.IN_PROGRESS: _begun_again, **_ENDINGS, **_AMENDED},
    Verdict.KEPT: {Verdict.PARTLY_KEPT: _overstated, **_AMENDED},
    Verdict.PARTLY_KEPT: {Verdict.KEPT: _rest_kept, Verdict.NOT_KEPT: _disproved, **_AMENDED},
    Verdict.NOT_KEPT: {
        Verdict.KEPT: _kept_after_all,
        Verdict.PARTLY_KEPT: _partly_after_all,
        **_AMENDED,
    },
    Verdict.UNRATABLE: {Verdict.IN_PROGRESS: _obtained, **_ENDINGS, **_AMENDED},
}
