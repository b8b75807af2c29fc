"""The real edition as one set of content."""

import datetime as dt

from .edition_commentary import COMMENTARY
from .edition_commitments import edition_commitments
from .edition_initiatives import INITIATIVES
from .edition_names import ORGANISATIONS, PEOPLE, TOPICS
from .edition_roundtable import ROUNDTABLE
from .edition_roundup import ROUNDUP
from .records import Content

__all__ = ["edition"]


def edition(today: dt.date) -> Content:
    """What is still to come on `today` is judged 待观察; nothing else depends on the day."""
    return Content(
        filed_on=today,
        topics=TOPICS,
        organisations=ORGANISATIONS,
        people=PEOPLE,
        initiatives=INITIATIVES,
        articles=(ROUNDTABLE, COMMENTARY, ROUNDUP),
        commitments=edition_commitments(today),
    )
