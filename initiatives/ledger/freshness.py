"""Whether anything that the ledger counts has changed: the database's own word.

Triggers note every change, however it came about: rows of their own on PostgreSQL, where many
write at once (migration 0006); on SQLite one random token, which a transaction that is taken back
takes back with it (migration 0008). There a migration that rebuilds a table loses its triggers, so
they are made again after every migration.
"""

from collections.abc import Hashable
from typing import Any

from django.db import connection, connections

__all__ = ["keep_noting", "version"]

NOTE = {
    # Sequences never go back, but a later note may become visible before an earlier one: all three.
    "postgresql": "SELECT count(*), max(id), sum(id) FROM initiatives_ledgerchange",
    "sqlite": "SELECT token FROM initiatives_ledgerchange",
}
TABLES = [
    "initiatives_commitment",
    "initiatives_commitment_topics",
    "initiatives_commitment_initiatives",
    "initiatives_assessment",
    "initiatives_evidence",
    "initiatives_progressreport",
    "initiatives_reply",
    "initiatives_replylink",
]
NOTES = """
CREATE TABLE IF NOT EXISTS initiatives_ledgerchange (token integer NOT NULL);
INSERT INTO initiatives_ledgerchange
SELECT random() WHERE NOT EXISTS (SELECT 1 FROM initiatives_ledgerchange)
"""
TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {table}_{event}_changes_ledger AFTER {event} ON {table}
BEGIN UPDATE initiatives_ledgerchange SET token = random(); END
"""


def version() -> Hashable:
    """The same as long as nothing has changed. One query.

    What the present transaction has changed itself is a change, too.
    """
    with connection.cursor() as cursor:
        cursor.execute(NOTE[connection.vendor])
        return (connection.settings_dict["NAME"], *cursor.fetchone())


def keep_noting(using: str, **signal: Any) -> None:
    """On SQLite: the token and every trigger that is missing."""
    database = connections[using]
    if database.vendor != "sqlite":
        return
    there = set(database.introspection.table_names())
    with database.cursor() as cursor:
        for statement in NOTES.split(";"):
            cursor.execute(statement)
        for table in there.intersection(TABLES):
            for event in ("INSERT", "UPDATE", "DELETE"):
                cursor.execute(TRIGGER.format(table=table, event=event))
