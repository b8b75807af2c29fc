"""`make eval`: how well manuscripts are understood, as tables.

`python -m articles.evaluation [--detail] [folder …]`
"""

import sys
from pathlib import Path

from .layouts import LAYOUTS
from .scoring import BARS, Score, score_folder

HERE = Path(__file__).parent / "manuscripts"


def main(arguments: list[str]) -> int:
    """Print the tables; 1 if a bar is missed by the whole set, in whatever layout.

    `--detail` lists what went wrong as well.
    """
    folders = [Path(one) for one in arguments if not one.startswith("--")] or [HERE]
    total = Score()
    rows = []
    for folder in folders:
        for name, score in score_folder(folder):
            rows.append([name, *score.cells()])
            if "--detail" in arguments:
                print(f"== {name}", *score.mistakes, sep="\n   ")
            total.add(score)
    rows.append(["**ALL**", *total.cells()])
    passed = total.passes()
    for name, lay_out in LAYOUTS.items():
        relaid = Score()
        for folder in folders:
            for _, score in score_folder(folder, lay_out):
                relaid.add(score)
        rows.append([name, *relaid.cells()])
        passed = passed and relaid.passes()
    rows.append(["bar", *BARS.values()])
    for row in [["", *BARS], ["---"] * (len(BARS) + 1), *rows]:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
