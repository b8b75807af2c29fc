"""Tips in the editors' admin: who sees them, what can be done about them."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.tests.factories import UserFactory

from ..enums import TipState
from ..models import Commitment, SourceTip
from ..worklists import worklists_for
from .factories import CommitmentFactory

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script>"


@pytest.fixture
def tip() -> SourceTip:
    commitment = CommitmentFactory()
    return SourceTip.objects.create(
        commitment=commitment,
        code=commitment.code,
        url='https://example.com/"><script>',
        text=NASTY,
        contact="13800000000",
    )


def logged_in(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(group=role))
    return client


def edit(tip: SourceTip) -> str:
    return reverse("tips:edit", args=[tip.pk])


@pytest.mark.parametrize("role", ["编辑", "主编"])
def test_editors_read_tips_as_plain_text(role, tip):
    client = logged_in(role)
    html = client.get(reverse("tips:index")).content.decode()
    assert tip.commitment.code in html
    assert NASTY not in html
    html = client.get(edit(tip)).content.decode()
    assert NASTY not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'rel="nofollow noopener noreferrer"' in html
    assert f"{reverse('assessments:add')}?commitment={tip.commitment_id}" in html


@pytest.mark.parametrize("role", ["记者", "协会"])
def test_others_see_no_tips(role, tip):
    client = logged_in(role)
    for address in (reverse("tips:index"), edit(tip)):
        response = client.get(address)
        assert response.status_code == 302
        assert "13800000000" not in client.get(address, follow=True).content.decode()


def test_only_the_state_and_the_note_are_changed_and_by_whom_is_kept(tip):
    editor = UserFactory(group="编辑")
    client = Client()
    client.force_login(editor)
    form = {"state": "used", "note": "已查实", "text": "改了", "url": "https://other.example/"}
    response = client.post(edit(tip), form, follow=True)
    assert response.status_code == 200
    tip.refresh_from_db()
    assert (tip.state, tip.note, tip.handled_by) == (TipState.USED, "已查实", editor)
    assert (tip.text, tip.url) == (NASTY, 'https://example.com/"><script>')


@pytest.mark.parametrize("name", ["add", "delete"])
def test_tips_are_neither_made_nor_deleted_here(name, tip):
    with pytest.raises(NoReverseMatch):
        reverse(f"tips:{name}", args=[] if name == "add" else [tip.pk])
    superuser = UserFactory(is_superuser=True)
    client = Client()
    client.force_login(superuser)
    assert client.get("/admin/tips/new/").status_code == 404
    assert client.get(edit(tip)).status_code == 200
    assert client.get(reverse("tips:index")).status_code == 200


@pytest.mark.parametrize(("role", "seen"), [("记者", False), ("编辑", True), ("主编", True)])
def test_open_tips_stand_in_the_worklists_of_those_who_may_read_them(role, seen, tip):
    user = UserFactory(group=role)
    SourceTip.objects.create(code="C-1", text="好", state=TipState.LAID_ASIDE)
    found = [one for one in worklists_for(user) if one.url_name == "tips:index"]
    assert bool(found) is seen
    if found:
        assert found[0].count(user) == 1
        client = Client()
        client.force_login(user)
        html = client.get(found[0].url_for(user)).content.decode()
        assert tip.code in html
        assert "C-1" not in html.replace("C-19", "")


def test_a_tip_does_not_keep_a_commitment_from_being_deleted(tip):
    client = logged_in("编辑")
    address = reverse("wagtailsnippets_initiatives_commitment:delete", args=[tip.commitment_id])
    client.post(address)
    assert not Commitment.objects.exists()
    assert "已删除" in client.get(edit(tip)).content.decode()


def test_a_proposal_may_say_what_would_change_it_and_where_the_copy_is():
    client = logged_in("编辑")
    html = client.get(reverse("assessments:add")).content.decode()
    for name in ("would_change", "evidence-__prefix__-archive_url", "-archived_on"):
        assert name in html
