"""Private pages, private documents and uploads: who is let in, and how."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import Http404
from django.test import Client, RequestFactory
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from articles.tests.factories import RoundtablePageFactory
from portal.tests.factories import PASSWORD, UserFactory
from portal.uploads import serve_upload

pytestmark = pytest.mark.django_db


def test_a_private_page_opens_after_logging_in(client: Client) -> None:
    page = RoundtablePageFactory()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    login = client.get(page.url).url
    assert client.get(login).status_code == 200
    user = UserFactory(group="协会")
    answer = client.post(login, {"username": user.username, "password": PASSWORD, "next": page.url})
    assert answer.url == page.url
    assert page.title in client.get(page.url).content.decode()


def test_logging_in_leads_to_no_other_site(client: Client) -> None:
    user = UserFactory(group="协会")
    data = {"username": user.username, "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/_util/login/", data).url == "/"


def test_a_page_with_a_password_opens_with_it_alone(client: Client) -> None:
    page = RoundtablePageFactory()
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="芝麻开门"
    )
    address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    assert page.title not in client.get(page.url).content.decode()
    client.post(address, {"password": "猜的", "return_url": page.url})
    assert page.title not in client.get(page.url).content.decode()
    client.post(address, {"password": "芝麻开门", "return_url": page.url})
    assert page.title in client.get(page.url).content.decode()


def test_a_page_for_one_group_stays_closed_to_another(client: Client) -> None:
    chief, editor = UserFactory(group="主编"), UserFactory(group="编辑")
    page = RoundtablePageFactory()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.set(chief.groups.all())
    client.force_login(editor)
    assert client.get(page.url).status_code != 200
    client.force_login(chief)
    assert client.get(page.url).status_code == 200


def test_a_private_document_needs_a_login_and_never_runs_in_the_page(
    client: Client, settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    secret = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=secret, restriction_type="login")
    document = get_document_model().objects.create(
        title="内部", file=ContentFile(b"<script>1</script>", "x.html"), collection=secret
    )
    assert client.get(document.url).status_code == 302
    client.force_login(UserFactory(group="协会"))
    answer = client.get(document.url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "documents/x.html",
        "./documents/x.html",
        "images/../documents/x.html",
        "/documents/x.html",
        "../db.sqlite3",
        "a" * 300,
        "nowhere.png",
    ],
)
def test_uploads_hand_out_no_documents_and_nothing_else(path: str) -> None:
    with pytest.raises(Http404):
        serve_upload(RequestFactory().get("/media/"), path)


def test_uploads_never_run_as_part_of_the_site(settings, tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    settings.MEDIA_ROOT = str(tmp_path)
    answer = serve_upload(RequestFactory().get("/media/x.svg"), "x.svg")
    assert "sandbox" in answer["Content-Security-Policy"]
