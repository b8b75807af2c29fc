"""A workbook on its way: received, read, corrected, sent in; nothing lost, nothing twice."""

import csv
import datetime as dt
import io
import os
import uuid
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from portal.private_files import private_storage

from ..enums import RETURNS_AT_WORK, OrganisationKind, ReportStatus, ReturnState, RowState
from ..leftover_files import OWNERS, remove_leftover_files
from ..models import ColumnMapping, ProgressReport, Return
from ..returns import correcting, resuming
from ..returns.claims import ClaimLost, claim, hold
from ..returns.correcting import correct
from ..returns.exporting import write_template
from ..returns.reading import read
from ..returns.receiving import choose_columns, duplicate_of, matches_of, receive
from ..returns.resuming import resume_stalled
from ..returns.sending import send
from ..returns.submitting import discard, submit
from ..returns.summary import summary
from ..workbooks.reading import WorkbookRefused
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    RepresentativeFactory,
    SubmittedReportFactory,
)

pytestmark = pytest.mark.django_db
HEADINGS = ["承诺编号", "会员单位", "数据日期", "完成值", "进展说明"]


@pytest.fixture
def association():
    return OrganisationFactory(name="示例汽车商会", kind=OrganisationKind.ASSOCIATION)


@pytest.fixture
def user(association):
    return RepresentativeFactory(association=association).user


@pytest.fixture
def commitments(association):
    member = MembershipFactory(association=association).member
    return [NumberCommitmentFactory(organisation=member) for _ in range(3)]


def upload(rows, headings=HEADINGS, name="申报.csv"):
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return SimpleUploadedFile(name, text.getvalue().encode("utf-8-sig"))


def workbook(rows):
    book, target = Workbook(), io.BytesIO()
    for cells in [HEADINGS, *rows]:
        book.active.append(cells)
    book.save(target)
    return SimpleUploadedFile("申报.xlsx", target.getvalue())


def row(commitment, value="300000", day="2026-09-30", note=""):
    return [commitment.code, "", day, value, note]


def counts(batch):
    found = Return.objects.get(pk=batch.pk).row_counts
    return {state.value: number for state, number in found.items() if number}


def stored_files():
    try:
        return set(private_storage.listdir("returns")[1])
    except FileNotFoundError:
        return set()


def test_a_workbook_is_read_and_every_row_has_one_state(association, user, commitments):
    first, second, third = commitments
    batch = receive(
        association,
        user,
        upload([row(first), row(second, "约三十万"), row(third, "", ""), row(third, "5000000")]),
    )
    batch.refresh_from_db()
    assert (batch.state, batch.total_rows, batch.done_rows) == (ReturnState.CHECKED, 4, 4)
    assert counts(batch) == {"ready": 1, "blocked": 1, "blank": 1, "confirm": 1}
    assert [row.number for row in batch.rows.all()] == [2, 3, 4, 5]
    assert private_storage.exists(batch.file.name)
    assert "申报" not in batch.file.name
    kinds = [(one.grade, one.kind, one.count) for one in summary(batch)]
    assert kinds == [("must", "number", 1), ("confirm", "far_beyond", 1)]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("a.xlsx", b""), "空的"),
        (SimpleUploadedFile("a.xlsx", b"%PDF-1.7"), "PDF"),
        (SimpleUploadedFile("../../etc/a.csv", "姓名,年龄\n甲,3".encode()), "没有找到列名"),
        (SimpleUploadedFile("a.csv", "承诺编号,数据日期,完成值\n".encode()), "没有内容"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04truncated"), "损坏|不完整"),
    ],
)
def test_what_is_no_such_table_leaves_nothing_behind(association, user, file, words):
    before = stored_files()
    with pytest.raises(WorkbookRefused, match=words):
        receive(association, user, file)
    assert not Return.objects.exists()
    assert stored_files() == before


