"""Every address of the associations' area: who may open it, and who may not."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from portal.tests.factories import PASSWORD, UserFactory

from ..enums import ReportStatus, ReturnState
from ..members.urls import urlpatterns
from ..models import EvidenceFile, Representative, Return
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    RepresentativeFactory,
    ReturnFactory,
    SubmittedReportFactory,
)

pytestmark = pytest.mark.django_db

# Open to everybody: the way in. Name → what a visitor without a log-in gets, by GET.
ENTRANCE = {
    "login": 200,
    "logout": 405,
    "password_reset": 200,
    "password_reset_done": 200,
    "password_reset_confirm": 200,
    "password_reset_complete": 200,
}
# For representatives only, about their association as a whole: name → by GET.
OWN = {
    "home": 200,
    "commitments": 200,
    "roll": 200,
    "messages": 200,
    "template_xlsx": 200,
    "template_csv": 200,
    "upload": 200,
    "returns": 200,
    "reports": 200,
    "report_new": 200,
    "password_change": 200,
    "password_changed": 200,
}
# About one thing of one association: name → what it hangs on, method, what its own people get.
THINGS = {
    "return": ("return", "get", 200),
    "return_progress": ("return", "get", 200),
    "return_columns": ("return", "get", 200),
    "return_problems": ("return", "get", 200),
    "return_discard": ("return", "get", 200),
    "return_rows": ("return", "post", 302),
    "return_submit": ("return", "post", 302),
    "return_evidence": ("return", "post", 422),
    "report": ("report", "get", 200),
    "report_withdraw": ("report", "get", 200),
    "report_evidence": ("report", "post", 422),
    "evidence": ("evidence", "get", 200),
}
NEWSROOM = ("记者", "编辑", "主编")
MAPPING = {
    "headings": ["承诺编号", "数据日期", "完成值"],
    "heading_row": 1,
    "columns": {"0": "code", "1": "as_of", "2": "value"},
    "found": {"0": "exact", "1": "exact", "2": "exact"},
    "samples": [],
}


@pytest.fixture
def representative() -> Representative:
    return RepresentativeFactory()


@pytest.fixture
def things(representative) -> dict[str, int]:
    """One of each kind, of the representative's association."""
    association = representative.association
    member = MembershipFactory(association=association).member
    commitment = NumberCommitmentFactory(speaker__organisation=member)
    batch = ReturnFactory(association=association, mapping=MAPPING)
    report = SubmittedReportFactory(commitment=commitment, association=association)
    evidence = EvidenceFile(
        report=report, name="证明.pdf", media_type="application/pdf", size=5, digest="0" * 64
    )
    evidence.file.save("x.pdf", ContentFile(b"%PDF-"), save=False)
    evidence.save()
    return {
        "return": batch.pk,
        "report": report.pk,
        "evidence": evidence.pk,
        "commitment": commitment.code,
    }


def address_of(name: str, things: dict) -> str:
    if name == "password_reset_confirm":
        return reverse(f"members:{name}", args=["MQ", "x-y"])
    if name == "report_new":
        return f"{reverse('members:report_new')}?commitment={things['commitment']}"
    if name in THINGS:
        return reverse(f"members:{name}", args=[things[THINGS[name][0]]])
    return reverse(f"members:{name}")


def ask(client: Client, name: str, things: dict):
    method = THINGS[name][1] if name in THINGS else "get"
    return getattr(client, method)(address_of(name, things))


def logged_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_address_of_the_area_has_a_rule():
    assert {row.name for row in urlpatterns} == {*ENTRANCE, *OWN, *THINGS}


@pytest.mark.parametrize("name", ENTRANCE)
def test_the_way_in_is_open_to_everybody(client, name):
    response = ask(client, name, {})
    assert response.status_code == ENTRANCE[name]
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("name", [*OWN, *THINGS])
def test_visitors_are_led_to_the_log_in_and_back(client, things, name):
    response = ask(client, name, things)
    assert response.status_code == 302
    login, _, back = response["Location"].partition("?next=")
    assert login == reverse("members:login")
    assert back.startswith(address_of(name, things).partition("?")[0])


