"""A workbook in the browser's hands: uploaded, mapped, mended on the page, sent, given up."""

from io import BytesIO

import openpyxl
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.tests.factories import UserFactory

from ..enums import ReturnState, RowState
from ..members import returns as views
from ..models import ColumnMapping, ProgressReport, Return
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    RepresentativeFactory,
    ReturnFactory,
)

pytestmark = pytest.mark.django_db

HEADINGS = "承诺编号,数据日期,完成值,进展说明\n"


@pytest.fixture
def representative():
    return RepresentativeFactory()


@pytest.fixture
def commitments(representative):
    member = MembershipFactory(association=representative.association).member
    return [NumberCommitmentFactory(speaker__organisation=member) for _ in range(4)]


@pytest.fixture
def desk(client, representative):
    client.force_login(representative.user)
    return client


@pytest.fixture
def upload(desk):
    def post(text: str, name: str = "申报表.csv"):
        return desk.post("/members/upload/", {"file": SimpleUploadedFile(name, text.encode())})

    return post


def table(commitments, *rows: str) -> str:
    lines = [f"{one.code},{row}" for one, row in zip(commitments, rows, strict=False)]
    return HEADINGS + "\n".join(lines) + "\n"


@pytest.fixture
def batch(upload, commitments) -> Return:
    """Row 2 is ready, row 3 has two wrong cells, row 4 is odd, row 5 is empty."""
    upload(table(commitments, "2026-03-31,25万,", "去年,很多,说明", "2026-03-31,5000000,", ",,"))
    return Return.objects.get()


def mend(desk, batch, **fields):
    return desk.post(f"{batch.get_absolute_url()}rows/", fields, follow=True)


def states(batch) -> dict[int, str]:
    return dict(batch.rows.values_list("number", "state"))


