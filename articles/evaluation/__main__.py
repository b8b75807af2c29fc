"""`python -m articles.evaluation [folder]`: how well manuscripts are understood, as a table."""

import sys
from pathlib import Path

from .scoring import BARS, Score, score_folder

HERE = Path(__file__).parent / "manuscripts"


def main(arguments: list[str]) -> int:
    """Print the table; 1 if a bar is missed by the whole set. `--detail` lists what went wrong."""
    detail = "--detail" in arguments
    folders = [Path(one) for one in arguments if not one.startswith("--")] or [HERE]
    total = Score()
    header = ["", *BARS]
    rows = []
    for folder in folders:
        for name, score in score_folder(folder):
            rows.append([name, *score.cells()])
            if detail:
                print(f"== {name}", *score.mistakes, sep="\n   ")
            total.add(score)
    rows.append(["ALL", *total.cells()])
    rows.append(["bar", *BARS.values()])
    for row in [header, ["---"] * len(header), *rows]:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    return 0 if total.passes() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
