"""Every editorial act is on record: who did what, and when; and a report shows it."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from wagtail.models import ModelLogEntry, PageLogEntry

from articles.models import Manuscript
from articles.tests.desks import PUBLISHED, ROUNDTABLE, correct
from articles.tests.factories import RoundtablePageFactory
from initiatives.models import Assessment, Contact, Person, Reply
from initiatives.tests.factories import AssessmentFactory, CommitmentFactory, PersonFactory
from portal.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

REPORT = "editorial_log"


@pytest.fixture
def chief(client: Client) -> Client:
    client.user = UserFactory(group="主编")
    client.force_login(client.user)
    return client


def posted(client: Client, name: str, data: dict, *args) -> None:
    response = client.post(reverse(name, args=args), data)
    assert response.status_code == 302, response.context and response.context["form"].errors


def propose(client: Client) -> None:
    data = {
        "commitment": CommitmentFactory().pk,
        "verdict": "on_track",
        "reason": "两条线已投产。",
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-MIN_NUM_FORMS": "1",
        "evidence-MAX_NUM_FORMS": "1000",
        "evidence-0-level": "1",
        "evidence-0-title": "统计公报",
    }
    posted(client, "assessments:add", data)


def correct_article(client: Client) -> None:
    page = RoundtablePageFactory()
    page.standfirst = "改过的导语"
    page.save_revision(user=client.user, log_action=True).publish(user=client.user)


def import_copy(client: Client) -> None:
    posted(client, "manuscript_new", {"text": ROUNDTABLE, "published": PUBLISHED})


ACTS = {
    "导入稿件": import_copy,
    "提出判定": propose,
    "核准判定": lambda client: posted(client, "assessments:approve", {}, AssessmentFactory().pk),
    "退回判定": lambda client: posted(
        client, "assessments:reject", {"reason": "依据不足"}, AssessmentFactory().pk
    ),
    "安排跟进": lambda client: client.post(
        reverse("wagtail_bulk_action", args=["initiatives", "commitment", "follow_up"])
        + f"?id={CommitmentFactory().pk}",
        {"next_check": localdate()},
    ),
}


@pytest.mark.parametrize("label", ACTS)
def test_an_act_is_logged_with_who_what_and_when(chief, label):
    before = now()
    ACTS[label](chief)
    entry = ModelLogEntry.objects.filter(user=chief.user).order_by("-timestamp").first()
    assert entry.user == chief.user
    assert entry.timestamp >= before
    page = chief.get(reverse(REPORT)).content.decode()
    assert entry.message in page
    assert entry.label in page
    assert str(chief.user) in page


@pytest.mark.parametrize(
    ("name", "data", "model"),
    [
        ("replies:add", {"invited_on": "2026-01-02", "channel": "电话"}, Reply),
        (
            "contacts:add",
            {"contacted_on": "2026-01-02", "channel": "电话", "outcome": "no_answer"},
            Contact,
        ),
        (
            "progress-reports:add",
            {"as_of": "2026-01-02", "value": "12", "verified": "on", "verification": "公报"},
            None,
        ),
    ],
)
def test_records_without_revisions_are_logged(chief, name, data, model):
    posted(chief, name, {"commitment": CommitmentFactory().pk, **data})
    entry = ModelLogEntry.objects.get(user=chief.user)
    assert entry.action == "wagtail.create"
    if model:
        assert entry.object_id == str(model.objects.get().pk)


def test_articles_and_snippets_are_logged_by_wagtail(chief):
    correct_article(chief)
    person = PersonFactory()
    person.title = "副总经理"
    person.save_revision(user=chief.user, log_action=True).publish(user=chief.user)
    assert set(PageLogEntry.objects.values_list("action", flat=True)) >= {"wagtail.publish"}
    published = ModelLogEntry.objects.filter(action="wagtail.publish", user=chief.user)
    assert published.get().content_type.model_class() is Person


def test_every_correction_at_the_desk_is_logged_in_its_own_words(chief):
    import_copy(chief)
    manuscript = Manuscript.objects.get()
    answer = correct(chief, manuscript, "set_article", title="新题", kind="roundtable").json()
    correct(chief, manuscript, "undo")
    correct(chief, manuscript, "set_article", kind="nonsense")
    messages = [entry.message for entry in ModelLogEntry.objects.order_by("pk")]
    assert messages == ["导入了这份稿件", answer["message"], "已撤销上一步。"]


@pytest.mark.parametrize(
    ("role", "sees"), [("记者", True), ("编辑", True), ("主编", True), ("协会", False)]
)
def test_who_reads_the_report(client, role, sees):
    client.force_login(UserFactory(group=role))
    assert client.get(reverse(REPORT)).status_code == (200 if sees else 302)


def test_the_reports_menu_leads_to_it(chief):
    page = chief.get("/admin/").content.decode()
    assert reverse(REPORT) in page
    assert reverse("wagtailadmin_reports:site_history") not in page


def test_the_report_is_filtered_by_person_and_exported(chief):
    propose(chief)
    other = UserFactory(group="编辑")
    entry = ModelLogEntry.objects.get(user=chief.user)
    assert entry in chief.get(reverse(REPORT), {"user": chief.user.pk}).context["object_list"]
    propose_as = Client()
    propose_as.user = other
    propose_as.force_login(other)
    propose(propose_as)
    listed = chief.get(reverse(REPORT), {"user": other.pk}).context["object_list"]
    assert [one.user for one in listed] == [other]
    for export in ["csv", "xlsx"]:
        assert chief.get(reverse(REPORT), {"export": export}).status_code == 200


@pytest.mark.once
def test_the_report_asks_as_much_for_2000_entries_as_for_20(chief):
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert chief.get(reverse(REPORT)).status_code == 200
        return len(captured)

    def write(number: int) -> None:
        assessments = [AssessmentFactory() for _ in range(20)]
        template = ModelLogEntry.objects.filter(user=chief.user).first()
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=template.content_type,
                object_id=str(assessments[index % 20].pk),
                label="判定",
                action=template.action,
                user=chief.user,
                timestamp=now() - dt.timedelta(seconds=index),
            )
            for index in range(number)
        )

    propose(chief)
    write(20)
    queries()
    for_twenty = queries()
    write(1980)
    assert queries() == for_twenty
    assert Assessment.objects.count() == 41