def test_an_uploaded_table_is_checked_and_shown(desk, batch):
    assert states(batch) == {2: "ready", 3: "blocked", 4: "confirm", 5: "blank"}
    page = desk.get(batch.get_absolute_url()).content.decode()
    assert "提交 1 行" in page
    assert "另有 2 行要改或要确认" in page
    assert "日期看不懂" in page
    assert 'name="r3-as_of" value="去年"' in page
    assert "数值无误" in page


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("空.xlsx", b"", 422, "空"),
        ("假.xlsx", b"PK\x03\x04 no workbook", 422, "没有收下"),
        ("没有列名.csv", "甲,乙\n1,2\n".encode(), 422, "没有找到列名"),
        ("../../etc/x.csv", "甲,乙\n1,2\n".encode(), 422, "没有找到列名"),
    ],
)
def test_a_file_that_is_refused_is_told_why(desk, name, content, status, words):
    response = desk.post("/members/upload/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == status
    assert words in response.content.decode()
    assert not Return.objects.exists()


def test_no_file_and_one_that_is_too_large_are_told(desk, monkeypatch):
    assert "还没有选文件" in desk.post("/members/upload/", {}).content.decode()
    assert desk.post("/members/upload/", {"file": "文字"}).status_code == 422
    monkeypatch.setattr(views.Upload, "longest_request", 1000)
    large = SimpleUploadedFile("大.csv", b"x" * 2000)
    response = desk.post("/members/upload/", {"file": large})
    assert response.status_code == 413
    assert "文件太大" in response.content.decode()


def test_cells_are_put_right_on_the_page(desk, batch):
    fields = {
        "r3-as_of": "2026-03-31",
        "was-r3-as_of": "去年",
        "r3-value": "30万",
        "was-r3-value": "很多",
        "c4": "far_beyond",
    }
    page = mend(desk, batch, **fields).content.decode()
    assert states(batch) == {2: "ready", 3: "ready", 4: "ready", 5: "blank"}
    assert "2 行没有问题了" in page
    assert "提交 3 行" in page


def test_a_cell_that_is_still_wrong_stays_with_its_new_text(desk, batch):
    page = mend(desk, batch, **{"r3-value": "还是很多", "was-r3-value": "很多"}).content.decode()
    assert states(batch)[3] == RowState.BLOCKED
    assert 'value="还是很多"' in page


def test_nobody_undoes_what_somebody_else_has_done(desk, batch):
    mend(desk, batch, **{"r3-value": "31万", "was-r3-value": "很多"})
    page = mend(desk, batch, **{"r3-value": "32万", "was-r3-value": "很多"}).content.decode()
    assert "第 3 行的完成值刚刚有人改过" in page
    assert batch.rows.get(number=3).cells["value"] == "31万"


def test_a_tick_speaks_of_the_value_it_stood_beside(desk, batch):
    fields = {"r4-value": "9000000", "was-r4-value": "5000000", "c4": "far_beyond"}
    mend(desk, batch, **fields)
    assert states(batch)[4] == RowState.CONFIRM


@pytest.mark.parametrize(
    "fields",
    [
        {"r3-value": "\0三十万", "was-r3-value": "很多"},
        {"r3-value": "长" * 9000, "was-r3-value": "很多"},
        {"r99999999999-value": "1", "rx-value": "1", "r-": "1", "c": "1", "c3": "nonsense"},
        {"r3-secret": "1", "was-r3-secret": ""},
        {"r²-value": "1"},
    ],
)
def test_odd_corrections_are_no_error(desk, batch, fields):
    assert mend(desk, batch, **fields).status_code == 200
    assert sum(batch.row_counts.values()) == 4


def test_rows_are_narrowed_down_by_kind_and_by_state(desk, batch):
    address = batch.get_absolute_url()
    page = desk.get(f"{address}?kind=far_beyond").content.decode()
    assert "第 4 行" in page
    assert "第 3 行" not in page
    assert "新增" in desk.get(f"{address}?state=ready").content.decode()
    assert "未填" in desk.get(f"{address}?state=blank").content.decode()
    for odd in ("?kind=x%27&state=y", "?page=zz", "?page=99999999999999999999", "?state=submitted"):
        assert desk.get(address + odd).status_code == 200


def test_good_rows_are_sent_while_the_others_wait(desk, batch):
    page = desk.post(f"{batch.get_absolute_url()}submit/", follow=True).content.decode()
    assert ProgressReport.objects.count() == 1
    assert states(batch) == {2: "submitted", 3: "blocked", 4: "confirm", 5: "blank"}
    assert "有 2 行要改或要确认" in page
    assert "待审" in desk.get(f"{batch.get_absolute_url()}?state=submitted").content.decode()
    again = desk.post(f"{batch.get_absolute_url()}submit/", follow=True).content.decode()
    assert "没有可以提交的行" in again
    assert ProgressReport.objects.count() == 1


def test_both_sides_hear_of_what_was_sent(
    desk, representative, batch, django_capture_on_commit_callbacks
):
    editor = UserFactory(group="编辑", email="editor@example.com")
    representative.user.email = "office@example.com"
    representative.user.save()
    stranger = RepresentativeFactory(user__email="stranger@example.com").user
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{batch.get_absolute_url()}submit/")
    told = {address for letter in mail.outbox for address in letter.to}
    assert {editor.email, representative.user.email} <= told
    assert stranger.email not in told


def test_a_changed_row_shows_the_old_value_and_the_new(desk, upload, batch, commitments):
    desk.post(f"{batch.get_absolute_url()}submit/")
    upload(table(commitments, "2026-03-31,26万,"))
    page = desk.get(Return.objects.first().get_absolute_url()).content.decode()
    assert "<del>250,000 辆</del>" in page
    assert "260,000 辆" in page
    assert "有改动" in page


def test_the_same_file_again_changes_nothing_and_says_so(desk, upload, commitments):
    text = table(commitments, "2026-03-31,25万,")
    upload(text)
    desk.post(f"{Return.objects.get().get_absolute_url()}submit/")
    response = upload(text, name="又一次.csv")
    page = desk.get(response["Location"]).content.decode()
    assert "相同，没有变化，不必再提交" in page
    assert "提交 1 行" not in page
    assert ProgressReport.objects.count() == 1


def test_columns_of_ones_own_are_named_on_the_page_and_remembered(desk, upload, commitments):
    text = f"承诺编号,备注,截到哪天,做了多少\n{commitments[0].code},,2026-03-31,25万\n"
    address = upload(text)["Location"]
    page = desk.get(address).content.decode()
    assert "哪一列是什么" in page
    assert "25万" in page
    wrong = desk.post(f"{address}columns/", {"column-0": "code", "column-1": "code"})
    assert wrong.status_code == 422
    assert "还没有指明哪一列是“数据日期”" in wrong.content.decode()
    right = {"column-0": "code", "column-2": "as_of", "column-3": "value", "column-x": "y"}
    page = desk.post(f"{address}columns/", right, follow=True).content.decode()
    assert "提交 1 行" in page
    assert ColumnMapping.objects.get().columns["做了多少"] == "value"
    assert Return.objects.get().state == ReturnState.CHECKED


def test_progress_is_told_while_a_worker_is_at_it(desk, representative):
    batch = ReturnFactory(
        association=representative.association,
        state=ReturnState.READING,
        total_rows=50_000,
        done_rows=12_000,
    )
    page = desk.get(batch.get_absolute_url()).content.decode()
    assert '<progress id="advance" max="50000" value="12000">' in page
    assert "12,000 / 50,000 行" in page
    assert '<noscript><meta http-equiv="refresh"' in page
    told = desk.get(f"{batch.get_absolute_url()}progress/").json()
    assert told == {"working": True, "label": "正在读取", "done": 12_000, "total": 50_000}


def test_the_rows_that_wait_come_as_a_coloured_workbook(desk, batch):
    response = desk.get(f"{batch.get_absolute_url()}problems/")
    assert "%E5%BE%85%E4%BF%AE%E6%94%B9" in response["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(response.getvalue())).worksheets[0]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "很多" in texts


def test_giving_up_keeps_what_was_sent(desk, batch):
    address = batch.get_absolute_url()
    desk.post(f"{address}submit/")
    assert "不能恢复" in desk.get(f"{address}discard/").content.decode()
    desk.post(f"{address}discard/")
    assert states(batch) == {2: "submitted"}
    assert ProgressReport.objects.count() == 1


def test_a_page_of_many_rows_costs_what_a_page_of_few_does(
    desk, representative, django_assert_max_num_queries
):
    member = MembershipFactory(association=representative.association).member
    address = "/members/upload/"

    def measured(number: int) -> int:
        made = [NumberCommitmentFactory(speaker__organisation=member) for _ in range(number)]
        rows = "".join(f"{one.code},去年,25万,第{number}批\n" for one in made)
        upload = SimpleUploadedFile("表.csv", (HEADINGS + rows).encode())
        page = desk.post(address, {"file": upload})["Location"]
        desk.get(page)
        with django_assert_max_num_queries(25) as asked:
            desk.get(page)
        return len(asked)

    assert measured(2) == measured(20)
