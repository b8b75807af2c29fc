"""What a fresh database knows about pages, groups and review."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site, Task, Workflow, WorkflowContentType

from articles.tests.factories import RoundtablePageFactory
from initiatives.models import Commitment, Organisation, Person
from initiatives.tests.factories import PersonFactory
from portal.tests.factories import UserFactory

from .factories import site_tree

pytestmark = pytest.mark.django_db

ADMIN_ROLES = ["记者", "编辑", "主编"]


def logged_in(role: str) -> Client:
    client = Client()
    client.force_login(UserFactory(group=role))
    return client


def test_a_fresh_site_has_its_standing_pages_at_their_addresses():
    tree = site_tree()
    assert Site.objects.get(is_default_site=True).root_page_id == tree.home.pk
    addresses = {page.url: page.title for page in tree.home.get_children()}
    assert addresses == {
        "/roundtables/": "圆桌",
        "/commentaries/": "评论",
        "/initiatives/": "行动档案",
        "/methodology/": "方法说明",
    }


def test_the_tree_made_by_the_migration_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])
    assert all(page.live and page.locale_id for page in Page.objects.all())


def test_only_the_newsrooms_own_groups_and_workflow_are_left():
    assert set(Group.objects.values_list("name", flat=True)) == {*ADMIN_ROLES, "协会"}
    assert [str(workflow) for workflow in Workflow.objects.all()] == ["编辑审核"]
    task = Task.objects.get().specific
    assert set(task.groups.values_list("name", flat=True)) == {"编辑", "主编"}


def test_pages_and_publishable_snippets_go_through_review():
    assert site_tree().roundtables.get_workflow().name == "编辑审核"
    models = {row.content_type.model_class() for row in WorkflowContentType.objects.all()}
    assert models == {Person, Organisation, Commitment}
    assert ContentType.objects.get_for_model(Person).app_label == "initiatives"


@pytest.mark.parametrize("role", ADMIN_ROLES)
def test_newsroom_roles_enter_the_admin(role):
    assert logged_in(role).get("/admin/").status_code == 200


def test_an_association_gets_no_admin():
    client = logged_in("协会")
    for address in ["/admin/", "/admin/pages/", reverse("assessments:index"), "/admin/images/"]:
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


def test_a_visitor_is_sent_to_the_login_page_in_chinese():
    response = Client().get("/admin/", follow=True)
    assert "登录言诺编辑部" in response.content.decode()


@pytest.mark.parametrize(("role", "publishes"), [("记者", False), ("编辑", True), ("主编", True)])
def test_who_may_publish_pages(role, publishes):
    page = RoundtablePageFactory(live=False)
    allowed = page.permissions_for_user(UserFactory(group=role))
    assert allowed.can_edit()
    assert allowed.can_publish() is publishes
    assert allowed.can_lock() is publishes


@pytest.mark.parametrize(("role", "publishes"), [("记者", False), ("编辑", True), ("主编", True)])
@pytest.mark.parametrize("model", ["person", "organisation", "commitment"])
def test_who_may_publish_snippets(role, publishes, model):
    user = UserFactory(group=role)
    assert user.has_perm(f"initiatives.add_{model}")
    assert user.has_perm(f"initiatives.change_{model}")
    assert user.has_perm(f"initiatives.publish_{model}") is publishes
    assert user.has_perm(f"initiatives.delete_{model}") is publishes


@pytest.mark.parametrize("model", ["topic", "reply", "progressreport"])
def test_what_has_no_draft_is_not_changed_by_reporters(model):
    assert not UserFactory(group="记者").has_perm(f"initiatives.change_{model}")
    assert UserFactory(group="编辑").has_perm(f"initiatives.change_{model}")


def test_a_reporters_change_to_a_published_person_stays_a_draft():
    person = PersonFactory(title="总经理")
    response = logged_in("记者").post(
        reverse("wagtailsnippets_initiatives_person:edit", args=[person.pk]),
        {"name": person.name, "title": "董事长", "slug": "", "pinyin": "", "action-publish": "1"},
    )
    assert response.status_code == 302
    person.refresh_from_db()
    assert person.title == "总经理"
    assert person.get_latest_revision_as_object().title == "董事长"


@pytest.mark.parametrize(("role", "status"), [("编辑", 302), ("主编", 200)])
@pytest.mark.parametrize(
    "address",
    ["/admin/settings/home/newsroomsettings/", "/admin/redirects/", "/admin/users/"],
)
def test_only_the_chief_editor_reaches_settings_redirects_and_users(role, status, address):
    assert logged_in(role).get(address, follow=status == 200).status_code == status


def test_the_chief_editor_may_look_at_users_but_not_change_them():
    user = UserFactory(group="主编")
    assert user.has_perm("portal.view_user")
    assert not user.has_perm("portal.change_user")
    assert not user.has_perm("portal.add_user")


@pytest.mark.parametrize("role", ADMIN_ROLES)
def test_every_role_may_add_and_choose_images(role):
    client = logged_in(role)
    assert client.get(reverse("wagtailimages:index")).status_code == 200
    assert client.get(reverse("wagtailimages_chooser:choose")).status_code == 200