def test_a_form_made_out_to_another_association_is_refused(association, user, commitments):
    target = io.BytesIO()
    write_template(target, OrganisationFactory(kind=OrganisationKind.ASSOCIATION), "xlsx")
    file = SimpleUploadedFile("表.xlsx", target.getvalue())
    with pytest.raises(WorkbookRefused, match="另一家协会"):
        receive(association, user, file)


def test_a_file_too_large_is_refused_before_it_is_opened(association, user):
    file = SimpleUploadedFile("a.csv", b"x")
    file.size = 200 * 1024 * 1024
    with pytest.raises(WorkbookRefused, match="200 MB，超过了 20 MB 的上限"):
        receive(association, user, file)


def test_columns_of_ones_own_are_asked_about_once_and_remembered(association, user, commitments):
    rows = [["甲", commitments[0].code, "300000", "2026-09-30"]]
    headings = ["企业", "承诺编码", "产量", "统计日期"]
    batch = receive(association, user, upload(rows, headings))
    assert batch.state == ReturnState.MAPPING
    assert [(one.heading, one.key, one.is_guess) for one in matches_of(batch)] == [
        ("企业", "member", False),
        ("承诺编码", "code", True),
        ("产量", "", False),
        ("统计日期", "as_of", False),
    ]
    [missing] = choose_columns(batch, {"1": "code", "3": "as_of"})
    assert missing == "还没有指明哪一列是“完成值或进展说明”。"
    assert choose_columns(batch, {"1": "code", "2": "value", "3": "as_of"}) == []
    assert counts(batch) == {"ready": 1}
    assert ColumnMapping.objects.get(association=association).columns["产量"] == "value"
    again = receive(association, user, upload(rows, headings))
    assert again.state == ReturnState.WAITING
    assert counts(again) == {"ready": 1}
    other = RepresentativeFactory()
    assert receive(other.association, other.user, upload(rows, headings)).state == "mapping"


def test_good_rows_are_sent_while_bad_ones_wait_and_follow_later(association, user, commitments):
    first, second, third = commitments
    rows = [row(first), row(second, "约三十万"), row(third, "5000000")]
    batch = receive(association, user, upload(rows))
    assert submit(batch, user)
    batch.refresh_from_db()
    assert batch.state == ReturnState.SUBMITTED
    assert counts(batch) == {"submitted": 1, "blocked": 1, "confirm": 1}
    report = ProgressReport.objects.get()
    assert (report.batch, report.submitted_by, report.value) == (batch, user, 300_000)
    assert (report.status, report.association) == (ReportStatus.SUBMITTED, association)
    assert not submit(batch, user)
    correct(batch, {3: {"value": "310000"}}, {4: ["far_beyond"]})
    assert counts(batch) == {"submitted": 1, "ready": 2}
    assert submit(batch, user)
    assert counts(batch) == {"submitted": 3}
    assert ProgressReport.objects.filter(batch=batch).count() == 3


def test_the_same_file_again_changes_nothing(association, user, commitments):
    rows = [row(one) for one in commitments]
    submit(receive(association, user, upload(rows)), user)
    batch = receive(association, user, upload(rows))
    assert duplicate_of(batch) == Return.objects.earliest("pk")
    assert counts(batch) == {"unchanged": 3}
    assert not submit(batch, user)
    assert ProgressReport.objects.count() == 3


def test_a_changed_row_is_a_new_version(association, user, commitments):
    submit(receive(association, user, upload([row(commitments[0])])), user)
    submit(receive(association, user, upload([row(commitments[0], "320000")])), user)
    old, new = ProgressReport.objects.order_by("version")
    assert (old.status, new.status) == (ReportStatus.REPLACED, ReportStatus.SUBMITTED)
    assert (new.version, new.replaces) == (2, old)


def test_twins_heal_when_one_of_them_is_put_right(association, user, commitments):
    batch = receive(association, user, upload([row(commitments[0]), row(commitments[0])]))
    assert counts(batch) == {"ready": 1, "blocked": 1}
    correct(batch, {2: {"as_of": "2026-06-30"}}, {})
    assert counts(batch) == {"ready": 2}
    correct(batch, {2: {"as_of": "2026-09-30"}}, {})
    assert counts(batch) == {"ready": 1, "blocked": 1}