@pytest.mark.parametrize("name", [*OWN, *THINGS])
def test_its_own_people_get_in(representative, things, name):
    response = ask(logged_in(representative.user), name, things)
    assert response.status_code == (OWN.get(name) or THINGS[name][2])
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("name", THINGS)
def test_another_associations_people_find_nothing(things, name):
    stranger = RepresentativeFactory()
    assert ask(logged_in(stranger.user), name, things).status_code == 404


@pytest.mark.parametrize("name", [*OWN, *THINGS])
def test_the_newsroom_and_former_representatives_are_told_where_they_are(things, name):
    for user in (*(UserFactory(group=group) for group in NEWSROOM), UserFactory(group="协会")):
        response = ask(logged_in(user), name, things)
        if name == "evidence":
            reviews = user.groups.get().name != "协会"
            assert response.status_code == (200 if reviews else 404)
        else:
            assert response.status_code == 403
            assert "这里是协会申报的入口" in response.content.decode()


def test_somebody_who_is_no_longer_active_is_out(representative, things):
    client = logged_in(representative.user)
    representative.user.is_active = False
    representative.user.save()
    assert client.get(reverse("members:home")).status_code == 302


def test_a_representative_has_no_way_into_the_admin(representative):
    response = logged_in(representative.user).get("/admin/", follow=True)
    assert "您没有权限" in response.content.decode() or response.status_code == 403
    for address in ("/admin/snippets/initiatives/commitment/", "/admin/pages/", "/admin/users/"):
        assert logged_in(representative.user).get(address).status_code in (302, 403, 404)


def test_another_associations_data_are_on_no_page(representative, things):
    other = RepresentativeFactory(user__last_name="别会的人")
    theirs = NumberCommitmentFactory(
        speaker__organisation=MembershipFactory(
            association=other.association, member__name="别会会员"
        ).member,
        summary="别会的承诺",
    )
    SubmittedReportFactory(
        commitment=theirs, association=other.association, note="别会的说明", submitted_by=other.user
    )
    ReturnFactory(association=other.association, name="别会的表.xlsx", uploaded_by=other.user)
    client = logged_in(representative.user)
    for name in ("home", "commitments", "roll", "messages", "returns", "reports"):
        assert "别会" not in ask(client, name, things).content.decode()
    new = reverse("members:report_new")
    assert client.get(f"{new}?commitment={theirs.code}").status_code == 404
    assert client.post(new, {"commitment": theirs.code}).status_code == 404


def test_huge_keys_and_wrong_methods_are_no_error(representative):
    client = logged_in(representative.user)
    assert client.get(f"/members/returns/{'9' * 18}/").status_code == 404
    assert client.get(f"/members/returns/{'9' * 40}/").status_code == 404
    assert client.get(reverse("members:return_submit", args=[1])).status_code == 405
    assert client.get(f"{reverse('members:report_new')}?commitment=x").status_code == 404
    odd = "?member=999999999999999999&page=zz&q=" + "长" * 80
    assert client.get(reverse("members:commitments") + odd).status_code == 200
    assert client.get(reverse("members:reports") + "?status=nothing").status_code == 200


@pytest.mark.parametrize("state", ReturnState)
def test_each_state_of_a_return_has_its_page(representative, state):
    batch = ReturnFactory(
        association=representative.association, state=state, mapping=MAPPING, failure="表坏了"
    )
    response = logged_in(representative.user).get(batch.get_absolute_url())
    assert response.status_code == 200
    assert batch.name in response.content.decode()


def test_discarded_returns_are_not_listed(representative):
    ReturnFactory(association=representative.association, state=ReturnState.DISCARDED)
    response = logged_in(representative.user).get(reverse("members:returns"))
    assert "还没有上传过" in response.content.decode()
    assert Return.objects.exists()


@pytest.mark.parametrize("status", ReportStatus)
def test_each_status_of_a_report_is_explained(representative, status):
    report = SubmittedReportFactory(association=representative.association, status=status)
    client = logged_in(representative.user)
    assert status.label in client.get(f"/members/reports/{report.pk}/").content.decode()
    assert client.get(f"/members/reports/{report.pk}/withdraw/").status_code == 200


def test_a_forged_upload_is_refused(representative, things):
    client = Client(enforce_csrf_checks=True)
    client.login(username=representative.user.username, password=PASSWORD)
    for name in ("upload", "return_evidence", "report_evidence"):
        assert client.post(address_of(name, things)).status_code == 403
