"""How much is found, how much of it is right: against a plain look through every text."""

import random
from pathlib import Path

import pytest
from wagtail.search.backends import get_search_backend

from articles import evaluation
from articles.manuscripts.reading import read_file
from initiatives.models import Commitment
from initiatives.tests.volume import many_commitments
from portal.search.asking import matching
from portal.search.folding import fold
from portal.search.words import split

pytestmark = pytest.mark.django_db

MANUSCRIPTS = Path(evaluation.__file__).parent / "manuscripts"
LISTED = (Path(__file__).parent / "search_queries.txt").read_text().splitlines()
QUERIES = [line for line in LISTED if line and not line.startswith("#")]
RECALL, PRECISION = 0.999, 0.99
DRAWN = 200
# Between two fields: no word reaches across.
MARK = "\ue000"


def paragraphs() -> list[str]:
    """Of all manuscripts of the evaluation: the reporters' own layouts, some hundred kinds."""
    texts = [
        read_file(path.read_bytes(), path.name).text for path in sorted(MANUSCRIPTS.glob("*.txt"))
    ]
    return [line.strip() for text in texts for line in text.split("\n") if len(line.strip()) > 1]


def _said(row: Commitment) -> list[str]:
    """All of it that can be searched."""
    organisation = row.organisation
    parts = [row.code, row.summary, row.quote, row.speaker.name, organisation.name]
    return [f"{part}{MARK}" for part in [*parts, organisation.short_name]]


def test_everything_is_found_and_nothing_else():
    quotes = paragraphs()
    rows = many_commitments(len(quotes))
    for row, quote in zip(rows, quotes, strict=True):
        row.quote = quote
    Commitment.objects.bulk_update(rows, ["quote"], batch_size=200)
    get_search_backend().add_bulk(Commitment, rows)
    texts = {row.pk: fold("\n".join(_said(row))).replace(MARK, "\n") for row in rows}

    dice = random.Random(7)
    drawn = []
    for _ in range(DRAWN):
        text = dice.choice(quotes)
        start = dice.randrange(len(text))
        drawn.append(f'"{text[start : start + dice.randint(1, 9)]}"')
    assert len(QUERIES) >= 60
    hits = right = wanted = 0
    for query in [*QUERIES, *drawn]:
        words = [word.text for word in split(query)]
        truth = {
            key for key, text in texts.items() if words and all(word in text for word in words)
        }
        found = set(
            matching(Commitment.objects.filter(pk__in=texts), query).values_list("pk", flat=True)
        )
        hits, right, wanted = hits + len(found), right + len(found & truth), wanted + len(truth)
    assert wanted > 5000
    assert right / wanted >= RECALL
    assert right / hits >= PRECISION
