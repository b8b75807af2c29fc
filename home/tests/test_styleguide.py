"""The living style page: every component and every state, for developers only."""

from home.styleguide import COLOURS, SIZES
from initiatives.enums import Shift, Verdict
from portal.settings import base
from portal.tests.test_contrast import THEMES


def test_every_verdict_shift_colour_and_size_is_there(client, db):
    html = client.get("/styleguide/").content.decode()
    for verdict in Verdict:
        assert f"seal--large seal--{verdict.value.replace('_', '-')}" in html
    assert html.count('class="seal seal--shift"') >= len(Shift)
    assert set(THEMES["light"]) == set(COLOURS)
    assert all(f"sample--{size}" in html for size in SIZES)


def test_components_come_from_the_templates_that_readers_get(client, db):
    html = client.get("/styleguide/").content.decode()
    for part in (
        "ledger__row",
        "due__mark",
        "progress__picture",
        "reach__bar",
        "facing",
        "note__head",
        "questions__list",
        "ordering",
        "chip__facet",
        "facet__option",
        "choices__words",
        "follow__ways",
    ):
        assert f'class="{part}' in html, part
    assert "不认识这个值" in html
    assert "还没有记下承诺" in html


def test_it_costs_no_row_of_the_database(client, db, django_assert_max_num_queries):
    client.get("/styleguide/")
    with django_assert_max_num_queries(6):
        client.get("/styleguide/")


def test_production_has_none():
    assert base.STYLEGUIDE is False
