"""What every correction has: a form, what it works on, what it says when done."""

from dataclasses import dataclass

from django import forms

from ..manuscripts.understanding import Article, Understanding

__all__ = ["Correction", "Done", "Edit", "key_field"]

LONGEST_KEY = 24


@dataclass(frozen=True)
class Edit:
    """What a correction works on: one article of an understanding, and the manuscript's text."""

    understanding: Understanding
    article: Article
    source: str


@dataclass(frozen=True)
class Done:
    """What to say about a correction, and where the keyboard goes: an element's id, or stays."""

    message: str
    focus: str = ""


class Correction(forms.Form):
    """One operation; `apply` raises CorrectionError with nothing changed."""

    def apply(self, edit: Edit) -> Done:
        raise NotImplementedError

    @property
    def messages(self) -> dict[str, list[str]]:
        """By the name of the field in the page."""
        return {name: list(errors) for name, errors in self.errors.items()}


def key_field() -> forms.CharField:
    return forms.CharField(max_length=LONGEST_KEY)
