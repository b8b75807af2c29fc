from .articles import (
    Appearance,
    ArticlePage,
    CommentaryIndexPage,
    CommentaryPage,
    Correction,
    RoundtableIndexPage,
    RoundtablePage,
)
from .manuscripts import Manuscript, ManuscriptDraft
from .marks import Mark

__all__ = [
    "Appearance",
    "ArticlePage",
    "CommentaryIndexPage",
    "CommentaryPage",
    "Correction",
    "Manuscript",
    "ManuscriptDraft",
    "Mark",
    "RoundtableIndexPage",
    "RoundtablePage",
]
