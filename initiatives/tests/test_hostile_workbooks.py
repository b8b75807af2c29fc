"""Files that are broken, mislabelled or meant to hurt: each is told apart, in bounds."""

import io
import os
import random
import signal
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ..workbooks import archive, spreadsheets
from ..workbooks.reading import MAX_BYTES, WorkbookRefused, read_sheet
from ..workbooks.spreadsheets import GAVE_UP, ROOT
from .raw_workbooks import (
    HEADED,
    MAIN,
    PLAIN,
    bytes_of,
    pack,
    parts_of,
    refusal_of,
    saved,
    sheet_of,
    text_cell,
)

MEGABYTE = 1024 * 1024

# Reads in a process of its own, so that its child is the only one that counts.
MEASURED = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from initiatives.workbooks.reading import WorkbookRefused, read_sheet
try:
    with read_sheet(Path(sys.argv[2]), "a.xlsx") as sheet:
        said = f"{sum(1 for _ in sheet.rows)} rows"
except WorkbookRefused as refusal:
    said = refusal.message
own = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print((own + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024, said)
"""


def read_measured(path: Path) -> tuple[int, str]:
    """Peak of parent and child together in megabytes, and what was said."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, ROOT, path], capture_output=True, text=True, check=True
    )
    peak, _, said = run.stdout.strip().partition(" ")
    return int(peak), said


# Too much


def test_a_zip_bomb_is_refused_in_little_memory(tmp_path):
    bomb = b"<a/>" * (15 * MEGABYTE)
    path = pack(tmp_path / "a.xlsx", PLAIN | {"xl/sharedStrings.xml": bomb})
    peak, said = read_measured(path)
    assert "解压后异常庞大" in said
    assert peak < 100


def test_a_bomb_in_a_part_that_is_no_markup_is_refused_too(tmp_path):
    path = pack(tmp_path / "a.xlsx", PLAIN | {"xl/media/image1.png": bytes(60 * MEGABYTE)})
    assert "解压后异常庞大" in refusal_of(path)


def test_a_bomb_that_claims_to_be_small_is_refused(tmp_path):
    honest = bytes_of(PLAIN | {"xl/sharedStrings.xml": b"<a/>" * (5 * MEGABYTE)})
    claimed = honest.replace(struct.pack("<I", 20 * MEGABYTE), struct.pack("<I", 100))
    assert claimed != honest
    assert "解压后异常庞大" in refusal_of(saved(tmp_path / "a.xlsx", claimed))


def test_a_part_that_is_longer_than_claimed_is_refused(tmp_path):
    text = "<a>" + "x" * 5000 + "</a>"
    honest = bytes_of(PLAIN | {"xl/sharedStrings.xml": text})
    claimed = honest.replace(struct.pack("<I", len(text)), struct.pack("<I", 100))
    assert "已损坏" in refusal_of(saved(tmp_path / "a.xlsx", claimed))


def test_parts_that_unpack_to_too_much_together_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_UNPACKED", 10 * MEGABYTE)
    parts = {f"xl/extra{n}.xml": b"<a/>" * MEGABYTE for n in range(3)}
    with (
        pack(tmp_path / "a.xlsx", PLAIN | parts).open("rb") as file,
        pytest.raises(WorkbookRefused, match="展开后的内容太多"),
    ):
        archive.Archive(file)


def test_a_million_empty_rows_do_no_harm(tmp_path):
    empty = "".join(map('<row r="%d" ht="14"><c s="1"/></row>'.__mod__, range(2, 1_000_001)))
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + empty)), level=1)
    peak, said = read_measured(path)
    assert said == "1 rows"
    assert peak < 100


def test_empty_cells_with_a_format_far_outside_do_not_slow_reading_down(tmp_path):
    far = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + far)))
    with path.open("rb") as file:
        assert not archive.Archive(file).odd_parts
    with read_sheet(path, "a.xlsx") as sheet:
        assert [row.number for row in sheet.rows] == [1]


