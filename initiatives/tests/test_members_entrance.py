"""Logging in and out at the associations' entrance, and passwords by mail."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.tests.factories import PASSWORD, UserFactory

from .factories import RepresentativeFactory

pytestmark = pytest.mark.django_db

LOGIN = "/members/login/"
RESET = "/members/password/reset/"


@pytest.fixture
def representative():
    return RepresentativeFactory(user__email="office@example.com")


def log_in(client: Client, user, password: str = PASSWORD, **data):
    return client.post(LOGIN, {"username": user.username, "password": password, **data})


def test_a_representative_comes_to_the_dashboard_or_to_where_they_wanted(client, representative):
    assert log_in(client, representative.user)["Location"] == "/members/"
    assert client.get(LOGIN)["Location"] == "/members/"
    wanted = log_in(Client(), representative.user, next="/members/upload/")
    assert wanted["Location"] == "/members/upload/"


def test_nobody_is_led_to_another_site(client, representative):
    response = log_in(client, representative.user, next="https://evil.example/")
    assert response["Location"] == "/members/"


def test_a_wrong_password_is_told_and_says_nothing_about_the_user(client, representative):
    wrong = log_in(client, representative.user, "不对")
    assert wrong.status_code == 200
    unknown = client.post(LOGIN, {"username": "nobody", "password": "x"})
    fault = re.compile(r'<div class="faults".*?</div>', re.DOTALL)
    assert fault.search(wrong.content.decode())[0] == fault.search(unknown.content.decode())[0]


@pytest.mark.parametrize("name", ["a\0b", "长" * 5000, ""])
def test_odd_names_are_no_error(client, name):
    assert client.post(LOGIN, {"username": name, "password": "x"}).status_code == 200


def test_the_newsroom_is_shown_its_own_door(client):
    response = log_in(client, UserFactory(group="编辑"))
    assert "编辑部人员请从 /admin/ 登录" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_logged_in_editor_sees_the_form_and_no_loop(client):
    client.force_login(UserFactory(group="编辑"))
    assert client.get(LOGIN).status_code == 200
    assert client.get("/members/").status_code == 403


def test_logging_out_takes_a_post(client, representative):
    client.force_login(representative.user)
    assert client.get("/members/logout/").status_code == 405
    assert client.post("/members/logout/")["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


def test_the_password_can_be_changed(client, representative):
    client.force_login(representative.user)
    new = "另一个更长的口令2027"
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/members/password/", data)["Location"] == "/members/password/changed/"
    assert client.get("/members/").status_code == 200
    assert log_in(Client(), representative.user, new).status_code == 302


@pytest.mark.parametrize("has_password", [True, False])
def test_a_link_by_mail_sets_the_first_password_and_later_ones(
    client, representative, has_password
):
    user = representative.user
    if not has_password:
        user.set_unusable_password()
        user.save()
    assert client.post(RESET, {"email": "OFFICE@example.com"}).status_code == 302
    [letter] = mail.outbox
    assert letter.to == ["office@example.com"]
    assert user.username in letter.body
    link = re.search(r"http://testserver(/members/password/reset/\S+/)", letter.body)[1]
    form = client.get(link)["Location"]
    assert "设置密码" in client.get(form).content.decode()
    new = "一个新的长口令2028"
    done = client.post(form, {"new_password1": new, "new_password2": new})
    assert done["Location"] == reverse("members:password_reset_complete")
    assert log_in(client, user, new).status_code == 302
    assert "这个链接不能再用" in Client().get(link).content.decode()


def test_nobody_else_gets_such_a_link_and_nobody_learns_who_would(client, representative):
    UserFactory(group="编辑", email="editor@example.com")
    gone = RepresentativeFactory(user__email="gone@example.com", user__is_active=False)
    for email in ("editor@example.com", gone.user.email, "nobody@example.com"):
        response = client.post(RESET, {"email": email})
        assert response["Location"] == reverse("members:password_reset_done")
    assert mail.outbox == []


def test_an_address_that_is_none_is_told(client):
    assert "有效的" in client.post(RESET, {"email": "不是邮箱"}).content.decode()


def test_a_form_without_its_token_is_refused_in_words(representative):
    client = Client(enforce_csrf_checks=True)
    response = log_in(client, representative.user)
    assert response.status_code == 403
    assert "表单没有收下" in response.content.decode()
