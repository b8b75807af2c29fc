"""What single values become in the files of the open data."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from home.tests.machines import rows_of, sheets_of, taken
from initiatives.enums import EvidenceLevel, Verdict
from initiatives.models import Commitment, Organisation, Person
from initiatives.tests.factories import (
    CommitmentFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    ReplyFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

RUNS = ["=1+1", "+86 23", "-5%", "@SUM(A1)", "\t=1", "\r=1", "'=1", '=HYPERLINK("http://x","点")']


def test_how_a_commitment_stands_is_what_its_page_says(client):
    for verdict in Verdict:
        commitment = NumberCommitmentFactory()
        if verdict == Verdict.NOT_KEPT:
            commitment.deadline = dt.date(2025, 12, 31)
            commitment.save()
            ReplyFactory(commitment=commitment)
        if verdict != Verdict.UNCHECKED:
            publish_verdict(commitment, verdict, level=EvidenceLevel.AUDIT)
    publish_verdict(CommitmentFactory(), Verdict.STALLED)
    found = {row["code"]: row for row in taken(client, "/data/commitments.json")["rows"]}
    for commitment in Commitment.objects.all():
        row = found.pop(commitment.code)
        level = commitment.evidence_level
        assert row["verdict"] == commitment.verdict
        assert row["schedule"] == commitment.schedule
        assert row["evidence_level"] == (level.name.lower() if level else None)
        assert row["target"] == commitment.target
        assert client.get(row["url"].partition("8000")[2]).status_code == 200
    assert not found


def test_only_the_newest_verdict_is_current(client):
    commitment = CommitmentFactory()
    for verdict in (Verdict.TOO_EARLY, Verdict.BEHIND, Verdict.ON_TRACK):
        publish_verdict(commitment, verdict)
    rows = taken(client, "/data/assessments.json")["rows"]
    assert [row["is_current"] for row in rows] == [False, False, True]
    assert rows[-1]["verdict"] == Verdict.ON_TRACK


def test_rows_stand_in_the_order_asked_for(client):
    made = [NumberCommitmentFactory(deadline=dt.date(year, 12, 31)) for year in (2029, 2027, 2028)]
    rows = rows_of(client, "/data/commitments.csv?sort=due")
    assert [row["code"] for row in rows] == [made[1].code, made[2].code, made[0].code]
    publish_verdict(made[2], Verdict.BEHIND)
    assert rows_of(client, "/data/commitments.csv?sort=updated")[0]["code"] == made[2].code


@pytest.mark.parametrize("text", RUNS)
def test_no_text_runs_as_a_formula(client, text):
    Organisation.objects.filter(pk=OrganisationFactory().pk).update(description=text, website="")
    (row,) = rows_of(client, "/data/organisations.csv")
    assert row["description"] == f"'{text}"
    assert taken(client, "/data/organisations.json")["rows"][0]["description"] == text
    book = load_workbook(io.BytesIO(client.get("/data/organisations.xlsx").getvalue()))
    cells = {cell.value: cell for cell in book.worksheets[0][2]}
    shown = next(value for value in cells if value and text.strip() in str(value))
    assert cells[shown].data_type == "s"


def test_negative_numbers_stay_numbers(client):
    commitment = NumberCommitmentFactory(target=Decimal("-12.5"))
    (row,) = rows_of(client, "/data/commitments.csv")
    assert row["target"] == "-12.5"
    assert taken(client, "/data/commitments.json")["rows"][0]["target"] == -12.5
    data, _notes = sheets_of(client, "/data/commitments.xlsx")
    assert dict(zip(data[0], data[1], strict=True))["目标值"] == -12.5
    assert commitment.target == Decimal("-12.5")


def test_what_no_workbook_can_hold_is_left_out_of_it_only(client):
    Person.objects.filter(pk=PersonFactory().pk).update(biography="前\x0b后 ]]> <&> \x1f")
    data, _notes = sheets_of(client, "/data/people.xlsx")
    assert dict(zip(data[0], data[1], strict=True))["简介"] == "前后 ]]> <&> "
    assert taken(client, "/data/people.json")["rows"][0]["biography"] == "前\x0b后 ]]> <&> \x1f"
