"""Every listing of the desk costs the same with a hundred times the rows."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.tests.factories import UserFactory

from .volume import many_commitments, on_every_worklist

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTINGS = [
    "wagtailsnippets_initiatives_commitment:list",
    "wagtailsnippets_initiatives_person:list",
    "wagtailsnippets_initiatives_organisation:list",
    "assessments:index",
    "replies:index",
    "contacts:index",
    "progress-reports:index",
    "worklist_unchecked",
    "worklist_due_soon",
    "worklist_overdue",
    "worklist_silent",
    "worklist_proposals",
    "reviewing:index",
    "returns:index",
    "representatives:index",
    "broken_sources",
    "editorial_log",
]
CHOOSERS = [
    ("wagtailsnippetchoosers_initiatives_commitment:choose", {}),
    ("wagtailsnippetchoosers_initiatives_commitment:choose_results", {"q": "C-1999-0001"}),
    ("mark_chooser:choose", {"quote": "我们要建成示例生产线。"}),
    ("mark_chooser:choose_results", {"q": "示例 生产线", "p": "2"}),
]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(group="主编"))
    return client


def queries(client: Client, name: str, parameters: dict) -> int:
    cache.clear()  # the menu's counts are kept for a minute
    with CaptureQueriesContext(connection) as captured:
        response = client.get(reverse(name), parameters)
        response.getvalue()
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("export", [{}, {"export": "csv"}, {"export": "xlsx"}])
def test_a_listing_asks_as_much_for_2000_rows_as_for_20(editor, export):
    def counts() -> dict[str, int]:
        return {name: queries(editor, name, export) for name in LISTINGS}

    on_every_worklist(20)
    counts()
    for_twenty = counts()
    on_every_worklist(1980)
    assert counts() == for_twenty


def test_the_chooser_asks_as_much_among_50000_commitments_as_among_20(editor):
    def counts() -> list[int]:
        return [queries(editor, *chooser) for chooser in CHOOSERS]

    many_commitments(20)
    counts()
    among_twenty = counts()
    many_commitments(49_980)
    assert counts() == among_twenty
