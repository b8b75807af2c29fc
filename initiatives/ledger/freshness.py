"""Whether anything that the ledger counts has changed: the database's own word."""

from collections.abc import Hashable

from django.db import connection

__all__ = ["version"]

# Sequences never go back, but a later note may become visible before an earlier one: all three.
NOTES = "SELECT count(*), max(id), sum(id) FROM initiatives_ledgerchange"


def version() -> Hashable | None:
    """The same as long as nothing has changed; None where the database takes no notes (SQLite).

    One query. What the present transaction has changed itself is a change, too.
    """
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(NOTES)
        return (connection.settings_dict["NAME"], *cursor.fetchone())