def test_a_million_empty_rows_of_text_do_no_harm(tmp_path):
    path = saved(tmp_path / "a.csv", "承诺编号,值\n".encode() + b",,\n" * 1_000_000)
    with read_sheet(path, "a.csv") as sheet:
        assert sum(1 for _ in sheet.rows) == 1


def test_the_whole_width_of_excel_is_refused_by_name_of_the_cell(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("进展申报").append(["承诺编号", *["x"] * 16_383])
    book.save(tmp_path / "a.xlsx")
    assert "BI1 单元格（第 1 行第 61 列）还有内容" in refusal_of(tmp_path / "a.xlsx")


def test_sixteen_thousand_empty_columns_do_no_harm(tmp_path):
    cells = "".join("<c s='1'/>" for _ in range(16_384))
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + f'<row r="2">{cells}</row>')))
    assert read_measured(path)[1] == "1 rows"


@pytest.mark.parametrize(
    "place", ["r='XFD1048576'", 'r="XFD1048576"', 'r = "XFD1048576"', 'r="xfd1048576"']
)
def test_one_cell_in_the_furthest_corner_is_refused_in_little_memory(tmp_path, place):
    row = f'<row r="1048576"><c {place}><v>1</v></c></row>'
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + row)))
    peak, said = read_measured(path)
    assert "XFD1048576 单元格" in said or said == GAVE_UP
    assert peak < 100


def test_a_far_cell_on_another_sheet_does_not_matter(tmp_path):
    far = sheet_of('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    path = pack(tmp_path / "a.xlsx", parts_of(far, sheet_of(HEADED)))
    with read_sheet(path, "a.xlsx") as sheet:
        assert [row.cells for row in sheet.rows] == [("承诺编号",)]


def test_an_endless_shared_string_is_refused_in_little_memory(tmp_path):
    long = f'<sst xmlns="{MAIN}"><si><t>' + "字" * (33 * MEGABYTE) + "</t></si></sst>"
    cell = '<row r="2"><c r="A2" t="s"><v>0</v></c></row>'
    parts = parts_of(sheet_of(HEADED + cell)) | {"xl/sharedStrings.xml": long}
    peak, said = read_measured(pack(tmp_path / "a.xlsx", parts))
    assert "长得不正常" in said
    assert peak < 100


def test_a_short_list_of_strings_used_a_million_times_stays_in_bounds(tmp_path):
    text = "".join(f"<i>{n}</i>" for n in range(40_000)).replace("<i>", "").replace("</i>", "")
    strings = f'<sst xmlns="{MAIN}"><si><t>{text[:200_000]}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 50_000))
    parts = parts_of(sheet_of(HEADED + cells)) | {"xl/sharedStrings.xml": strings}
    peak, said = read_measured(pack(tmp_path / "a.xlsx", parts))
    assert peak < 400
    assert said


def test_thousands_of_parts_are_refused(tmp_path):
    many = pack(tmp_path / "a.xlsx", PLAIN | {f"xl/media/{n}.png": b"" for n in range(1_100)})
    more = pack(tmp_path / "b.xlsx", PLAIN | {f"xl/media/{n}.png": b"" for n in range(6_000)})
    assert "上千个部分" in refusal_of(many)
    assert "上千个部分" in refusal_of(more)


def test_more_than_the_size_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * MEGABYTE)
    assert "文件有 200 MB，超过了 20 MB 的上限" in refusal_of(path)
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "超过了 20 MB 的上限" in refusal_of(path)


def test_more_formulas_than_anyone_writes_are_refused(tmp_path):
    row = "<row>" + "<c><f/></c>" * 50 + "</row>"
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + row * 4_001)))
    peak, said = read_measured(path)
    assert "超过 200,000 个公式" in said
    assert peak < 200


# Markup


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "_rels/.rels", "docProps/app.xml"]
)
def test_external_entities_are_refused_in_every_part(tmp_path, part):
    entity = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    assert "DOCTYPE" in refusal_of(pack(tmp_path / "a.xlsx", PLAIN | {part: entity}))


