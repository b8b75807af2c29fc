"""Every table of the open data, in the order in which they are offered."""

from ..columns import Table
from .commitments import COMMITMENTS
from .names import INITIATIVES, ORGANISATIONS, PEOPLE, TOPICS
from .record import ASSESSMENTS, EVIDENCE, REPLIES, REPORTS

__all__ = ["TABLES"]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        COMMITMENTS,
        ASSESSMENTS,
        EVIDENCE,
        REPORTS,
        REPLIES,
        PEOPLE,
        ORGANISATIONS,
        INITIATIVES,
        TOPICS,
    )
}
