"""Short ways to write the fictional commitments down."""

from decimal import Decimal

from .records import Commitment, Evidence, Report
from .sample_names import PEOPLE, TITLES

__all__ = ["ASSOCIATION", "due", "found", "number", "reported", "said", "summary", "walk"]

NOTE = "示例：人物、机构与数字均为虚构。"
ASSOCIATION = "s-association"
CHECKED = "海湾晨报（示例）"
ORGANISATION_OF = {person.key: person.organisation for person in PEOPLE}


def said(key, speaker, days, kind, summary, initiatives="", **fields) -> Commitment:
    """The editor is responsible, unless `responsible` names another account, or nobody."""
    return Commitment(
        key=key,
        speaker=speaker,
        speaker_title=TITLES[speaker],
        organisation=ORGANISATION_OF[speaker],
        said_on=fields.pop("said_on", days.table),
        responsible=fields.pop("responsible", "editor"),
        kind=kind,
        summary=summary,
        initiatives=tuple(initiatives.split()),
        topics=("port",),
        note=NOTE,
        **fields,
    )


def number(metric, comparator, target, unit, number_text, **fields) -> dict:
    return {
        "metric": metric,
        "comparator": comparator,
        "target": Decimal(target),
        "unit": unit,
        "number_text": number_text,
        **fields,
    }


def due(deadline, precision, text) -> dict:
    return {"deadline": deadline, "deadline_precision": precision, "deadline_text": text}


def reported(as_of, value, note="", **fields) -> Report:
    """A member's own figure, sent in by the association."""
    return Report(as_of, Decimal(value), note, association=ASSOCIATION, **fields)


def found(as_of, value, how) -> Report:
    """A figure that the newsroom found or confirmed; `how` is the ground for it."""
    return Report(as_of, Decimal(value), verification=how)


def walk(title, on, supports=True) -> Evidence:
    return Evidence("newsroom", title, CHECKED, on, supports)


def summary(title, on, supports=True) -> Evidence:
    return Evidence("association", title, "海湾港口协会（示例）", on, supports)