def test_an_entity_hidden_behind_a_lot_of_text_is_refused(tmp_path):
    for gap in (MEGABYTE - 5, MEGABYTE, MEGABYTE + 3):
        noise = f"<!--{'<' * gap}--><!DOCTYPE a []><a/>"
        path = pack(tmp_path / "a.xlsx", PLAIN | {"docProps/app.xml": noise})
        assert "DOCTYPE" in refusal_of(path)


def test_a_doctype_in_another_encoding_is_refused(tmp_path):
    text = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    for encoding in ("utf-16", "utf-16-le", "utf-7", "cp037"):
        part = text.format(encoding).encode(encoding)
        path = pack(tmp_path / "a.xlsx", PLAIN | {"docProps/app.xml": part})
        assert refusal_of(path)


def test_deeply_nested_markup_is_refused(tmp_path):
    deep = sheet_of(HEADED + "<a>" * 200_000 + "</a>" * 200_000)
    path = pack(tmp_path / "a.xlsx", parts_of(deep) | {"xl/workbook.xml": "<a>" * 400_000})
    assert refusal_of(path)


def test_nul_bytes_are_refused(tmp_path):
    nul = sheet_of(HEADED + f'<row r="2">{text_cell("A2", chr(0))}</row>')
    written = sheet_of(HEADED + f'<row r="2">{text_cell("A2", "a&#0;b")}</row>')
    assert "NUL" in refusal_of(pack(tmp_path / "a.xlsx", parts_of(nul)))
    assert refusal_of(pack(tmp_path / "b.xlsx", parts_of(written)))
    assert "NUL" in refusal_of(saved(tmp_path / "a.csv", "承诺编号,\0值\n".encode()), "a.csv")


def test_code_of_other_languages_is_text(tmp_path):
    texts = [
        "'); DROP TABLE returns; --",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ settings.SECRET_KEY }}",
        "../../etc/passwd",
        "%s%n${jndi:ldap://x}",
    ]
    book = openpyxl.Workbook()
    book.active.append(["承诺编号", *texts])
    book.save(tmp_path / "a.xlsx")
    with read_sheet(tmp_path / "a.xlsx", "a.xlsx") as sheet:
        assert next(sheet.rows).cells == ("承诺编号", *texts)


# Broken and bent archives


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path, kept):
    whole = bytes_of(PLAIN)
    path = saved(tmp_path / "a.xlsx", whole[: int(len(whole) * kept)])
    assert "不完整或已损坏" in refusal_of(path)


def test_a_workbook_with_flipped_bytes_is_read_or_refused_but_never_worse(tmp_path):
    whole = bytes_of(PLAIN)
    chance = random.Random(7)
    for _ in range(6):
        bent = bytearray(whole)
        for _ in range(4):
            bent[chance.randrange(4, len(bent))] ^= chance.randrange(1, 256)
        try:
            with read_sheet(saved(tmp_path / "a.xlsx", bytes(bent)), "a.xlsx") as sheet:
                list(sheet.rows)
        except WorkbookRefused as refusal:
            assert refusal.message != GAVE_UP  # noqa: PT017


