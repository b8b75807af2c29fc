"""The fictional 示例 set as one set of content, reckoned from the day it is loaded."""

import datetime as dt

from .days import Days
from .records import Content
from .sample_articles import sample_articles
from .sample_commitments import sample_commitments
from .sample_names import MEMBERSHIPS, ORGANISATIONS, PEOPLE, TOPICS, sample_initiatives
from .sample_wording import ASSOCIATION

__all__ = ["samples"]


def samples(today: dt.date) -> Content:
    """Deadlines and histories lie around `today`, so that every state shows in any year."""
    days = Days(today)
    return Content(
        filed_on=days.table,
        topics=TOPICS,
        organisations=ORGANISATIONS,
        people=PEOPLE,
        initiatives=sample_initiatives(days.table, days.shore_power),
        articles=sample_articles(days),
        commitments=sample_commitments(days),
        memberships=MEMBERSHIPS,
        association=ASSOCIATION,
    )
