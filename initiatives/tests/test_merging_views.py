"""Merging as editors meet it: choosing, the preview, confirming, undoing, and who may."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.tests.factories import UserFactory

from ..enums import OrganisationKind
from ..merging import merge, plan_merge
from ..models import Commitment, Merge, Organisation, Person
from ..permissions import can_merge
from .factories import (
    CommitmentFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
EDIT_PERSON = "wagtailsnippets_initiatives_person:edit"


@pytest.fixture
def editor(client: Client):
    user = UserFactory(group="编辑")
    client.force_login(user)
    return user


def reloaded(row):
    return type(row).objects.get(pk=row.pk)


def association(**fields) -> Organisation:
    return OrganisationFactory(kind=OrganisationKind.ASSOCIATION, **fields)


def preview_url(kept, lost) -> str:
    return reverse("merging:preview", args=[kept._meta.model_name, kept.pk, lost.pk])


def choose_url(record) -> str:
    return reverse("merging:choose", args=[record._meta.model_name, record.pk])


@pytest.mark.parametrize(("group", "may"), [("编辑", True), ("主编", True), ("记者", False)])
def test_who_may_merge(client, group, may):
    client.force_login(user := UserFactory(group=group))
    kept, lost = PersonFactory(), PersonFactory()
    assert can_merge(user, Person) is may
    for url in (choose_url(kept), preview_url(kept, lost), reverse("merging:index")):
        assert client.get(url).status_code == (200 if may else 302)
    page = client.get(reverse(EDIT_PERSON, args=[kept.pk])).content.decode()
    assert (choose_url(kept) in page) is may
    listing = client.get(reverse("wagtailsnippets_initiatives_person:list")).content.decode()
    assert (choose_url(kept) in listing) is may
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (f'"url": "{reverse("merging:index")}"' in home) is may


def test_others_neither_merge_nor_undo_by_post(client, editor):
    kept, lost, third = PersonFactory.create_batch(3)
    done = merge(kept, lost, editor)
    client.force_login(UserFactory(group="记者"))
    seen = plan_merge(kept, third, editor).digest
    assert client.post(preview_url(kept, third), {"seen": seen}).status_code == 302
    assert client.post(reverse("merging:undo", args=[done.pk])).status_code == 302
    assert client.get(reverse("merging:undo", args=[done.pk])).status_code == 302
    assert reloaded(third).merged_into is None
    assert reloaded(lost).merged_into == kept


def test_an_editor_chooses_previews_and_confirms(client, editor):
    kept, lost = PersonFactory(title=""), PersonFactory(title="董事长")
    commitment = CommitmentFactory(speaker=lost)
    response = client.post(choose_url(lost), {"other": kept.pk, "keep": "other"})
    assert response.url == preview_url(kept, lost)
    response = client.get(response.url)
    page = response.content.decode()
    for words in (commitment.code, "职务：董事长", "永久跳转", lost.get_absolute_url()):
        assert words in page
    data = {"seen": response.context["plan"].digest, "fill": ["title"]}
    response = client.post(preview_url(kept, lost), data, follow=True)
    assert "已把" in response.content.decode()
    assert (reloaded(commitment).speaker, reloaded(kept).title) == (kept, "董事长")
    listed = client.get(reverse("merging:index")).content.decode()
    assert reverse("merging:undo", args=[Merge.objects.get().pk]) in listed


def test_what_changed_after_the_preview_is_shown_again_instead_of_merged(client, editor):
    kept, lost = PersonFactory(), PersonFactory()
    seen = client.get(preview_url(kept, lost)).context["plan"].digest
    commitment = CommitmentFactory(speaker=lost)
    response = client.post(preview_url(kept, lost), {"seen": seen}, follow=True)
    page = response.content.decode()
    assert "请按下面的新预览重新确认" in page
    assert commitment.code in page
    assert reloaded(lost).merged_into is None


def test_a_merge_is_confirmed_by_post_with_its_token_only(client, editor):
    kept, lost = PersonFactory(), PersonFactory()
    client.get(preview_url(kept, lost))
    assert "请先看过预览" in client.post(preview_url(kept, lost)).content.decode()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(preview_url(kept, lost), {"seen": "x"}).status_code == 403
    assert reloaded(lost).merged_into is None


def test_an_objection_is_shown_instead_of_the_button(client, editor):
    circle = association()
    member = MembershipFactory(association=circle).member
    page = client.get(preview_url(circle, member)).content.decode()
    assert "协会会成为自己的会员" in page
    assert "确认合并</button>" not in page
    seen = plan_merge(circle, member, editor).digest
    page = client.post(preview_url(circle, member), {"seen": seen}, follow=True).content.decode()
    assert "协会会成为自己的会员" in page
    assert reloaded(member).merged_into is None


@pytest.mark.parametrize("given", ["", "abc", "999999", "-1", "9" * 40, "9" * 5000, "\0"])
def test_a_wrong_choice_is_answered_in_words(client, editor, given):
    response = client.post(choose_url(PersonFactory()), {"other": given, "keep": "x"})
    assert response.status_code == 200
    assert "请选定保留哪一条" in response.content.decode()
    assert response.context["form"].errors["other"]


@pytest.mark.parametrize("given", ["0", "abc", "999999", "9" * 40])
def test_a_wrong_address_is_not_found(client, editor, given):
    person = PersonFactory()
    for url in (
        f"/admin/merging/person/{given}/",
        f"/admin/merging/person/{person.pk}/{given}/",
        f"/admin/merging/undo/{given}/",
        f"/admin/merging/topic/{person.pk}/",
    ):
        assert client.get(url).status_code == 404


def test_undoing_shows_what_goes_back_and_says_what_was_left(client, editor):
    kept, lost, third = PersonFactory.create_batch(3)
    stays, changed = CommitmentFactory.create_batch(2, speaker=lost)
    done = merge(kept, lost, editor)
    Commitment.objects.filter(pk=changed.pk).update(speaker=third)
    url = reverse("merging:undo", args=[done.pk])
    page = client.get(url).content.decode()
    assert stays.code in page
    assert "保持现状" in page
    assert reloaded(lost).merged_into == kept
    page = client.post(url, follow=True).content.decode()
    assert "重新单列" in page
    assert changed.code in page
    assert "已由" in page
    assert "已经撤销过" in client.post(url, follow=True).content.decode()


@pytest.mark.parametrize("name", ["person:list", "organisation:list"])
def test_the_merged_are_in_no_listing_and_no_chooser(client, editor, name):
    make = PersonFactory if name == "person:list" else OrganisationFactory
    kept, lost = make(name="留下的"), make(name="并掉的")
    merge(kept, lost, editor)
    listing = reverse(f"wagtailsnippets_initiatives_{name}")
    chooser = reverse(f"wagtailsnippetchoosers_initiatives_{name.split(':')[0]}:choose_results")
    for url in (listing, chooser):
        page = client.get(url).content.decode()
        assert "留下的" in page
        assert "并掉的" not in page


def test_the_form_of_the_merged_leads_to_the_one_kept(client, editor):
    kept, lost = PersonFactory(), PersonFactory()
    merge(kept, lost, editor)
    kept_form = reverse(EDIT_PERSON, args=[kept.pk])
    assert client.get(reverse(EDIT_PERSON, args=[lost.pk])).url == kept_form
    assert client.get(choose_url(lost)).url == kept_form


def test_the_dialog_for_marking_offers_and_fills_in_the_one_kept(client, editor):
    kept, lost = PersonFactory(name="留下的"), PersonFactory(name="并掉的")
    merge(kept, lost, editor)
    url = reverse("mark_chooser:choose")
    given = {"quote": "我们要建成。", "speaker": lost.pk, "said_on": "2025-09-28"}
    form = client.get(url, given).context["creation_form"]
    assert form["speaker"].value() == kept.pk
    assert lost not in form.fields["speaker"].queryset


def test_the_list_and_the_preview_ask_as_much_for_twenty_rows_as_for_two(client, editor):
    kept, lost = PersonFactory(), PersonFactory()

    def queries(url: str) -> int:
        cache.clear()  # the menu's counts are kept for a minute
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    def add(number: int) -> None:
        CommitmentFactory.create_batch(number, speaker=lost)
        for _ in range(number):
            merge(PersonFactory(), PersonFactory(), editor)

    urls = [reverse("merging:index"), preview_url(kept, lost)]
    add(2)
    [queries(url) for url in urls]
    few = [queries(url) for url in urls]
    add(18)
    assert [queries(url) for url in urls] == few