def test_a_workbook_without_its_parts_is_refused(tmp_path):
    for missing in ("_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"):
        parts = {name: content for name, content in PLAIN.items() if name != missing}
        assert "不完整或已损坏" in refusal_of(pack(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize(
    "name", ["../../etc/cron.d/x", "/etc/passwd", r"..\..\x.xml", r"C:\x.xml", "xl/../../x"]
)
def test_parts_with_paths_that_climb_are_refused(tmp_path, name):
    assert "路径不正常" in refusal_of(pack(tmp_path / "a.xlsx", PLAIN | {name: "<a/>"}))


def test_two_sheets_of_one_name_are_refused(tmp_path):
    parts = parts_of(sheet_of(HEADED), sheet_of(""))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("表2", "表1")
    assert "不完整或已损坏" in refusal_of(pack(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.XML"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_parts_of_the_same_name_are_refused(tmp_path, name):
    pairs = [*PLAIN.items(), (name, "<a/>")]
    assert "重名" in refusal_of(pack(tmp_path / "a.xlsx", pairs))


def test_parts_that_share_their_bytes_are_refused(tmp_path):
    whole = bytes_of(PLAIN | {"xl/b.xml": "<a/>", "xl/c.xml": "<a/>"})
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        first, second = (
            struct.pack("<I", packed.getinfo(name).header_offset)
            for name in ("xl/b.xml", "xl/c.xml")
        )
    at = whole.rindex(second + b"xl/c.xml")
    shared = whole[:at] + first + whole[at + 4 :]
    assert "解压后异常庞大" in refusal_of(saved(tmp_path / "a.xlsx", shared))


def test_a_part_with_a_password_is_refused(tmp_path):
    whole = bytearray(bytes_of(PLAIN))
    whole[whole.index(b"PK\1\2") + 8] |= 1
    assert "设了密码" in refusal_of(saved(tmp_path / "a.xlsx", bytes(whole)))


def test_packing_that_excel_never_uses_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_BZIP2) as packed:
        for name, content in PLAIN.items():
            packed.writestr(name, content)
    assert "不是 Excel 保存出来的样子" in refusal_of(tmp_path / "a.xlsx")


# The child


def test_a_child_that_says_nothing_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "START", "import time; time.sleep(60)")
    monkeypatch.setattr(spreadsheets, "WAIT_SECONDS", 0.2)
    since = time.monotonic()
    assert refusal_of(pack(tmp_path / "a.xlsx", PLAIN)) == GAVE_UP
    assert time.monotonic() - since < 5


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\0\0",
        b"\xff\xff\xff\xff",
        b"\0\0\0\2[]",
        b"\0\0\0\2{}",
        b"\0\0\0\4null",
        b'\0\0\0\x0a["rows",1]',
        b'\0\0\0\x11["sheet",{"a":1}]',
        b"\0\0\x27\x10" + b"[" * 10_000,
        b'\0\0\0\x0d["sheet","a"]',
        b'\0\0\0\x0d["sheet","a"]\0\0\0\x0a["rows",1]',
        b'\0\0\0\x0d["sheet","a"]\0\0\0\x0c["rows",[1]]',
        b'\0\0\0\x0d["sheet","a"]\0\0\0\x10["rows",[[1,2]]]',
    ],
)
def test_nonsense_from_the_child_is_refused(tmp_path, monkeypatch, frame):
    start = f"import sys; sys.stdout.buffer.write({frame!r})"
    monkeypatch.setattr(spreadsheets, "START", start)
    assert refusal_of(pack(tmp_path / "a.xlsx", PLAIN)) == GAVE_UP


def test_the_child_knows_no_secrets_and_no_framework(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    seen = tmp_path / "seen"
    start = spreadsheets.START.replace(
        "main(Path",
        f"import os; open({str(seen)!r}, 'w').write("
        "repr((dict(os.environ), 'django' in sys.modules)));main(Path",
    )
    monkeypatch.setattr(spreadsheets, "START", start)
    with read_sheet(pack(tmp_path / "a.xlsx", PLAIN), "a.xlsx"):
        pass
    assert "s3cret" not in seen.read_text()
    assert seen.read_text().endswith("False)")


def test_the_child_ends_when_its_parent_is_killed(tmp_path):
    rows = "".join(f'<row r="{n}">{text_cell(f"A{n}", "字" * 60)}</row>' for n in range(2, 9000))
    path = pack(tmp_path / "a.xlsx", parts_of(sheet_of(HEADED + rows)))
    waiting = (
        "import sys, time; sys.path.insert(0, sys.argv[1]); from pathlib import Path\n"
        "from initiatives.workbooks import spreadsheets\n"
        "with spreadsheets.open_workbook(Path(sys.argv[2])) as (name, rows):\n"
        "    next(rows); print('reading', flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", waiting, ROOT, path], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout.readline() == "reading\n"
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    assert len(children) == 1
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while _is_running(children[0]) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not _is_running(children[0])


def _is_running(pid: str) -> bool:
    """Whether the process works: one that has ended and isn't collected yet doesn't."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
