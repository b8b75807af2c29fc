"""The record as files: complete, the same in every form, safe to open, and described."""

import itertools
import json
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.timezone import localdate

from home.models import NewsroomSettings
from home.open_data.about import FORMATS, About
from home.open_data.tables import TABLES
from home.open_data.writing import WRITERS
from home.tests.machines import rows_of, sheets_of, taken
from home.tests.populate import populate
from initiatives.asking import Asked, asked_for
from initiatives.enums import Verdict
from initiatives.models import Assessment, Commitment
from initiatives.tests.factories import (
    CommitmentFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    ProgressReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db


def test_every_table_is_there_in_every_form(client, populated):
    for name, table in TABLES.items():
        number = table.public().count()
        assert number, name
        assert len(rows_of(client, f"/data/{name}.csv")) == number
        assert len(taken(client, f"/data/{name}.json")["rows"]) == number
        assert len(sheets_of(client, f"/data/{name}.xlsx")[0]) == number + 1


def test_every_form_says_the_same(client, populated):
    for name, table in TABLES.items():
        plain, typed = rows_of(client, f"/data/{name}.csv"), taken(client, f"/data/{name}.json")
        for text, value in zip(plain, typed["rows"], strict=True):
            assert list(value) == [column.name for column in table.columns]
            for key, one in value.items():
                assert text[key] == _in_csv(one), (name, key)


def _in_csv(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return ";".join(value)
    return str(value)


def test_a_file_says_under_which_terms_of_which_day_and_what_was_asked(client, populated, today):
    publish_verdict(CommitmentFactory(), Verdict.BEHIND)
    NewsroomSettings.objects.update_or_create(
        pk=1, defaults={"data_licence": "CC0", "data_licence_url": "https://example.cn/cc0"}
    )
    asked = "verdict=behind&since=year"
    (row,) = rows_of(client, f"/data/commitments.csv?{asked}")
    assert (row["data_licence"], row["data_as_of"], row["data_filter"]) == ("CC0", today, asked)
    head = taken(client, f"/data/commitments.json?{asked}")
    assert head["licence"] == {"name": "CC0", "url": "https://example.cn/cc0"}
    assert (head["as_of"], head["filter"]) == (today, asked)
    assert head["url"].endswith(f"/data/commitments.json?{asked}")
    _data, notes = sheets_of(client, f"/data/commitments.xlsx?{asked}")
    told = {row[0]: row[1] for row in notes}
    assert (told["许可"], told["数据截至"], told["筛选"]) == ("CC0", today, asked)
    assert told["在承诺簿里看"].endswith(f"/commitments/?{asked}")
    name = client.get("/data/commitments.csv")["Content-Disposition"]
    assert name == f'attachment; filename="commitments-{today}.csv"'


@pytest.fixture
def today() -> str:
    return localdate().isoformat()


def test_the_ledgers_filters_narrow_every_table(client, populated):
    kept = publish_verdict(NumberCommitmentFactory(), Verdict.KEPT).commitment
    ProgressReportFactory(commitment=kept)
    Commitment.objects.filter(pk=kept.pk).update(said_on="2026-02-02")
    asked = f"verdict=kept&speaker={kept.speaker.slug}&number=yes"
    expected = {
        "commitments": ("code", kept.code),
        "assessments": ("commitment", kept.code),
        "evidence": ("commitment", kept.code),
        "reports": ("commitment", kept.code),
        "people": ("slug", kept.speaker.slug),
        "organisations": ("slug", kept.organisation.slug),
    }
    for name, (column, value) in expected.items():
        rows = rows_of(client, f"/data/{name}.csv?{asked}")
        assert [row[column] for row in rows] == [value], name
    for name in ("replies", "initiatives", "topics"):
        assert rows_of(client, f"/data/{name}.csv?{asked}") == [], name


def test_a_workbook_speaks_chinese_and_has_real_dates(client, populated):
    publish_verdict(NumberCommitmentFactory(), Verdict.BEHIND)
    data, notes = sheets_of(client, "/data/commitments.xlsx?verdict=behind")
    row = dict(zip(data[0], data[1], strict=True))
    assert (row["如今"], row["期限精度"], row["比较"]) == ("进度滞后", "年", "≥")
    assert row["期限"].isoformat() == "2027-12-31T00:00:00"
    assert row["判定时间"].tzinfo is None
    explained = {line[0] for line in notes}
    assert set(data[0]) <= explained


def test_the_package_describes_its_files(client, populated, tmp_path):
    populate()
    publish_verdict(NumberCommitmentFactory(target=Decimal("0.5")), Verdict.KEPT)
    OrganisationFactory(description="=1+1\n第二行", website="https://example.cn/")
    _check_package(client, "/data/datapackage.json", tmp_path)


def test_the_package_of_a_part_describes_that_part(client, populated, tmp_path):
    package = _check_package(client, "/data/datapackage.json?verdict=kept&sort=due", tmp_path)
    assert all(one["path"].endswith("?verdict=kept&sort=due") for one in package["resources"])


def test_what_there_is_nothing_to_say_of_is_left_out(client, populated):
    """The profile allows no empty lists."""
    NewsroomSettings.objects.update_or_create(
        pk=1, defaults={"data_licence": "", "data_licence_url": ""}
    )
    for asked in ("", "?verdict=kept"):
        package = taken(client, f"/data/datapackage.json{asked}")
        assert "licenses" not in package
        schemas = [one["schema"] for one in package["resources"]]
        assert all(schema.get("foreignKeys", True) for schema in schemas)
        assert {one["encoding"] for one in package["resources"]} == {"utf-8"}


def _check_package(client: Client, address: str, folder: Path) -> dict:
    package = taken(client, address)
    assert [one["name"] for one in package["resources"]] == list(TABLES)
    local = json.loads(json.dumps(package))
    for resource in local["resources"]:
        content = client.get(resource["path"].partition("8000")[2]).getvalue()
        (folder / f"{resource['name']}.csv").write_bytes(content)
        resource["path"] = f"{resource['name']}.csv"
    (folder / "datapackage.json").write_text(json.dumps(local), encoding="utf-8")
    report = frictionless.validate(str(folder / "datapackage.json"))
    errors = report.flatten(["type", "message"])
    assert report.valid, errors
    assert len(report.tasks) == len(TABLES)
    return package


def test_a_package_that_lies_is_found_out(client, populated, tmp_path):
    """That the check above can fail."""
    package = taken(client, "/data/datapackage.json")
    package["resources"] = package["resources"][:1]
    fields = package["resources"][0]["schema"]["fields"]
    verdict = next(field for field in fields if field["name"] == "verdict")
    verdict["constraints"]["enum"] = ["unheard_of"]
    package["resources"][0]["path"] = "commitments.csv"
    package["resources"][0]["schema"]["foreignKeys"] = []
    content = client.get("/data/commitments.csv").getvalue()
    (tmp_path / "commitments.csv").write_bytes(content)
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_goes_out_while_it_is_made(form, populated):
    """An endless table: what is held back would never come."""
    table = TABLES["commitments"]
    asked = asked_for_everything()
    row = next(iter(table.read(table.values_of(table.rows_for(asked)))))
    pieces = WRITERS[form](table, itertools.repeat(row), About.of(asked))
    sizes = [len(next(pieces)) for _ in range(5)]
    assert 0 < max(sizes) < 2_000_000


def asked_for_everything() -> Asked:
    return asked_for(QueryDict(), Commitment.objects.public())


def test_only_the_head_of_a_file_may_be_asked_for(client, populated):
    for form, media_type in FORMATS.items():
        response = client.head(f"/data/commitments.{form}")
        assert (response.status_code, response.getvalue()) == (200, b"")
        assert response["Content-Type"] == media_type
        assert "Content-Length" not in response
        assert "attachment" in response["Content-Disposition"]


def test_programs_of_other_sites_may_read(client, populated):
    for address in ("/data/people.csv", "/data/datapackage.json", "/data/people.csv?nothing=1"):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"


def test_the_page_offers_and_explains_every_file(client, populated):
    page = client.get("/data/").content.decode()
    for name, table in TABLES.items():
        for form in FORMATS:
            assert f'href="/data/{name}.{form}"' in page
        for column in table.columns:
            assert f"<code>{column.name}</code>" in page
    assert "CC BY 4.0" in page
    assert 'href="/data/"' in client.get("/").content.decode()


def test_numbers_of_assessments_and_of_their_sources_fit_together(client, populated):
    keys = {row["id"] for row in taken(client, "/data/assessments.json")["rows"]}
    assert {row["assessment"] for row in taken(client, "/data/evidence.json")["rows"]} <= keys
    assert keys == set(Assessment.objects.published().values_list("pk", flat=True))
