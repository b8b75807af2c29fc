"""`python -m initiatives.benchmark`: how fast a large workbook of an association is read.

Makes a database and a workbook of its own in a temporary folder; everything in them is fictional.
The bare reader is timed beside it in the same run, so that the machine's mood cancels out.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rows", type=int, default=50_000)
    rows = arguments.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
        os.environ["VAR_DIR"] = folder
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        import django

        django.setup()
        from .uploading import measure

        for line in measure(Path(folder), rows):
            print(line)
    return 0


if __name__ == "__main__":
    started = time.perf_counter()
    code = main()
    print(f"共 {time.perf_counter() - started:.0f} 秒")
    sys.exit(code)
