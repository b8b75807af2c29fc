from .articles import (
    Appearance,
    ArticlePage,
    CommentaryIndexPage,
    CommentaryPage,
    Correction,
    RoundtableIndexPage,
    RoundtablePage,
)
from .marks import Mark

__all__ = [
    "Appearance",
    "ArticlePage",
    "CommentaryIndexPage",
    "CommentaryPage",
    "Correction",
    "Mark",
    "RoundtableIndexPage",
    "RoundtablePage",
]
