"""Files that no honest person would send, at the page where people send theirs."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.private_files import private_storage

from ..models import ProgressReport, Return
from .factories import MembershipFactory, NumberCommitmentFactory, RepresentativeFactory
from .raw_workbooks import HEADED, PLAIN, bytes_of, parts_of, sheet_of, text_cell

pytestmark = pytest.mark.django_db
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
CSV = "承诺编号,数据日期,完成值,进展说明\n"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

HOSTILE = {
    "zip bomb": (
        "a.xlsx",
        bytes_of(PLAIN | {"xl/media/a.png": bytes(60_000_000)}),
        "解压|展开|太大",
    ),
    "16,384 columns": (
        "a.xlsx",
        bytes_of(parts_of(sheet_of(f'<row r="1">{text_cell("XFD1", "x")}</row>'))),
        "列",
    ),
    "external entity": (
        "a.xlsx",
        bytes_of(parts_of(sheet_of(HEADED, declaration=ENTITY))),
        "DOCTYPE|实体|DTD|声明",
    ),
    "macros": ("a.xlsm", bytes_of(PLAIN | {"xl/vbaProject.bin": b"x"}), "宏"),
    "macros under another name": (
        "a.xlsx",
        bytes_of(PLAIN | {"xl/vbaProject.bin": b"x"}),
        "宏",
    ),
    "encrypted": ("a.xlsx", OLE2 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "old format": ("a.xls", OLE2, r"\.xls"),
    "wrong extension": ("a.xlsx", b"%PDF-1.7 x", "PDF"),
    "truncated": ("a.xlsx", bytes_of(PLAIN)[:300], "损坏|不完整"),
    "empty": ("a.csv", b"", "空的"),
    "nul bytes": ("a.csv", f"{CSV}C-2025-0001,2026-09-30,1\0,x".encode(), "NUL|空字符|\\\\0"),
    "no headings": ("a.csv", "甲,乙\n1,2\n".encode(), "没有找到列名"),
    "web page": ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
}


@pytest.fixture
def representative():
    return RepresentativeFactory()


@pytest.fixture
def page(client, representative):
    client.force_login(representative.user)
    return client


def upload(page, name, content):
    file = SimpleUploadedFile(name, content)
    return page.post(reverse("members:upload"), {"file": file})


def stored() -> list[str]:
    try:
        return private_storage.listdir("returns")[1]
    except FileNotFoundError:
        return []


@pytest.mark.parametrize("kind", HOSTILE)
def test_each_is_turned_away_in_words_and_nothing_is_stored(page, kind):
    name, content, words = HOSTILE[kind]
    before = stored()
    response = upload(page, name, content)
    html = response.content.decode()
    assert response.status_code == 422
    said = re.search(r'role="alert".*?</div>', html, re.DOTALL).group()
    assert re.search(words, said), said
    assert not Return.objects.exists()
    assert stored() == before


def test_code_in_cells_is_text_and_formulas_are_named(page, representative):
    member = MembershipFactory(association=representative.association).member
    one = NumberCommitmentFactory(organisation=member)
    nasty = "<script>alert(1)</script>'; DROP TABLE x;--"
    rows = f'{one.code},2026-09-30,"=HYPERLINK(""x"")",{nasty}\n'
    response = upload(page, "../../etc/passwd.csv", (CSV + rows).encode())
    assert response.status_code == 302
    batch = Return.objects.get()
    assert batch.name == "passwd.csv"
    html = page.get(response.url).content.decode()
    assert "<script>alert" not in html
    assert "公式“=HYPERLINK" in html
    assert not ProgressReport.objects.exists()


def test_a_million_empty_rows_are_no_rows(page, representative):
    empty = "".join(f'<row r="{number}"/>' for number in range(2, 50_000))
    content = bytes_of(parts_of(sheet_of(HEADED + empty)))
    response = upload(page, "a.xlsx", content)
    assert response.status_code == 422
    assert not Return.objects.exists()
