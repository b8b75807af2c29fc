"""Telling whether two manuscripts hold the same article."""

import datetime as dt
import hashlib
import re

from .understanding import Article

__all__ = ["article_digest"]

NO_WORDS = re.compile(r"[\W_]+")  # blanks, line ends, punctuation, signs of layout


def article_digest(text: str, article: Article, published: dt.date) -> str:
    """The same for the same printed words of the same day, however a file lays them out.

    `text` is the manuscript's. What an editor corrects of the understanding changes nothing.
    """
    spans = sorted(span for block in article.blocks for span in block.spans)
    source = "".join(text[start:end] for start, end in spans)
    words = NO_WORDS.sub("", source) or source
    return hashlib.sha256(f"{published.isoformat()}\n{words}".encode()).hexdigest()
