"""Two editors at one form: whoever saves second is told, keeps what they typed, and decides."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from wagtail.admin.models import EditingSession
from wagtail.models import Revision
from wagtail.test.utils.form_data import querydict_from_html

from articles.tests.factories import RoundtablePageFactory
from initiatives.models import Commitment
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    ContactFactory,
    InitiativePageFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressReportFactory,
    ReplyFactory,
)
from portal.models import User
from portal.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

SNIPPETS = "wagtailsnippets_initiatives_"


def with_revision(made: Model) -> Model:
    made.save_revision()
    return made


CASES = {
    "roundtable": ("wagtailadmin_pages:edit", RoundtablePageFactory, "standfirst"),
    "initiative": ("wagtailadmin_pages:edit", InitiativePageFactory, "summary"),
    "commitment": (f"{SNIPPETS}commitment:edit", CommitmentFactory, "summary"),
    "person": (f"{SNIPPETS}person:edit", PersonFactory, "title"),
    "organisation": (f"{SNIPPETS}organisation:edit", OrganisationFactory, "description"),
}
PLAIN_CASES = {
    "reply": ("replies:edit", ReplyFactory, "channel"),
    "contact": ("contacts:edit", ContactFactory, "whom"),
    "report": (
        "progress-reports:edit",
        lambda: ProgressReportFactory(reporter=OrganisationFactory()),
        "note",
    ),
}


class Editor:
    """One person with the form open in one window."""

    def __init__(self, name: str, record: Model, user: User | None = None) -> None:
        self.user = user or UserFactory(group="主编")
        self.client = Client()
        self.client.force_login(self.user)
        self.address = reverse(name, args=[record.pk])
        page = self.client.get(self.address).content.decode()
        of_a_page = name == "wagtailadmin_pages:edit"
        self.form = querydict_from_html(
            page, form_id="page-edit-form" if of_a_page else "w-editor-form"
        )
        if of_a_page:
            self.form["body-count"] = "0"  # what the body's script would send

    def save(self, **changes: str):
        form = self.form.copy()
        for name, value in changes.items():
            form[name] = value
        return self.client.post(self.address, form)


@pytest.fixture(params=CASES)
def revised(request) -> tuple[str, Model, str]:
    name, make, field = CASES[request.param]
    return name, with_revision(make()), field


@pytest.fixture(params=PLAIN_CASES)
def plain(request) -> tuple[str, Model, str]:
    name, make, field = PLAIN_CASES[request.param]
    return name, make(), field


def newest(record: Model) -> Model:
    fresh = type(record).objects.get(pk=record.pk)
    return fresh.get_latest_revision_as_object() if hasattr(fresh, "latest_revision") else fresh


def check_second_save_is_refused(case: tuple[str, Model, str]) -> None:
    name, record, field = case
    first, second = Editor(name, record), Editor(name, record)
    assert first.save(**{field: "第一位写的"}).status_code == 302
    response = second.save(**{field: "第二位写的"})
    page = response.content.decode()
    assert response.status_code == 409
    assert str(first.user) in page
    assert "第二位写的" in page
    assert getattr(newest(record), field) == "第一位写的"


def check_second_editor_may_insist(case: tuple[str, Model, str]) -> None:
    name, record, field = case
    first, second = Editor(name, record), Editor(name, record)
    first.save(**{field: "第一位写的"})
    refused = second.save(**{field: "第二位写的"}).content.decode()
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', refused))
    assert again[field] == "第二位写的"
    assert second.save(**{field: "第二位写的", "save_over_newer": "1"}).status_code == 302
    assert getattr(newest(record), field) == "第二位写的"


def check_one_editor_saves_again_and_again(case: tuple[str, Model, str]) -> None:
    name, record, field = case
    user = UserFactory(group="主编")
    for words in ["一", "二", "三"]:
        assert Editor(name, record, user).save(**{field: words}).status_code == 302
    assert getattr(newest(record), field) == "三"


CHECKS: list[Callable] = [
    check_second_save_is_refused,
    check_second_editor_may_insist,
    check_one_editor_saves_again_and_again,
]


@pytest.mark.parametrize("check", CHECKS)
def test_pages_and_snippets(revised, check):
    check(revised)


@pytest.mark.parametrize("check", CHECKS)
def test_records_without_revisions(plain, check):
    check(plain)


def test_a_published_version_in_between_is_noticed_too():
    commitment = with_revision(CommitmentFactory())
    editor = Editor(f"{SNIPPETS}commitment:edit", commitment)
    other = Commitment.objects.get(pk=commitment.pk)
    other.summary = "别人刚发布的"
    other.save_revision(user=UserFactory()).publish()
    assert editor.save(**{"summary": "我的", "action-publish": "1"}).status_code == 409
    assert Commitment.objects.get(pk=commitment.pk).summary == "别人刚发布的"


def test_a_proposal_open_in_two_windows_is_not_overwritten():
    user = UserFactory(group="编辑")
    proposal = AssessmentFactory(proposed_by=user)
    one = Editor("assessments:edit", proposal, user)
    two = Editor("assessments:edit", proposal, user)
    assert one.save(reason="先存的").status_code == 302
    assert two.save(reason="后存的").status_code == 409
    proposal.refresh_from_db()
    assert proposal.reason == "先存的"


def test_the_script_that_saves_by_itself_is_refused_by_wagtail():
    commitment = with_revision(CommitmentFactory())
    editor = Editor(f"{SNIPPETS}commitment:edit", commitment)
    Editor(f"{SNIPPETS}commitment:edit", commitment).save(summary="别人的")
    response = editor.client.post(
        editor.address, editor.form, headers={"accept": "application/json"}
    )
    assert response.json()["error_code"] == "invalid_revision"


@pytest.mark.parametrize("kind", ["roundtable", "commitment"])
def test_one_editor_in_two_windows_is_asked_unless_the_form_just_saved_itself(kind):
    name, make, field = CASES[kind]
    record, user = with_revision(make()), UserFactory(group="主编")
    first, second = Editor(name, record, user), Editor(name, record, user)
    first.save(**{field: "先存的"})
    record = type(record).objects.get(pk=record.pk)
    long_ago = now() - dt.timedelta(minutes=5)
    Revision.objects.filter(pk=record.latest_revision_id).update(created_at=long_ago)
    assert second.save(**{field: "后存的"}).status_code == 409
    Revision.objects.filter(pk=record.latest_revision_id).update(created_at=now())
    assert second.save(**{field: "后存的"}).status_code == 302


@pytest.mark.parametrize("kind", ["roundtable", "commitment"])
def test_wagtails_notice_names_the_other_editor(kind):
    name, make, _ = CASES[kind]
    record = with_revision(make())
    first, second = Editor(name, record), Editor(name, record)
    session = EditingSession.objects.get(user=second.user)
    model = record._meta.app_label, record._meta.model_name
    if kind == "roundtable":
        model = "wagtailcore", "page"
    ping = reverse("wagtailadmin_editing_sessions:ping", args=[*model, record.pk, session.pk])
    EditingSession.objects.filter(user=first.user).update(is_editing=True)
    told = second.client.post(ping, {"revision_id": record.latest_revision_id}).json()
    assert str(first.user) in told["html"]
