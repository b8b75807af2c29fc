"""Fictional volume: the same every time, and never by accident on a public site."""

import io

import pytest
from django.core.management import CommandError, call_command

from home.load import loading
from initiatives.models import Assessment, Commitment, Organisation, Person, ProgressReport

pytestmark = pytest.mark.django_db


def load(*arguments: str) -> str:
    out = io.StringIO()
    call_command("generate_load", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _not_public(settings) -> None:
    settings.IS_PUBLIC = False


def test_volume_is_complete_consistent_and_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr(loading, "BATCH", 60)
    assert "update_index" in load("--commitments", "100")
    quotes = list(Commitment.objects.order_by("pk").values_list("quote", flat=True))
    assert len(set(quotes)) == 100
    assert Person.objects.count() == 6
    assert all("示例" in name for name in Organisation.objects.values_list("name", flat=True))
    assert Assessment.objects.published().exists()
    assert ProgressReport.objects.public().exists()
    for row in Commitment.objects.all():
        row.full_clean()
    load("--commitments", "150")
    assert Commitment.objects.count() == 150
    assert list(Commitment.objects.order_by("pk").values_list("quote", flat=True))[:100] == quotes
    assert "已有 150 项" in load("--commitments", "150")


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1e9", "九"])
def test_wrong_numbers_are_refused_in_words(number):
    with pytest.raises(CommandError, match="1 到 900000 之间的整数"):
        load("--commitments", number)


def test_a_public_site_gets_none_by_accident(settings):
    settings.IS_PUBLIC = True
    with pytest.raises(CommandError, match="对外的网站"):
        load("--commitments", "10")
    assert not Commitment.objects.exists()
