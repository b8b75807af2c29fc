"""One migrated database per test run, copied for everybody who needs one.

Migrating takes half a minute, and each worker and each served portal would do it again. On
PostgreSQL the copies stay behind: the server of `portal.tests.postgres` is thrown away as a whole.
"""

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from .postgres import create_database

# In memory, and one for all threads of a worker: what Django's own test databases are.
IN_MEMORY = "file:portal_tests?mode=memory&cache=shared"


def on_postgresql() -> bool:
    """Whether this run is the one on PostgreSQL."""
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def name_in(address: str) -> str:
    """The database's name in the address of one on a server."""
    return urlsplit(address).path.removeprefix("/")


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class MigratedDatabase:
    """The one that copies are made of.

    `folder` is shared by all workers of a run: who comes first migrates, the others wait.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "migrated.sqlite3"
        address = folder / "address"
        with _one_at_a_time(folder):
            if not address.exists():
                empty = self._empty_database()
                subprocess.run(
                    [sys.executable, "manage.py", "migrate", "-v0"],
                    cwd=settings.BASE_DIR,
                    env=os.environ | {"DATABASE_URL": empty},
                    check=True,
                )
                address.write_text(empty)
        self.address = address.read_text()

    def copy(self, folder: Path) -> str:
        """The address of a database for a portal of its own."""
        if on_postgresql():
            return self._copy_on_server()
        file = folder / "db.sqlite3"
        with closing(sqlite3.connect(file)) as target:
            self._copy_into(target)
        return f"sqlite:///{file}"

    def lend(self) -> None:
        """Point this process's connection to a copy."""
        name = name_in(self._copy_on_server()) if on_postgresql() else IN_MEMORY
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        if on_postgresql():
            # What tests with transactions of their own put back afterwards.
            connection._test_serialized_contents = connection.creation.serialize_db_to_string()
        else:
            self._copy_into(connection.connection)

    def _empty_database(self) -> str:
        if on_postgresql():
            return create_database(os.environ["DATABASE_URL"])
        return f"sqlite:///{self._file}"

    def _copy_on_server(self) -> str:
        return create_database(os.environ["DATABASE_URL"], template=name_in(self.address))

    def _copy_into(self, target: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(self._file)) as source:
            source.backup(target)
