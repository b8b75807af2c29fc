"""协会账号: who gives associations a log-in, what becomes of it, and what it can never be."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.models import User
from portal.tests.factories import PASSWORD, UserFactory

from ..enums import OrganisationKind
from ..models import Representative
from ..permissions import represented_association
from .factories import OrganisationFactory, RepresentativeFactory, SubmittedReportFactory

pytestmark = pytest.mark.django_db

ADD = "representatives:add"


@pytest.fixture
def chief(client: Client) -> Client:
    client.user = UserFactory(group="主编")
    client.force_login(client.user)
    return client


def association():
    return OrganisationFactory(kind=OrganisationKind.ASSOCIATION)


def told(**fields) -> dict:
    return {
        "name": "李示例",
        "username": "li",
        "email": "li@example.com",
        "phone": "",
        **fields,
    }


def errors(response) -> dict:
    assert response.status_code == 200
    return response.context["form"].errors


def act(client: Client, name: str, representative: Representative):
    return client.post(reverse(f"representatives:{name}", args=[representative.pk]))


class TestMaking:
    def test_gives_a_person_a_log_in_without_a_password_and_mails_how_to_set_one(
        self, chief, mailoutbox, django_capture_on_commit_callbacks
    ):
        its = association()
        with django_capture_on_commit_callbacks(execute=True):
            assert chief.post(reverse(ADD), told(association=its.pk)).status_code == 302
        user = User.objects.get(username="li")
        assert represented_association(user) == its
        assert not user.has_usable_password()
        assert list(user.groups.values_list("name", flat=True)) == ["协会"]
        assert user.get_full_name() == "李示例"
        mail = mailoutbox[0]
        assert mail.to == ["li@example.com"]
        address = re.search(r"http://\S+/password/reset/\S+", mail.body).group()
        chosen = {"new_password1": PASSWORD, "new_password2": PASSWORD}
        visitor = Client()
        page = visitor.get(address, follow=True)
        visitor.post(page.request["PATH_INFO"], chosen)
        user.refresh_from_db()
        assert user.check_password(PASSWORD)

    @pytest.mark.parametrize("name", ["taken", "TAKEN"])
    def test_never_takes_somebody_elses_name(self, chief, name):
        editor = UserFactory(group="编辑", username="taken")
        response = chief.post(reverse(ADD), told(association=association().pk, username=name))
        assert "已经有人用" in errors(response)["username"][0]
        assert represented_association(editor) is None
        assert not Representative.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"username": ""}, "username"),
            ({"username": "a b"}, "username"),
            ({"username": "x" * 151}, "username"),
            ({"username": "a\0b"}, "username"),
            ({"name": ""}, "name"),
            ({"name": "长" * 151}, "name"),
            ({"email": ""}, "email"),
            ({"email": "nobody"}, "email"),
            ({"association": ""}, "association"),
            ({"association": "9" * 30}, "association"),
            ({"phone": "1" * 41}, "phone"),
        ],
    )
    def test_says_what_is_wrong_and_makes_nothing(self, chief, fields, field):
        before = User.objects.count()
        response = chief.post(reverse(ADD), told(association=association().pk) | fields)
        assert field in errors(response)
        assert User.objects.count() == before

    def test_is_for_associations_only(self, chief):
        company = OrganisationFactory()
        assert "association" in errors(chief.post(reverse(ADD), told(association=company.pk)))


class TestChanging:
    def address(self, representative: Representative) -> str:
        return reverse("representatives:edit", args=[representative.pk])

    def test_puts_name_and_mail_right_and_nothing_else(self, chief):
        one = RepresentativeFactory(user__username="li")
        wanted = told(association=association().pk, username="other", name="李改名")
        assert chief.post(self.address(one), wanted).status_code == 302
        after = Representative.objects.select_related("user").get()
        assert after.association == one.association
        assert after.user.username == "li"
        assert (after.user.get_full_name(), after.user.email) == ("李改名", "li@example.com")

    def test_tells_the_second_of_two_at_one_form(self, chief):
        one = RepresentativeFactory()
        seen = chief.get(self.address(one)).context["form"]["seen_state"].value()
        chief.post(self.address(one), told(name="第一位写的", seen_state=seen))
        response = chief.post(self.address(one), told(name="第二位写的", seen_state=seen))
        assert response.status_code == 409
        assert "第二位写的" in response.content.decode()

    def test_leaves_newsroom_accounts_alone(self, chief):
        for user in (UserFactory(is_superuser=True), UserFactory(group="编辑")):
            one = RepresentativeFactory(user=user)
            chief.post(self.address(one), told(email="evil@example.com"))
            for name in ("invite", "off"):
                assert act(chief, name, one).status_code == 302
            user.refresh_from_db()
            assert user.email == ""
            assert user.is_active
        assert not ModelLogEntry.objects.filter(action__contains="representative").exists()


class TestSwitchingOff:
    def test_keeps_the_person_out_at_once_and_their_reports_in(self, chief):
        one = RepresentativeFactory()
        report = SubmittedReportFactory(association=one.association, submitted_by=one.user)
        visitor = Client()
        visitor.force_login(one.user)
        assert visitor.get(reverse("members:home")).status_code == 200
        act(chief, "off", one)
        assert visitor.get(reverse("members:home")).status_code == 302
        report.refresh_from_db()
        assert report.submitted_by == one.user
        act(chief, "on", one)
        one.user.refresh_from_db()
        assert one.user.is_active

    def test_stops_the_mail_too(self, chief, mailoutbox, django_capture_on_commit_callbacks):
        one = RepresentativeFactory(user__email="li@example.com")
        act(chief, "off", one)
        with django_capture_on_commit_callbacks(execute=True):
            act(chief, "invite", one)
        assert mailoutbox == []
        act(chief, "on", one)
        with django_capture_on_commit_callbacks(execute=True):
            act(chief, "invite", one)
        assert [mail.to for mail in mailoutbox] == [["li@example.com"]]

    def test_needs_a_confirmation_and_is_logged(self, chief):
        one = RepresentativeFactory()
        for name in ("off", "on", "invite"):
            page = chief.get(reverse(f"representatives:{name}", args=[one.pk]))
            assert page.status_code == 200
        assert one.user.is_active
        act(chief, "off", one)
        entry = ModelLogEntry.objects.get(user=chief.user)
        assert entry.message == "停用了这个账号"

    def test_is_all_there_is_instead_of_deleting(self, chief):
        one = RepresentativeFactory()
        assert chief.post(f"/admin/representatives/delete/{one.pk}/").status_code == 404


def test_the_list_asks_as_much_for_twenty_as_for_two(chief):
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert chief.get(reverse("representatives:index")).status_code == 200
        return len(captured)

    RepresentativeFactory.create_batch(2)
    queries()
    for_two = queries()
    RepresentativeFactory.create_batch(18)
    assert queries() == for_two


def test_a_person_is_found_by_name_mail_or_association(chief):
    one = RepresentativeFactory(user__last_name="李示例", user__email="li@example.com")
    RepresentativeFactory()
    for query in ("李示例", "li@example", one.association.name, one.user.username):
        page = chief.get(reverse("representatives:index"), {"q": query})
        assert list(page.context["object_list"]) == [one]


@pytest.mark.parametrize(
    ("role", "lists", "changes"),
    [
        ("记者", 302, 302),
        ("编辑", 200, 302),
        ("主编", 200, 200),
        ("协会", 302, 302),
        (None, 302, 302),
    ],
)
def test_who_manages_log_ins(client, role, lists, changes):
    one = RepresentativeFactory()
    if role:
        client.force_login(UserFactory(group=role))
    assert client.get(reverse("representatives:index")).status_code == lists
    assert client.get(reverse(ADD)).status_code == changes
    for name in ("edit", "off", "on", "invite"):
        address = reverse(f"representatives:{name}", args=[one.pk])
        assert client.get(address).status_code == changes
        if changes != 200:
            assert client.post(address, told()).status_code == 302
    one.user.refresh_from_db()
    assert one.user.is_active
    assert Group.objects.get(name="协会").user_set.count() == (2 if role == "协会" else 1)
