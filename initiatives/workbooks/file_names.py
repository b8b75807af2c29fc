"""The name a file was uploaded under: shown to people, offered for download, never a path."""

import re
import unicodedata

__all__ = ["clean_file_name", "suffix_of"]

MAX_NAME_BYTES = 180
UNNAMED = "未命名"
RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
FORBIDDEN_ON_WINDOWS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def clean_file_name(name: str) -> str:
    """The last part of the name, without what could mislead a reader or a file system.

    Control, direction and unassigned characters are all of Unicode's category C.
    """
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join(char for char in base if unicodedata.category(char)[0] != "C")
    base = base.translate(FORBIDDEN_ON_WINDOWS).strip(". \u3000")
    if RESERVED_ON_WINDOWS.match(base):
        base = f"_{base}"
    return _shortened(base) or UNNAMED


def suffix_of(name: str) -> str:
    """`.xlsx`, in small letters; empty if the name has none."""
    _, dot, suffix = clean_file_name(name).rpartition(".")
    return f".{suffix.lower()}" if dot else ""


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    room = MAX_NAME_BYTES - len(f"{dot}{suffix}".encode())
    return stem.encode()[:room].decode(errors="ignore") + dot + suffix
