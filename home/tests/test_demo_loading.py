"""The demo in a database: complete, judged by the rules, loaded once."""

import io
from collections.abc import Iterator

import pytest
from django.contrib.auth import authenticate
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from wagtail.models import ReferenceIndex, Revision

from articles.models import ArticlePage, Correction, Mark, RoundtablePage
from home.demo.accounts import ACCOUNTS
from home.models import HomePage
from initiatives.enums import ReportStatus, ScheduleState, Shift, SourceState, Verdict
from initiatives.models import (
    Assessment,
    Commitment,
    Contact,
    InitiativePage,
    Membership,
    Organisation,
    Person,
    ProgressReport,
    Reply,
    Topic,
)
from portal.models import NewsImage, User

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]

KINDS = [
    ArticlePage,
    Assessment,
    Commitment,
    Contact,
    Correction,
    InitiativePage,
    Mark,
    Membership,
    NewsImage,
    Organisation,
    Person,
    ProgressReport,
    Reply,
    Revision,
    Topic,
    User,
]


def load() -> str:
    out = io.StringIO()
    call_command("load_demo", "--public-passwords", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[str]:
    """What the command printed; loaded once for all tests here, then rolled back."""
    assert isinstance(default_storage, InMemoryStorage)
    with django_db_blocker.unblock(), transaction.atomic():
        yield load()
        transaction.set_rollback(True)


def count_everything() -> dict[str, int]:
    return {kind.__name__: kind.objects.count() for kind in KINDS}


def test_every_state_shows(demo):
    commitments = Commitment.objects.public().with_verdict().with_schedule()
    assert set(commitments.values_list("current_verdict", flat=True)) == set(Verdict.values)
    assert set(commitments.values_list("current_schedule", flat=True)) == set(ScheduleState.values)


def test_every_commitment_has_its_source_but_the_one_that_shows_a_broken_one(demo):
    broken = Commitment.objects.exclude(source_state=SourceState.INTACT)
    assert [row.source_state for row in broken] == [SourceState.BROKEN]
    assert "（示例）" in broken.get().speaker.name


def test_every_assessment_was_proposed_by_one_and_approved_by_another(demo):
    for assessment in Assessment.objects.select_related("proposed_by", "approved_by"):
        assert assessment.proposed_by.username == "bianji"
        assert assessment.approved_by.username == "zhubian"
        assert assessment.evidence.exists()


def test_everything_published_has_a_revision(demo):
    for kind in (ArticlePage, InitiativePage, Person, Organisation, Commitment):
        assert not kind.objects.filter(live=False).exists()
        assert not kind.objects.filter(latest_revision=None).exists()


def test_one_fictional_speaker_said_something_else_a_year_later(demo):
    commitment = Commitment.objects.public().exclude(supersedes=None).get()
    [pair] = commitment.facing
    assert pair.declared
    assert [change.shift for change in pair.changes] == [Shift.LOWERED, Shift.POSTPONED]
    assert "（示例）" in commitment.speaker.name


def test_reference_index_knows_where_a_commitment_stands(demo):
    commitment = Commitment.objects.filter(source_state=SourceState.INTACT).first()
    users = [row for row, _ in ReferenceIndex.get_grouped_references_to(commitment)]
    assert commitment.source_page_id in {row.pk for row in users}


def test_somebody_hears_what_falls_due_and_the_chief_editor_what_nobody_looks_after(demo):
    out = io.StringIO()
    call_command("send_reminders", dry_run=True, stdout=out)
    printed = out.getvalue()
    for words in ("<bianji@example.com>", "<zhubian@example.com>", "还没有负责编辑", "示例"):
        assert words in printed


def test_unreviewed_report_stays_inside(demo):
    report = ProgressReport.objects.get(status=ReportStatus.SUBMITTED)
    assert report.association.representatives.get().user.username == "xiehui"
    page = Client().get(report.commitment.get_absolute_url()).content.decode()
    assert report.note not in page
    assert f"{report.value.normalize():f}%" not in page


def test_front_page_leads_with_the_real_roundtable(demo):
    assert "示例" not in HomePage.objects.get().lead.title
    assert Client().get("/").status_code == 200


@pytest.mark.once
def test_every_page_of_the_demo_opens(demo):
    client = Client()
    pages = [*ArticlePage.objects.all(), *InitiativePage.objects.all()]
    addresses = [page.url for page in pages]
    for kind in (Person, Organisation, Commitment):
        addresses += [row.get_absolute_url() for row in kind.objects.all()]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_every_picture_has_words_for_those_who_cannot_see_it(demo):
    assert not NewsImage.objects.filter(description="").exists()
    for page in RoundtablePage.objects.all():
        for block in page.body:
            if block.block_type == "picture":
                assert block.value["image"].contextual_alt_text


def test_accounts_are_printed_and_work(demo):
    for account in ACCOUNTS:
        assert f"用户名 {account.username}　密码 {account.password}" in demo
        user = authenticate(username=account.username, password=account.password)
        assert [group.name for group in user.groups.all()] == [account.group]
        assert not user.is_superuser


def test_loading_again_doubles_nothing(demo):
    before = count_everything()
    with transaction.atomic():
        assert "已在，不再改动" in load()
        assert count_everything() == before


def test_loading_again_overwrites_nothing_that_an_editor_changed(demo):
    with transaction.atomic():
        person = Person.objects.get(name="葛维（示例）")
        person.name, person.slug = "葛惟（示例）", "ge-wei"
        person.save()
        page = RoundtablePage.objects.get(title__startswith="一年之后")
        page.title, page.slug = "改过的题目", "gai-guo"
        page.save_revision().publish()
        user = User.objects.get(username="bianji")
        user.set_password("换过的密码2026")
        user.save()
        before = count_everything()
        load()
        assert count_everything() == before
        page.refresh_from_db()
        assert page.title == "改过的题目"
        assert authenticate(username="bianji", password="换过的密码2026")
        transaction.set_rollback(True)
