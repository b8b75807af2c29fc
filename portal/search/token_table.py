"""The inverted index itself: which entries are filed under a token. All that differs by database.

A full-text table of SQLite's beside the entries, without positions; on PostgreSQL an array in the
entries themselves with a GIN index. Both only narrow down: the text itself is compared afterwards,
so neither the limits of their word positions nor their ideas of a word matter.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

__all__ = ["HasTokens", "TokenTable", "create_table", "drop_table", "read_mapped"]

# Bytes of the file, from its beginning; what is beyond is read as ever.
MAPPED = 1 << 30
TABLE, ENTRIES = "portal_search_tokens", "portal_searchentry"
CREATE = {
    "sqlite": [f"CREATE VIRTUAL TABLE {TABLE} USING fts5(tokens, detail=none, columnsize=0)"],
    "postgresql": [
        f"ALTER TABLE {ENTRIES} ADD COLUMN tokens text[]",
        f"CREATE INDEX {TABLE} ON {ENTRIES} USING gin (tokens)",
    ],
}
DROP = {
    "sqlite": [f"DROP TABLE {TABLE}"],
    "postgresql": [f"ALTER TABLE {ENTRIES} DROP COLUMN tokens"],
}


def create_table(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For the migration."""
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_table(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For the migration's way back."""
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


@lru_cache(maxsize=65_536)
def _spelt(token: str) -> str:
    """For SQLite, whose tokenizer has its own opinion of letters and accents."""
    return token.encode("utf-16-be").hex()


def read_mapped(alias: str) -> None:
    """On SQLite from now on, as long as this connection lives: files by memory, not call by call.

    Frequent words touch ten thousand rows in as many places: that halves their time. Not for every
    connection, since what is mapped counts as a process's memory, and exports promise to take none.
    """
    database = connections[alias]
    if database.vendor != "sqlite":
        return
    database.ensure_connection()
    if getattr(database, "mapped_connection", None) is not database.connection:
        database.connection.execute(f"PRAGMA mmap_size={MAPPED}")
        database.mapped_connection = database.connection


class TokenTable:
    """Writing it; `alias`: of the database."""

    def __init__(self, alias: str) -> None:
        self._connection = connections[alias]
        self._in_entries = self._connection.vendor == "postgresql"

    def put(self, rows: Sequence[tuple[int, set[str]]]) -> None:
        """File stored entries under these tokens, and no longer under their former ones."""
        self.forget([key for key, _ in rows])
        with self._connection.cursor() as cursor:
            if self._in_entries:
                filed = [(sorted(tokens), key) for key, tokens in rows]
                cursor.executemany(f"UPDATE {ENTRIES} SET tokens = %s WHERE id = %s", filed)
            else:
                filed = [(key, " ".join(map(_spelt, sorted(tokens)))) for key, tokens in rows]
                cursor.executemany(f"INSERT INTO {TABLE} (rowid, tokens) VALUES (%s, %s)", filed)

    def forget(self, keys: Iterable[int]) -> None:
        """Of entries that go, too."""
        if self._in_entries:
            return
        with self._connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [(key,) for key in keys])

    def clear(self) -> None:
        """When all entries go."""
        if self._in_entries:
            return
        with self._connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def tidy(self) -> None:
        """After many changes, so that looking up is fast at once."""
        with self._connection.cursor() as cursor:
            if self._in_entries:
                cursor.execute(f"SELECT gin_clean_pending_list('{TABLE}')")
                cursor.execute(f"ANALYZE {ENTRIES}")
            else:
                cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")


class HasTokens(Func):
    """The entry with this primary key is filed under all of them."""

    output_field = BooleanField()

    def __init__(self, tokens: Sequence[str]) -> None:
        super().__init__(F("pk"))
        self.tokens = list(tokens)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, list[Any]]:
        key, params = compiler.compile(self.source_expressions[0])
        sql = f"{key} IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)"
        return sql, [*params, " AND ".join(map(_spelt, self.tokens))]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, list[Any]]:
        key, params = compiler.compile(self.source_expressions[0])
        return f"{key.rpartition('.')[0]}.tokens @> %s::text[]", [*params, self.tokens]
