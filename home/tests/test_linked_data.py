"""What machines read of a page, checked against the vocabulary of schema.org.

`portal/tests/schema_org.json` holds the types used here with their parents, properties and what
each property may be, taken from the package it names.
"""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

import portal.tests
from articles.models import Appearance, RoundtablePage
from home.tests.populate import populate
from initiatives.models import Commitment, Organisation

pytestmark = pytest.mark.django_db

VOCABULARY = json.loads(Path(portal.tests.__file__).with_name("schema_org.json").read_text())
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def ancestors(kind: str) -> set[str]:
    parents = VOCABULARY["classes"][kind]
    return {kind}.union(*(ancestors(parent) for parent in parents))


def allowed(kind: str, name: str) -> list[str] | None:
    """What the property may be for this type; None when the type has no such property."""
    for one in ancestors(kind):
        if name in VOCABULARY["properties"][one]:
            return VOCABULARY["properties"][one][name]
    return None


def is_one_of(value: Any, ranges: list[str]) -> bool:
    match value:
        case {"@type": kind}:
            return bool(ancestors(kind) & set(ranges))
        case bool():
            return "Boolean" in ranges
        case str():
            texts = {"Text"} & set(ranges)
            urls = "URL" in ranges and value.startswith(("http://", "https://"))
            return bool(texts) or urls or is_date(value, ranges)
    return False


def is_date(value: str, ranges: list[str]) -> bool:
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    is_day = len(value) == len("2025-09-28")
    return ("Date" if is_day else "DateTime") in ranges and moment is not None


def faults(thing: dict[str, Any]) -> list[str]:
    """Everything in the data that schema.org does not know."""
    kind = thing["@type"]
    if kind not in VOCABULARY["classes"]:
        return [f"no type {kind}"]
    found = []
    for name, given in thing.items():
        if name.startswith("@"):
            continue
        ranges = allowed(kind, name)
        if ranges is None:
            found.append(f"{kind} has no {name}")
            continue
        for value in given if isinstance(given, list) else [given]:
            if not is_one_of(value, ranges):
                found.append(f"{kind}.{name} may be {ranges}, not {value!r}")
            if isinstance(value, dict):
                found += faults(value)
    return found


def test_faults_are_seen():
    assert faults({"@type": "Promise"}) == ["no type Promise"]
    assert faults({"@type": "Person", "headline": "x"}) == ["Person has no headline"]
    assert faults({"@type": "NewsArticle", "author": "王某"})
    assert faults({"@type": "NewsArticle", "datePublished": "昨天"})
    assert faults({"@type": "Person", "url": "/people/"})
    assert not faults({"@type": "NewsArticle", "author": {"@type": "Person", "name": "王某"}})


def data_of(client, path: str) -> dict[str, Any]:
    blocks = BLOCK.findall(client.get(path).content.decode())
    assert len(blocks) == 1, path
    return json.loads(blocks[0])


@pytest.fixture
def site() -> None:
    populate()


def test_every_kind_of_page_speaks_the_vocabulary(client, site):
    page = RoundtablePage.objects.filter(corrections__isnull=False).first()
    person = Appearance.objects.filter(role="guest").first().person
    commitment = Commitment.objects.filter(marks__present=True).first()
    organisation = Organisation.objects.public().first()
    kinds = []
    for thing in (page, person, commitment, organisation):
        path = thing.url if isinstance(thing, RoundtablePage) else thing.get_absolute_url()
        data = data_of(client, path)
        assert data["@context"] == "https://schema.org"
        assert faults(data) == []
        assert data["url"].endswith(path)
        kinds.append(data["@type"])
    assert kinds == ["NewsArticle", "Person", "Quotation", "Organization"]


def test_an_article_tells_its_corrections_and_who_spoke(client, site):
    page = RoundtablePage.objects.filter(corrections__isnull=False).first()
    data = data_of(client, page.url)
    told = [(one["@type"], one["text"]) for one in data["correction"]]
    assert told == [("CorrectionComment", one.text) for one in page.corrections.all()]
    assert {one["name"] for one in data["mentions"]} == {row.person.name for row in page.guests}


def test_a_commitment_says_who_said_it_and_where_it_stands(client, site):
    commitment = Commitment.objects.filter(marks__present=True).first()
    data = data_of(client, commitment.get_absolute_url())
    assert data["text"] == commitment.quote
    assert data["identifier"] == commitment.code
    assert data["spokenByCharacter"]["jobTitle"] == commitment.speaker_title
    assert data["isPartOf"][0]["url"].endswith(f"#{commitment.marks.first().uuid}")


def test_the_data_is_the_same_in_either_language(client, site):
    path = Commitment.objects.filter(marks__present=True).first().get_absolute_url()
    assert data_of(client, path) == data_of(client, f"/en{path}")


def test_nothing_in_the_data_ends_its_element(client, site):
    commitment = Commitment.objects.filter(marks__present=True).first()
    Commitment.objects.filter(pk=commitment.pk).update(summary="</script><b>&")
    html = client.get(commitment.get_absolute_url()).content.decode()
    assert "</script><b>" not in html
    assert data_of(client, commitment.get_absolute_url())["name"] == "</script><b>&"
