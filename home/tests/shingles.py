"""Runs of characters, to tell whether a text was copied; without keeping the text itself."""

import re
from collections.abc import Iterable
from hashlib import blake2s
from pathlib import Path

__all__ = ["LENGTH", "edition_shingles", "runs", "shingle"]

LENGTH = 12  # characters, punctuation left out
DIGEST = 6  # bytes kept of each
FILE = Path(__file__).parent / "edition_shingles.bin"
NOT_A_WORD = re.compile(r"\W")


def shingle(run: str) -> bytes:
    return blake2s(run.encode(), digest_size=DIGEST).digest()


def runs(text: str, names: Iterable[str] = ()) -> set[str]:
    """Every run of `LENGTH` characters that has none of the names in it."""
    text = NOT_A_WORD.sub("", text)
    for name in sorted((NOT_A_WORD.sub("", name) for name in names), key=len, reverse=True):
        text = text.replace(name, "\n")
    found = {text[start : start + LENGTH] for start in range(len(text) - LENGTH + 1)}
    return {run for run in found if "\n" not in run}


def edition_shingles() -> set[bytes]:
    """Fingerprints of every run in the newspaper edition that the demo tells afresh."""
    data = FILE.read_bytes()
    return {data[start : start + DIGEST] for start in range(0, len(data), DIGEST)}
