"""The words of a query made visible in what was found."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .folding import fold_with_places
from .words import split

__all__ = ["EXCERPT", "excerpt", "highlight"]

# Characters: of a snippet in all, and of it before the first hit.
EXCERPT, BEFORE = 96, 24
# A text no longer than this says little by itself.
LABEL = 12


def highlight(text: str, query: str) -> SafeString:
    """The whole text, with every word of the query in `<mark>`."""
    return _marked(text, _hits(text, query))


def excerpt(texts: Iterable[str], query: str) -> SafeString:
    """Of the first text that says a word of the query, the part around it; empty if none does.

    A short one, such as the name before somebody's words, is followed by the next.
    """
    remaining = iter(texts)
    for text in remaining:
        if not (hits := _hits(text, query)):
            continue
        if len(text) <= LABEL:
            text = "　".join([text, next(remaining, "")]).strip()
        start = max(0, hits[0][0] - BEFORE)
        end = min(len(text), start + EXCERPT)
        inside = [(a - start, min(b, end) - start) for a, b in _hits(text, query) if a < end]
        return format_html(
            "{}{}{}",
            "…" if start else "",
            _marked(text[start:end], inside),
            "…" if end < len(text) else "",
        )
    return SafeString("")


def _hits(text: str, query: str) -> list[tuple[int, int]]:
    """Where words of the query stand in the text: sorted, without overlaps, ends exclusive."""
    folded, places = fold_with_places(text)
    found: list[tuple[int, int]] = []
    for word in split(query):
        at = folded.find(word.text)
        while at >= 0:
            found.append((places[at], places[at + len(word.text) - 1] + 1))
            at = folded.find(word.text, at + len(word.text))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _marked(text: str, hits: list[tuple[int, int]]) -> SafeString:
    parts, done = [], 0
    for start, end in hits:
        parts.append(format_html("{}<mark>{}</mark>", text[done:start], text[start:end]))
        done = end
    return format_html("{}{}", mark_safe("".join(parts)), text[done:])  # noqa: S308
