"""Every address that programs read, of what there is: for leaks, query counts and wrong input."""

import csv
import io
import json
from zipfile import ZipFile

from django.http import HttpResponseBase
from django.test import Client
from openpyxl import load_workbook

from articles.models import Appearance
from home.feeds.views import SECTIONS
from home.open_data.about import FORMATS
from home.open_data.tables import TABLES
from home.sitemaps import SITEMAPS
from initiatives.models import Assessment, Commitment, InitiativePage, Topic

__all__ = [
    "TAKING_FILTERS",
    "machine_addresses",
    "rows_of",
    "sheets_of",
    "taken",
    "text_of",
]

FILES = [f"/data/{name}.{form}" for name in TABLES for form in FORMATS]
LISTS = [f"/api/v1/{name}/" for name in TABLES]
# Those that take the filters of the ledger.
TAKING_FILTERS = [
    *FILES,
    "/data/datapackage.json",
    *LISTS,
    "/calendar/commitments.ics",
    "/feeds/commitments/",
]


def machine_addresses() -> list[str]:
    """With at least one record of each kind."""
    commitment = Commitment.objects.public().filter(reports__isnull=False).first()
    subjects = [
        f"people/{Appearance.objects.filter(role='guest').first().person.slug}",
        f"organisations/{commitment.organisation.slug}",
        f"initiatives/{InitiativePage.objects.first().slug}",
        f"topics/{Topic.objects.first().slug}",
    ]
    dated = Commitment.objects.public().filter(deadline__isnull=False).first()
    judged = Assessment.objects.published().first()
    return [
        *TAKING_FILTERS,
        *(f"/api/v1/{subject}/" for subject in subjects),
        f"/api/v1/commitments/{commitment.code}/",
        f"/api/v1/assessments/{judged.pk}/",
        f"/api/v1/evidence/{judged.evidence.first().pk}/",
        f"/api/v1/reports/{commitment.reports.first().pk}/",
        "/api/v1/openapi.json",
        *(f"/feeds/{section}/" for section in SECTIONS),
        *(f"/feeds/{subject}/" for subject in subjects),
        f"/feeds/commitments/{commitment.code}/",
        *(f"/calendar/{subject}.ics" for subject in subjects),
        f"/calendar/commitments/{dated.code}.ics",
        "/sitemap.xml",
        *(f"/sitemap-{section}.xml" for section in SITEMAPS),
        "/sitemap-news.xml",
        "/robots.txt",
    ]


def text_of(client: Client, address: str) -> str:
    """What is answered, unfolded and unpacked as far as words may hide in it."""
    return in_words(client.get(address))


def in_words(response: HttpResponseBase) -> str:
    content = response.getvalue()
    if response["Content-Type"] == FORMATS["xlsx"]:
        return unpacked(content)
    text = content.decode()
    # Calendars fold long lines.
    return text.replace("\r\n ", "")


def unpacked(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def taken(client: Client, address: str) -> dict:
    return json.loads(client.get(address).getvalue())


def sheets_of(client: Client, address: str) -> tuple[list, list]:
    """The rows of the data, and of the sheet that explains them."""
    book = load_workbook(io.BytesIO(client.get(address).getvalue()))
    return [list(sheet.values) for sheet in book.worksheets]