def test_a_correction_ignores_what_may_not_be_changed(association, user, commitments):
    batch = receive(association, user, upload([row(commitments[0])]))
    submit(batch, user)
    assert correct(batch, {2: {"value": "1"}, 99: {"value": "1"}}, {2: ["x"]}) == []
    batch = receive(association, user, upload([row(commitments[1])]))
    correct(batch, {2: {"state": "submitted", "value": "字" * 5000}}, {})
    [changed] = batch.rows.all()
    assert changed.state == RowState.BLOCKED
    assert "state" not in changed.cells
    assert len(changed.cells["value"]) == 2000


def test_what_happened_meanwhile_is_seen_before_a_row_is_sent(association, user, commitments):
    batch = receive(association, user, upload([row(one) for one in commitments]))
    commitments[0].unpublish()
    SubmittedReportFactory(
        commitment=commitments[1],
        association=association,
        as_of=dt.date(2026, 9, 30),
        value=300_000,
    )
    submit(batch, user)
    assert counts(batch) == {"blocked": 1, "unchanged": 1, "submitted": 1}


def test_giving_up_keeps_what_was_sent(
    association, user, commitments, django_capture_on_commit_callbacks
):
    batch = receive(association, user, upload([row(commitments[0]), row(commitments[1], "x")]))
    submit(batch, user)
    discard(batch)
    assert counts(batch) == {"submitted": 1}
    other = receive(association, user, upload([row(commitments[1])]))
    name = other.file.name
    with django_capture_on_commit_callbacks(execute=True):
        discard(other)
    other.refresh_from_db()
    assert (other.state, other.rows.count()) == (ReturnState.DISCARDED, 0)
    assert not private_storage.exists(name)
    assert private_storage.exists(batch.file.name)


def test_of_a_file_that_went_bad_only_the_reason_is_kept(
    association, user, commitments, django_capture_on_commit_callbacks
):
    batch = receive(association, user, upload([row(commitments[0])]))
    with private_storage.open(batch.file.name, "wb") as file:
        file.write(b"%PDF-1.7")
    Return.objects.update(state=ReturnState.WAITING)
    with django_capture_on_commit_callbacks(execute=True):
        read(batch.pk)
    name = batch.file.name
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == (ReturnState.FAILED, 0)
    assert "PDF" in batch.failure
    assert (batch.file.name, private_storage.exists(name)) == ("", False)


def test_only_one_worker_at_a_time_and_none_after_it_was_given_up(association, user, commitments):
    batch = receive(association, user, upload([row(commitments[0])]))
    Return.objects.update(state=ReturnState.WAITING)
    first = claim(batch.pk, [ReturnState.WAITING])
    assert claim(batch.pk, [ReturnState.WAITING]) is None
    Return.objects.update(heartbeat=now() - dt.timedelta(minutes=2))
    assert claim(batch.pk, [ReturnState.WAITING])
    with pytest.raises(ClaimLost):
        hold(batch.pk, first)


@pytest.mark.parametrize("state", [ReturnState.WAITING, ReturnState.READING])
def test_reading_is_begun_anew_after_a_worker_died(association, user, commitments, state):
    batch = receive(association, user, upload([row(one) for one in commitments]))
    batch.rows.filter(number=4).delete()
    silent = now() - dt.timedelta(minutes=2)
    Return.objects.update(state=state, worker=uuid.uuid4(), heartbeat=silent, done_rows=2)
    assert resume_stalled() == 1
    assert resume_stalled() == 0
    assert counts(batch) == {"ready": 3}


