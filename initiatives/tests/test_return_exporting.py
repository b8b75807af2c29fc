"""The form that goes out, and the way back in: what was exported reads as what it was."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..enums import OrganisationKind, RowState, Verdict
from ..models import ReturnRow
from ..returns.checking import RowChecker
from ..returns.exporting import open_lines, write_problems, write_template
from ..workbooks.columns import COLUMNS
from ..workbooks.headings import find_headings, propose
from ..workbooks.reading import read_sheet
from ..workbooks.values import read_date, read_number, read_text
from ..workbooks.writing import About, Line, read_stamp, write_csv, write_workbook
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    ProgressReportFactory,
    ReturnFactory,
    SubmittedReportFactory,
    publish_verdict,
)

DAY = dt.date(2026, 11, 23)
ABOUT = About("示例汽车商会", "shili", DAY, "言诺", ("李某", "王某"))
# Text as cells hold it: nothing unseen, no blanks at the ends; whatever sign it begins with.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" =+-@'，％"),
    max_size=60,
).map(lambda text: " ".join(text.split()))
NUMBERS = st.none() | st.decimals(-(10**11), 10**11, places=4, allow_nan=False).map(
    lambda number: number.normalize() + 0
)
DATES = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
LINES = st.builds(
    Line,
    code=WORDS.filter(bool),
    member=WORDS,
    summary=WORDS,
    target=NUMBERS,
    unit=WORDS,
    deadline=DATES,
    last_value=NUMBERS,
    last_as_of=DATES,
    as_of=DATES,
    value=NUMBERS,
    note=WORDS,
    source_url=WORDS,
    filled_by=WORDS,
)


def read_back(path) -> list[Line]:
    """As an upload would be read, with every cell as the kind that its column holds."""
    with read_sheet(path, path.name) as sheet:
        rows = list(sheet.rows)
    headings = find_headings(rows)
    columns = {match.index: match.key for match in propose(headings.texts, {})}
    assert list(columns.values()) == [column.key for column in COLUMNS]
    lines = []
    for row in rows:
        if row.number <= headings.number:
            continue
        cells = {key: row.cells[at] if at < len(row.cells) else None for at, key in columns.items()}
        for key in ("target", "last_value", "value"):
            cells[key] = read_number(cells[key])
        for key in ("deadline", "last_as_of", "as_of"):
            cells[key] = read_date(cells[key])
        for key in ("code", "member", "summary", "unit", "note", "source_url", "filled_by"):
            cells[key] = read_text(cells[key], 500)
        lines.append(Line(**cells))
    return lines


@given(st.lists(LINES, max_size=4))
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_reading_what_was_written_as_text_gives_it_back(tmp_path, lines):
    path = tmp_path / "a.csv"
    with path.open("wb") as target:
        write_csv(target, lines)
    assert read_back(path) == lines


@given(st.lists(LINES, max_size=20))
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
def test_reading_what_was_written_as_a_workbook_gives_it_back(tmp_path, lines):
    path = tmp_path / "a.xlsx"
    with path.open("wb") as target:
        write_workbook(target, lines, ABOUT)
    assert read_back(path) == lines


def workbook(*lines: Line, problems=None):
    target = io.BytesIO()
    write_workbook(target, lines, ABOUT, problems)
    return openpyxl.load_workbook(target)


def test_what_the_newsroom_wrote_is_locked_and_the_rest_is_guided():
    sheet = workbook(Line("C-2025-0007", "甲公司"))["进展申报"]
    assert sheet.protection.sheet
    open_cells = {
        sheet.cell(2, column).value
        for column in range(1, len(COLUMNS) + 1)
        if not sheet.cell(3, column).protection.locked
    }
    assert open_cells == {"数据日期", "完成值", "进展说明", "佐证链接", "填报人"}
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    assert rules["数据日期"].type == "date"
    assert rules["完成值"].type == "decimal"
    assert rules["填报人"].formula1 == '"李某,王某"'
    assert "年" not in rules["完成值"].prompt


def test_no_cell_runs_as_a_formula():
    nasty = ["=1+1", "+1", "-1+2", "@SUM(A1)", '=HYPERLINK("http://x")', "'=1"]
    lines = [Line("C-2025-0007", text, note=text) for text in nasty]
    sheet = workbook(*lines)["进展申报"]
    cells = [row[1] for row in sheet.iter_rows(min_row=3)]
    assert [cell.value for cell in cells] == nasty
    assert {(cell.data_type, cell.quotePrefix) for cell in cells} == {("s", True)}
    target = io.BytesIO()
    write_csv(target, lines)
    assert not any(
        cell.startswith(("=", "+", "-", "@"))
        for line in target.getvalue().decode("utf-8-sig").splitlines()
        for cell in line.replace('"', "").split(",")
    )


def test_the_file_explains_itself_and_says_which_template_it_is(tmp_path):
    book = workbook(Line("C-2025-0007", "甲公司"))
    said = "".join(str(cell.value) for row in book["填写说明"].iter_rows() for cell in row)
    for words in ("数据日期", "1.2万", "会员自报", "不公开、不计数", "言诺"):
        assert words in said
    path = tmp_path / "a.xlsx"
    book.save(path)
    with read_sheet(path, path.name) as sheet:
        stamp = read_stamp(sheet.rows)
    assert (stamp.version, stamp.key, stamp.day) == (1, "shili", DAY)


def test_problems_are_coloured_commented_and_written_out():
    line = Line("C-2025-0007", "甲公司", value="约三十万")
    problems = {0: {"value": ("must", "不是数字。"), "as_of": ("confirm", "还没有到。")}}
    sheet = workbook(line, problems=problems)["进展申报"]
    value, day = sheet.cell(3, 10), sheet.cell(3, 9)
    assert value.comment.text == "必须修改：不是数字。"
    assert day.comment.text == "请确认：还没有到。"
    assert value.fill.fgColor.rgb != day.fill.fgColor.rgb != sheet.cell(3, 11).fill.fgColor.rgb
    assert sheet.cell(3, 14).value == "必须修改：不是数字。；请确认：还没有到。"


@pytest.fixture
def association(db):
    return OrganisationFactory(name="示例汽车商会", kind=OrganisationKind.ASSOCIATION)


def test_the_form_lists_every_open_commitment_of_every_member_and_no_other(association):
    member = MembershipFactory(association=association).member
    mine = NumberCommitmentFactory(organisation=member)
    SubmittedReportFactory(
        commitment=mine, association=association, as_of=dt.date(2026, 6, 30), value=300_000
    )
    SubmittedReportFactory(commitment=mine, as_of=dt.date(2026, 9, 30), value=777_777)
    own = NumberCommitmentFactory(organisation=association)
    NumberCommitmentFactory(organisation=member, live=False)
    publish_verdict(NumberCommitmentFactory(organisation=member), Verdict.KEPT)
    NumberCommitmentFactory(organisation=MembershipFactory().member)
    left = MembershipFactory(association=association, until=DAY - dt.timedelta(days=400)).member
    NumberCommitmentFactory(organisation=left)
    lines = {line.code: line for line in open_lines(association)}
    assert lines.keys() == {mine.code, own.code}
    line = lines[mine.code]
    assert (line.last_value, line.last_as_of) == (Decimal(300_000), dt.date(2026, 6, 30))
    assert (line.member, line.target, line.unit) == (member.name, Decimal(1_000_000), "辆")
    assert line.as_of is line.value is None


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_an_empty_form_sent_back_is_blank_and_a_filled_one_ready(association, tmp_path, suffix):
    member = MembershipFactory(association=association).member
    commitment = NumberCommitmentFactory(organisation=member)
    ProgressReportFactory(commitment=commitment)
    path = tmp_path / f"a.{suffix}"
    with path.open("wb") as target:
        write_template(target, association, suffix)
    [line] = read_back(path)
    cells = dict(zip((column.key for column in COLUMNS), line.cells, strict=True))
    checker = RowChecker(association, today=DAY)
    assert checker.check(3, cells).state == RowState.BLANK
    filled = cells | {"as_of": "2026年9月", "value": "３０万"}
    assert checker.check(3, filled).state == RowState.READY


def test_the_file_with_problems_holds_what_was_typed(association):
    commitment = NumberCommitmentFactory(
        organisation=MembershipFactory(association=association).member
    )
    batch = ReturnFactory(association=association)
    checker = RowChecker(association, today=DAY)
    cells = {"code": commitment.code, "as_of": "2026.9.30", "value": "约三十万", "note": "=说明"}
    row = checker.check(7, cells)
    ReturnRow.objects.create(
        batch=batch,
        number=7,
        cells=row.cells,
        problems=[problem.as_dict() for problem in row.problems],
        state=row.state,
    )
    target = io.BytesIO()
    write_problems(target, batch)
    sheet = openpyxl.load_workbook(target)["进展申报"]
    assert sheet.cell(3, 1).value == commitment.code
    assert sheet.cell(3, 2).value == commitment.organisation.name
    assert sheet.cell(3, 10).value == "约三十万"
    assert "不是一个确定的数" in sheet.cell(3, 10).comment.text


@pytest.mark.parametrize("number", [2, 30])
def test_the_form_costs_the_same_for_few_and_many(association, django_assert_num_queries, number):
    member = MembershipFactory(association=association).member
    for _ in range(number):
        NumberCommitmentFactory(organisation=member)
    with django_assert_num_queries(2):
        write_template(io.BytesIO(), association, "xlsx")
