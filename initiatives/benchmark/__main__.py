"""`python -m initiatives.benchmark`: how fast a large workbook of an association is read.

Makes a database and a workbook of its own in a temporary folder; everything in them is fictional.
The bare reader is timed beside it in the same run, so that the machine's mood cancels out.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rows", type=int, default=50_000)
    arguments.add_argument("--step", choices=["prepare", "measure"], help=argparse.SUPPRESS)
    arguments.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = arguments.parse_args()
    if chosen.step:
        work(chosen.step, chosen.folder, chosen.rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        # Each step in a process of its own: what made the database must not count as memory.
        for step in ("prepare", "measure"):
            command = [sys.executable, "-m", "initiatives.benchmark", "--rows", str(chosen.rows)]
            subprocess.run([*command, "--step", step, "--folder", folder], check=True)  # noqa: S603


def work(step: str, folder: Path, rows: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
    os.environ["VAR_DIR"] = str(folder)
    django.setup()
    # Models can't be imported before the settings are known.
    from .uploading import measure, prepare

    path = folder / "申报表.xlsx"
    if step == "prepare":
        prepare(path, rows)
        return
    print(*measure(path).lines(), sep="\n", flush=True)


if __name__ == "__main__":
    main()