def test_sending_goes_on_where_a_worker_died(association, user, commitments):
    batch = receive(association, user, upload([row(one) for one in commitments]))
    silent = now() - dt.timedelta(minutes=2)
    Return.objects.update(state=ReturnState.SUBMITTING, worker=uuid.uuid4(), heartbeat=silent)
    token = claim(batch.pk, [ReturnState.SUBMITTING])
    assert token
    Return.objects.update(worker=None, heartbeat=silent)
    call_command("resume_returns")
    assert counts(batch) == {"submitted": 3}
    assert not send(batch.pk, user.pk)
    assert ProgressReport.objects.count() == 3


def test_both_sides_hear_of_what_a_worker_sent_before_it_died(association, user, commitments):
    batch = receive(association, user, upload([row(commitments[0])]))
    submit(batch, user)
    silent = now() - dt.timedelta(minutes=2)
    Return.objects.update(state=ReturnState.SUBMITTING, heartbeat=silent, attempts=1)
    assert send(batch.pk, user.pk)
    assert Return.objects.get().state == ReturnState.SUBMITTED


@pytest.mark.parametrize("state", RETURNS_AT_WORK)
def test_waiting_for_a_busy_worker_is_no_failure(
    association, user, commitments, monkeypatch, state
):
    batch = receive(association, user, upload([row(commitments[0])]))
    enqueued = []
    nobody = SimpleNamespace(enqueue=lambda *arguments: enqueued.append(arguments))
    monkeypatch.setattr(resuming, "read_return", nobody)
    monkeypatch.setattr(resuming, "submit_return", nobody)
    Return.objects.update(state=state)
    for _ in range(5):
        Return.objects.update(heartbeat=now() - dt.timedelta(minutes=2))
        assert resume_stalled() == 1
    assert len(enqueued) == 5
    batch.refresh_from_db()
    assert (batch.state, batch.attempts) == (state, 0)


@pytest.mark.parametrize("sent", [True, False])
def test_sending_that_fails_again_and_again_leaves_the_rows_to_be_sent(
    association, user, commitments, sent
):
    batch = receive(association, user, upload([row(commitments[0]), row(commitments[1], "x")]))
    if sent:
        submit(batch, user)
        correct(batch, {3: {"value": "300000"}}, {})
    silent = now() - dt.timedelta(minutes=2)
    Return.objects.update(state=ReturnState.SUBMITTING, heartbeat=silent, attempts=3)
    assert resume_stalled() == 0
    batch.refresh_from_db()
    assert batch.state == (ReturnState.SUBMITTED if sent else ReturnState.CHECKED)
    assert submit(batch, user)
    assert counts(batch) == ({"submitted": 2} if sent else {"submitted": 1, "blocked": 1})


def test_many_twins_never_go_out_together(association, user, commitments, monkeypatch):
    monkeypatch.setattr(correcting, "MOST_ROWS", 2)
    batch = receive(association, user, upload([row(commitments[0]) for _ in range(6)]))
    assert counts(batch) == {"ready": 1, "blocked": 5}
    correct(batch, {7: {"note": "另一句话"}}, {})
    assert counts(batch) == {"ready": 1, "blocked": 5}
    correct(batch, {2: {"as_of": "2026-06-30"}, 7: {"as_of": "2026-03-31"}}, {})
    assert counts(batch) == {"ready": 3, "blocked": 3}
    correct(batch, {7: {"as_of": "2026-09-30"}}, {})
    assert counts(batch) == {"ready": 2, "blocked": 4}


def test_files_that_belong_to_nothing_are_removed_after_a_day(association, user, commitments):
    batch = receive(association, user, upload([row(commitments[0])]))
    paths = [private_storage.save(f"{folder}/x.csv", ContentFile(b"x")) for folder in OWNERS]
    call_command("remove_leftover_files")
    assert all(map(private_storage.exists, paths))
    old = (now() - dt.timedelta(days=2)).timestamp()
    for path in (*paths, batch.file.name):
        os.utime(private_storage.path(path), (old, old))
    assert remove_leftover_files() == len(OWNERS)
    assert private_storage.exists(batch.file.name)


