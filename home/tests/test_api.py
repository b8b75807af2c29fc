"""The API: the same record, one by one, as its own description says."""

import json

import pytest
from django.test import Client

from home.open_data.tables import TABLES
from home.tests.machines import taken
from home.tests.populate import populate
from initiatives.enums import Verdict
from initiatives.models import Commitment
from initiatives.tests.factories import (
    CommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    publish_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("populated")]


def ask(client: Client, address: str, status: int = 200) -> dict:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


@pytest.mark.parametrize("name", TABLES)
def test_a_list_holds_what_the_file_holds(client, name):
    listed = ask(client, f"{name}/?size=200")
    rows = taken(client, f"/data/{name}.json")["rows"]
    assert listed["results"] == rows
    assert listed["count"] == len(rows)
    assert (listed["next"], listed["previous"]) == (None, None)
    assert listed["licence"] == "CC BY 4.0"


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_an_address_of_its_own(client, name):
    key = TABLES[name].key.name
    for row in ask(client, f"{name}/")["results"]:
        found = ask(client, f"{name}/{row[key]}/")
        assert {column: found[column] for column in row} == row


def test_a_commitment_comes_with_its_whole_record(client):
    commitment = Commitment.objects.filter(reports__isnull=False).first()
    other = publish_verdict(CommitmentFactory(), Verdict.STALLED).commitment
    found = ask(client, f"commitments/{commitment.code}/")
    for name in ("assessments", "evidence", "reports", "replies"):
        assert found[name] == ask(client, f"{name}/?q={commitment.code}&size=200")["results"]
    assert found["assessments"]
    assert found["reports"]
    assert [row["verdict"] for row in ask(client, f"commitments/{other.code}/")["assessments"]] == [
        Verdict.STALLED
    ]


def test_pages_hold_everything_once_and_lead_to_each_other(client):
    populate(times=2)
    first = ask(client, "commitments/?size=4&sort=due")
    codes, page = [], first
    while True:
        codes += [row["code"] for row in page["results"]]
        if page["next"] is None:
            break
        assert page["next"].startswith("http://127.0.0.1:8000/api/v1/commitments/?size=4&sort=due")
        page = client.get(page["next"].partition("8000")[2]).json()
    assert len(codes) == len(set(codes)) == first["count"] == Commitment.objects.public().count()
    assert first["previous"] is None
    assert page["previous"].endswith(f"page={-(-first['count'] // 4) - 1}")
    whole = ask(client, "commitments/?size=200&sort=due")["results"]
    assert codes == [row["code"] for row in whole]


def test_a_page_past_the_end_is_not_there(client):
    assert ask(client, "people/?page=9999", 404) == {"errors": ["没有第 9999 页，共 1 页。"]}


def test_filters_narrow_a_list(client):
    judged = publish_verdict(CommitmentFactory(), Verdict.BEHIND).commitment
    found = ask(client, "commitments/?verdict=behind")
    assert [row["code"] for row in found["results"]] == [judged.code]
    found = ask(client, "people/?verdict=behind")
    assert [row["slug"] for row in found["results"]] == [judged.speaker.slug]
    publish_verdict(CommitmentFactory(), Verdict.KEPT)
    many = ask(client, "commitments/?verdict=behind&verdict=kept")
    assert {row["verdict"] for row in many["results"]} == {"behind", "kept"}


def test_what_was_asked_wrongly_is_told_all_at_once(client):
    told = ask(client, "commitments/?verdict=nix&colour=red&year=", 400)["errors"]
    assert told[:3] == [
        "没有 colour 这个参数。",
        "参数 year 是空的。",
        "参数 verdict 不认识这个值：nix。",
    ]
    assert "verdict、schedule" in told[3]
    told = ask(client, "commitments/?page=x&size=201", 400)["errors"]
    assert told == ["参数 page 要一个正整数。", "参数 size 至多 200。"]


def test_an_answer_that_has_not_changed_is_not_sent_again(client):
    commitment = Commitment.objects.public().first()
    for address in ("commitments/", f"commitments/{commitment.code}/", "openapi.json"):
        first = client.get(f"/api/v1/{address}")
        again = client.get(f"/api/v1/{address}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
    before = client.get("/api/v1/commitments/")["ETag"]
    publish_verdict(commitment, Verdict.STALLED)
    changed = client.get("/api/v1/commitments/", headers={"If-None-Match": before})
    assert changed.status_code == 200


def test_a_former_name_leads_to_the_present_one(client):
    for kind, made in (("people", PersonFactory()), ("organisations", OrganisationFactory())):
        former = made.slug
        made.slug = f"new-{former}"
        made.save_revision().publish()
        answer = client.get(f"/api/v1/{kind}/{former}/")
        assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/{kind}/new-{former}/")


def test_only_reading_is_allowed(client):
    for method in (client.post, client.put, client.delete, client.options):
        response = method("/api/v1/commitments/")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
    assert client.post("/api/v1/people/").json() == {"errors": ["这里只能读（GET、HEAD）。"]}


def test_whoever_wants_another_form_gets_json(client):
    for wanted in ("text/html", "application/xml", "nonsense"):
        response = client.get("/api/v1/topics/", headers={"Accept": wanted})
        assert response["Content-Type"] == "application/json"
        assert "Accept" not in response.get("Vary", "")


def test_the_description_names_every_address_filter_and_column(client):
    described = ask(client, "openapi.json")
    assert described["openapi"].startswith("3.1")
    for name, table in TABLES.items():
        listing = described["paths"][f"/api/v1/{name}/"]["get"]
        names = {parameter["name"] for parameter in listing["parameters"]}
        assert {"verdict", "since", "q", "sort", "page", "size"} <= names
        assert f"/api/v1/{name}/{{key}}/" in described["paths"]
        columns = {column.name for column in table.columns}
        assert any(
            columns == set(shape["properties"])
            for shape in described["components"]["schemas"].values()
        )
    assert len(described["paths"]) == 2 * len(TABLES)
    assert "wagtail" not in json.dumps(described).lower()


def test_the_page_for_people_explains_the_same(client):
    page = client.get("/api/v1/").content.decode()
    assert 'href="/api/v1/openapi.json"' in page
    for name in TABLES:
        assert f'href="/api/v1/{name}/"' in page
    for word in ("not_kept", "due_soon", "self_report", "since", "If-None-Match"):
        assert word in page
    assert client.get("/en/api/v1/").status_code == 200
    assert client.get("/api/v1").status_code == 301
