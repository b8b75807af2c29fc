"""`python -m home.benchmark`: 100,000 commitments, taken home, counted and searched.

Makes databases of its own, SQLite and PostgreSQL, in a temporary folder, with the fictional volume
of `generate_load`. Wagtail's stock backend is measured beside ours in the same run, so that the
machine's mood cancels out.
"""

import argparse
import importlib
import os
import subprocess
import sys
import tempfile

from portal.tests.postgres import binaries, cluster

PARTS = ("taking", "exploring", "searching")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--commitments", type=int, default=100_000)
    arguments.add_argument("--measure", choices=PARTS, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.measure:
        measure(chosen.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(folder, f"sqlite:///{folder}/db.sqlite3", chosen.commitments)
    if binaries() is None:
        print("没有找到 PostgreSQL 服务器程序，只在 SQLite 上测。")
        return
    with tempfile.TemporaryDirectory() as folder, cluster() as url:
        run(folder, url, chosen.commitments)


def run(folder: str, url: str, commitments: int) -> None:
    """Each step in a process of its own."""
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    given = os.environ | settings | {"DATABASE_URL": url, "VAR_DIR": folder}
    load = ["manage.py", "generate_load", "-v0", "--commitments", str(commitments)]
    measures = [["-m", "home.benchmark", "--measure", part] for part in PARTS]
    for step in (["manage.py", "migrate", "-v0"], load, *measures):
        subprocess.run([sys.executable, *step], env=given, check=True)  # noqa: S603


def measure(part: str) -> None:
    import django
    from django.db import connection

    django.setup()
    # As a server does by itself after a while; the throw-away one does not.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    # Models can't be imported before the settings are known.
    for line in importlib.import_module(f".{part}", __package__).lines():
        print(line, flush=True)


if __name__ == "__main__":
    main()
