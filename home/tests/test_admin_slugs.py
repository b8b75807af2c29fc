"""Addresses in pinyin: filled, kept, refused, redirected — through the editors' own forms."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve, reverse
from django.utils.timezone import now
from wagtail.contrib.redirects.models import Redirect

from articles.models import RoundtablePage
from articles.tests.factories import RoundtablePageFactory
from initiatives.models import Person
from initiatives.tests.factories import PersonFactory
from portal.forms import RESERVED_SLUGS
from portal.tests.factories import UserFactory

from ..models import StandardPage
from .factories import StandardPageFactory, site_tree

pytestmark = pytest.mark.django_db

PERSON_ADD = "wagtailsnippets_initiatives_person:add"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(UserFactory(group="编辑"))
    return client


def formset(name: str) -> dict:
    return {
        f"{name}-TOTAL_FORMS": "0",
        f"{name}-INITIAL_FORMS": "0",
        f"{name}-MIN_NUM_FORMS": "0",
        f"{name}-MAX_NUM_FORMS": "1000",
    }


def roundtable(**fields) -> dict:
    return {
        "title": "绿色金融2030圆桌",
        "slug": "",
        "format": "roundtable",
        "edition_date": "2025-09-29",
        "body-count": "0",
        **formset("appearances"),
        **formset("corrections"),
        **formset("comments"),
        "action-publish": "1",
        **fields,
    }


def standard(**fields) -> dict:
    return {
        "title": "关于我们",
        "slug": "",
        "body-count": "0",
        **formset("comments"),
        "action-publish": "1",
        **fields,
    }


def add(client: Client, model: str, parent, data: dict):
    app, name = model.split(".")
    return client.post(reverse("wagtailadmin_pages:add", args=[app, name, parent.pk]), data)


def edit(client: Client, page, data: dict):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_an_empty_slug_becomes_the_pinyin_of_the_title(editor):
    response = add(editor, "articles.roundtablepage", site_tree().roundtables, roundtable())
    assert response.status_code == 302, response.context["form"].errors
    page = RoundtablePage.objects.get()
    assert page.slug == "lv-se-jin-rong-2030-yuan-zhuo"
    assert page.live


def test_the_same_title_twice_gets_a_number(editor):
    for _ in range(2):
        add(editor, "articles.roundtablepage", site_tree().roundtables, roundtable())
    slugs = set(RoundtablePage.objects.values_list("slug", flat=True))
    assert slugs == {"lv-se-jin-rong-2030-yuan-zhuo", "lv-se-jin-rong-2030-yuan-zhuo-2"}


def test_a_hand_written_slug_stays(editor):
    data = roundtable(slug="green-2030")
    add(editor, "articles.roundtablepage", site_tree().roundtables, data)
    assert RoundtablePage.objects.get().slug == "green-2030"


def test_a_draft_left_alone_follows_its_title_until_it_is_published(editor):
    page = StandardPageFactory(title="关于", live=False)
    data = standard(title="关于言诺")
    data.pop("action-publish")
    edit(editor, page, data)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().slug == "guan-yu-yan-nuo"


def test_a_published_slug_does_not_change_with_the_title_or_an_emptied_field(editor):
    add(editor, "home.standardpage", site_tree().home, standard())
    page = StandardPage.objects.get()
    edit(editor, page, standard(title="新的标题"))
    page.refresh_from_db()
    assert (page.title, page.slug) == ("新的标题", "guan-yu-wo-men")


def test_a_changed_page_slug_redirects(editor, django_capture_on_commit_callbacks):
    add(editor, "home.standardpage", site_tree().home, standard())
    with django_capture_on_commit_callbacks(execute=True):
        edit(editor, StandardPage.objects.get(), standard(slug="about"))
    response = Client().get("/guan-yu-wo-men/")
    assert (response.status_code, response.url) == (301, "/about/")


def test_a_changed_person_slug_redirects(editor):
    person = PersonFactory(name="王志杰")
    editor.post(
        reverse("wagtailsnippets_initiatives_person:edit", args=[person.pk]),
        {"name": "王志杰", "slug": "wang-zhijie", "pinyin": "", "action-publish": "1"},
    )
    response = Client().get("/people/wang-zhi-jie/")
    assert (response.status_code, response.url) == (301, "/people/wang-zhijie/")


def test_a_draft_of_another_slug_touches_no_redirect(client):
    person, other = PersonFactory(name="王志杰"), PersonFactory(name="李梅")
    other.slug = "limei"
    other.save()
    client.force_login(UserFactory(group="记者"))
    client.post(
        reverse("wagtailsnippets_initiatives_person:edit", args=[person.pk]),
        {"name": "王志杰", "slug": "li-mei", "pinyin": ""},
    )
    person.refresh_from_db()
    assert person.get_latest_revision_as_object().slug == "li-mei"
    assert client.get("/people/li-mei/").url == "/people/limei/"
    assert Redirect.objects.count() == 1


def test_two_drafts_of_one_slug_do_not_hold_up_the_schedule():
    moment = now() - dt.timedelta(minutes=5)
    people = [PersonFactory(name=name) for name in ("王志杰", "李梅", "赵刚")]
    for person, slug in zip(people, ("tong-ming", "tong-ming", "zhao"), strict=True):
        person.slug = slug
        revision = person.save_revision()
        revision.approved_go_live_at = moment
        revision.save()
    call_command("publish_scheduled")
    slugs = list(Person.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs in (["tong-ming", "li-mei", "zhao"], ["wang-zhi-jie", "tong-ming", "zhao"])


def test_a_person_gets_pinyin_for_address_and_order(editor):
    editor.post(
        reverse(PERSON_ADD), {"name": "王志杰", "slug": "", "pinyin": "", "action-publish": "1"}
    )
    person = Person.objects.get()
    assert (person.slug, person.pinyin, person.live) == ("wang-zhi-jie", "wang zhi jie", True)


def test_a_draft_saved_while_its_name_was_typed_leaves_no_redirect_behind(editor):
    editor.post(reverse(PERSON_ADD), {"name": "王", "slug": "", "pinyin": ""})
    person = Person.objects.get()
    editor.post(
        reverse("wagtailsnippets_initiatives_person:edit", args=[person.pk]),
        {"name": "王志杰", "slug": "", "pinyin": "", "action-publish": "1"},
    )
    person.refresh_from_db()
    assert (person.slug, person.pinyin) == ("wang-zhi-jie", "wang zhi jie")
    assert not Redirect.objects.exists()


def test_an_emptied_slug_of_a_published_person_is_kept(editor):
    person = PersonFactory(name="王志杰")
    editor.post(
        reverse("wagtailsnippets_initiatives_person:edit", args=[person.pk]),
        {"name": "王志节", "slug": "", "pinyin": "", "action-publish": "1"},
    )
    person.refresh_from_db()
    assert (person.name, person.slug) == ("王志节", "wang-zhi-jie")


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS - {"robots.txt", "sitemap.xml"}))
def test_a_slug_of_a_fixed_address_is_refused_under_the_front_page(editor, slug):
    response = add(editor, "home.standardpage", site_tree().home, standard(slug=slug))
    assert "是本站的固定网址" in response.content.decode()
    assert not StandardPage.objects.exists()


def test_a_title_that_reads_like_a_fixed_address_gets_another(editor):
    add(editor, "home.standardpage", site_tree().home, standard(title="Data"))
    assert StandardPage.objects.get().slug == "data-2"


def test_such_a_slug_is_free_further_down(editor):
    parent = StandardPageFactory()
    add(editor, "home.standardpage", parent, standard(slug="people"))
    assert StandardPage.objects.filter(slug="people").exists()


def test_every_fixed_address_is_reserved():
    """A new address in urls.py must be added to RESERVED_SLUGS."""
    for pattern in get_resolver().url_patterns:
        first = str(pattern.pattern).lstrip("^").split("/")[0]
        if first and "(" not in first and "<" not in first:
            assert first in RESERVED_SLUGS
    for slug in ["people", "organisations", "commitments", "corrections", "search", "q"]:
        try:
            match = resolve(f"/{slug}/")
        except Resolver404:
            continue
        assert match.url_name != "wagtail_serve" or slug in {"q", "organisations"}


def test_the_hint_beside_the_title_is_pinyin(editor):
    response = editor.get("/admin/pinyin-slug/", {"text": "绿色金融2030圆桌"})
    assert response.json() == {"slug": "lv-se-jin-rong-2030-yuan-zhuo"}


def test_the_hint_is_for_editors_only(client):
    assert client.get("/admin/pinyin-slug/", {"text": "王"}).status_code == 302


def test_a_roundtable_moved_by_nobody_keeps_its_address():
    page = RoundtablePageFactory(title="重庆圆桌")
    assert page.url == "/roundtables/chong-qing-yuan-zhuo/"
