"""Text that a spreadsheet would run as a formula: kept as text, whoever opens the file."""

import re

__all__ = ["guard", "unguard"]

# With apostrophes before it as well, so that taking one off again gives what was there.
RUNS = re.compile(r"'*[=+\-@\t\r]")


def guard(text: str) -> str:
    """For a file without types: an apostrophe before what would run."""
    return f"'{text}" if RUNS.match(text) else text


def unguard(text: str) -> str:
    """What `guard` was given."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text