def test_what_fails_again_and_again_is_told(association, user, commitments):
    batch = receive(association, user, upload([row(commitments[0])]))
    silent = now() - dt.timedelta(minutes=2)
    Return.objects.update(state=ReturnState.READING, heartbeat=silent, attempts=3)
    assert resume_stalled() == 0
    batch.refresh_from_db()
    assert (batch.state, "重新上传" in batch.failure) == (ReturnState.FAILED, True)


def test_rows_in_a_return_being_sent_are_not_in_the_queue(association, user, commitments):
    batch = receive(association, user, upload([row(commitments[0])]))
    submit(batch, user)
    assert ProgressReport.objects.awaiting_review().count() == 1
    Return.objects.update(state=ReturnState.SUBMITTING)
    assert ProgressReport.objects.awaiting_review().count() == 0


@pytest.mark.parametrize("number", [2, 60])
def test_reading_and_sending_cost_the_same_for_few_and_many(
    association, user, commitments, django_assert_max_num_queries, number
):
    member = commitments[0].organisation
    many = [NumberCommitmentFactory(organisation=member) for _ in range(number)]
    file = upload([row(one) for one in many])
    with django_assert_max_num_queries(36):
        batch = receive(association, user, file)
    with django_assert_max_num_queries(40):
        submit(batch, user)
    assert counts(batch) == {"submitted": number}


def test_the_form_goes_out_and_comes_back(association, user, commitments):
    target = io.BytesIO()
    write_template(target, association, "xlsx")
    batch = receive(association, user, SimpleUploadedFile("表.xlsx", target.getvalue()))
    assert counts(batch) == {"blank": 3}


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ODD = st.sampled_from(["CODE", "2026-09-30", "300000", "1.2万", "=1+1", "2026.1", ""])
TYPED = st.one_of(
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.dates(dt.date(1900, 3, 1)),
    st.datetimes(dt.datetime(2020, 1, 1)),
    st.times(),
    st.sampled_from([None, True]),
)


def tables(wild):
    """Right rows, rows with one wild cell, and wild rows with more cells than headings."""
    days = st.dates(dt.date(2025, 10, 1), dt.date(2026, 9, 30))
    right = [*map(st.just, ("CODE", "")), days, st.just(300_000), st.just("按计划推进")]
    spoilt = [st.tuples(*right[:place], wild, *right[place + 1 :]) for place in range(5)]
    return st.lists(
        st.one_of(st.tuples(*right), *spoilt, st.tuples(*[wild] * 6)), min_size=1, max_size=6
    )


@given(tables(TEXT | ODD))
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_whatever_table_is_uploaded_every_row_is_accounted_for(
    association, user, commitments, table
):
    rows = with_code(table, commitments[0])
    try:
        batch = receive(association, user, upload(rows))
    except WorkbookRefused:
        assert not any(any(cells) for cells in rows)
        return
    every_row_is_accounted_for(batch, user)


@given(tables(TEXT.map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text)) | ODD | TYPED))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_workbook_is_uploaded_every_row_is_accounted_for(
    association, user, commitments, table
):
    rows = with_code(table, commitments[0])
    try:
        batch = receive(association, user, workbook(rows))
    except WorkbookRefused:
        assert not any(str(cell or "").strip() for cells in rows for cell in cells)
        return
    every_row_is_accounted_for(batch, user)


def with_code(table, commitment):
    return [[commitment.code if cell == "CODE" else cell for cell in cells] for cells in table]


def every_row_is_accounted_for(batch, user):
    batch.refresh_from_db()
    assert batch.state in (ReturnState.CHECKED, ReturnState.FAILED)
    assert sum(counts(batch).values()) == (batch.total_rows or 0) == batch.done_rows
    before, reports = counts(batch), ProgressReport.objects.count()
    submit(batch, user)
    made = ProgressReport.objects.count() - reports
    after = counts(batch)
    assert made == after.get("submitted", 0) == before.get("ready", 0)
    assert sum(after.values()) == sum(before.values())
