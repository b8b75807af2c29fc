"""Whether anything that the ledger counts has changed: the database's own word.

Triggers note every change, however it came about, with a random token, so that no two states of
the database look the same, even if one of them is taken back or restored from a backup. On
PostgreSQL, where many write at once, each note is a row of its own; on SQLite there is one row.
There a migration that rebuilds a table loses its triggers: they are made again after each.
"""

from collections.abc import Hashable, Iterator
from typing import Any

from django.db import connection, connections

__all__ = ["WATCHED", "keep_noting", "triggers", "version"]

NOTE = {
    "postgresql": "SELECT count(*), sum(token) FROM initiatives_ledgerchange",
    "sqlite": "SELECT token FROM initiatives_ledgerchange",
}
# Which rows are counted, and of which columns an update can change what is counted; all, if empty.
WATCHED = (
    (
        "commitment",
        "",
        "live, code, speaker_id, organisation_id, kind, said_on, deadline, deadline_precision, "
        "target, first_published_at, last_published_at",
    ),
    ("commitment_topics", "", ""),
    ("commitment_initiatives", "", ""),
    ("assessment", "status = 'published'", ""),
    ("evidence", "", ""),
    ("progressreport", "status = 'accepted'", ""),
    ("reply", "", ""),
    ("replylink", "", "reply_id, received_at"),
)
NOTES_OF_SQLITE = """
CREATE TABLE IF NOT EXISTS initiatives_ledgerchange (token integer NOT NULL);
INSERT INTO initiatives_ledgerchange
SELECT random() WHERE NOT EXISTS (SELECT 1 FROM initiatives_ledgerchange)
"""
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def version() -> Hashable:
    """The same as long as nothing has changed. One query.

    What the present transaction has changed itself is a change, too.
    """
    with connection.cursor() as cursor:
        cursor.execute(NOTE[connection.vendor])
        return (connection.settings_dict["NAME"], *cursor.fetchone())


def triggers(vendor: str) -> Iterator[tuple[str, str]]:
    """Table and statement that makes a trigger."""
    for name, condition, columns in WATCHED:
        table = f"initiatives_{name}"
        for event, rows in ROWS.items():
            of = f" OF {columns}" if columns and event == "UPDATE" else ""
            when = " OR ".join(f"{row}.{condition}" for row in rows) if condition else ""
            yield table, _trigger(vendor, table, event, of, when)
        if vendor == "postgresql":
            yield table, _trigger(vendor, table, "TRUNCATE", "", "")


def _trigger(vendor: str, table: str, event: str, of: str, when: str) -> str:
    on = f"{table}_{event.lower()}_changes_ledger AFTER {event}{of} ON {table}"
    only = f" WHEN ({when})" if when else ""
    if vendor == "sqlite":
        note = "UPDATE initiatives_ledgerchange SET token = random()"
        return f"CREATE TRIGGER IF NOT EXISTS {on}{only} BEGIN {note}; END"
    each = "ROW" if when else "STATEMENT"
    return (
        f"CREATE OR REPLACE TRIGGER {on} FOR EACH {each}{only} "
        "EXECUTE FUNCTION initiatives_note_ledger_change()"
    )


def keep_noting(using: str, **signal: Any) -> None:
    """On SQLite: its one row and every trigger that is missing."""
    database = connections[using]
    if database.vendor != "sqlite":
        return
    there = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for statement in NOTES_OF_SQLITE.split(";"):
            cursor.execute(statement)
        for table, statement in triggers("sqlite"):
            if table in there:
                cursor.execute(statement)
