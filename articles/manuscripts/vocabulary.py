"""Word lists in plain text beside this module: one place to add a word, no code to touch."""

from pathlib import Path

__all__ = ["words"]

FOLDER = Path(__file__).parent / "words"


def words(name: str) -> list[str]:
    """All words of `words/<name>.txt`, separated by blanks; lines that begin with # are notes."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
