"""Workbooks put together part by part, for what no honest program would write."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from ..workbooks.reading import WorkbookRefused, read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
HEADED = '<row r="1"><c r="A1" t="inlineStr"><is><t>承诺编号</t></is></c></row>'


def sheet_of(rows: str, dimension: str = "", declaration: str = "") -> str:
    said = f'<dimension ref="{dimension}"/>' if dimension else ""
    return f'{declaration}<worksheet xmlns="{MAIN}">{said}<sheetData>{rows}</sheetData></worksheet>'


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def parts_of(*sheets: str | bytes, states: Iterable[str] = ()) -> dict[str, str | bytes]:
    """The least that makes a workbook, with these sheets named 表1, 表2 …"""
    states = [*states, *["visible"] * len(sheets)]
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}" state="{states[n - 1]}" r:id="rId{n}"/>'
        for n in range(1, len(sheets) + 1)
    )
    linked = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    linked += f'<Relationship Id="rIdS" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}">{linked}</Relationships>'
        ),
    } | {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}


def pack(
    file: Path | io.BytesIO,
    parts: Iterable[tuple[str, str | bytes]] | dict[str, str | bytes],
    level: int | None = None,
) -> Path | io.BytesIO:
    pairs = parts.items() if isinstance(parts, dict) else parts
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return file


PLAIN = parts_of(sheet_of(HEADED))


def bytes_of(parts: dict) -> bytes:
    buffer = io.BytesIO()
    pack(buffer, parts)
    return buffer.getvalue()


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refusal_of(path: Path, name: str = "a.xlsx") -> str:
    with pytest.raises(WorkbookRefused) as refused, read_sheet(path, name) as sheet:
        list(sheet.rows)
    return refused.value.message
