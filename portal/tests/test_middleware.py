"""Headers and refusals that hold for every address."""

import pytest
from django.test import Client

from portal.middleware import LONGEST_PATH, LONGEST_QUERY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/?q=%00",
        "/commitments/?page=1%00",
        "/search/?q=a%00b",
        "/people/%00/",
        "/admin/login/?next=%00",
        "/?q=" + "x" * LONGEST_QUERY,
        "/documents/" + "9" * LONGEST_PATH + "/x",
    ],
)
def test_an_address_that_could_only_fail_is_not_found(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "查无此页" in response.content.decode()


def test_a_cookie_that_could_only_fail_is_refused(client: Client) -> None:
    nul = chr(92) + "000"
    assert client.get("/admin/", HTTP_COOKIE=f'sessionid="{nul}abcdefgh"').status_code == 404


def test_a_percent_sign_before_zeros_is_no_nul(client: Client) -> None:
    assert client.get("/?q=%2500").status_code == 200


def test_readers_get_the_strict_policy(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_admin_gets_its_own_policy(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "unsafe-eval" not in policy


def test_a_page_named_like_the_admin_keeps_the_strict_policy(client: Client) -> None:
    assert "unsafe" not in client.get("/administration/")["Content-Security-Policy"]


def test_refusals_carry_the_strict_policy(client: Client) -> None:
    assert "unsafe" not in client.get("/?q=%00")["Content-Security-Policy"]
