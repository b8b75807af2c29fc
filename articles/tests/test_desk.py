"""导入稿件 in the admin: who may, bringing in, the list, and making drafts."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from initiatives.models import Commitment, Person
from initiatives.tests.factories import PersonFactory
from portal.tests.factories import UserFactory

from ..intake import take_in
from ..manuscripts.reading import read_paste
from ..models import Manuscript, ManuscriptDraft, RoundtablePage
from .desks import PUBLISHED, ROUNDTABLE, correct, count_queries
from .factories import roundtable_index

pytestmark = pytest.mark.django_db

STYLES = Path(__file__).parents[1] / "static" / "articles" / "desk" / "desk.css"


@pytest.fixture
def editor():
    return UserFactory(group="编辑", last_name="王编辑")


@pytest.fixture
def desk(client, editor) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def manuscript(editor) -> Manuscript:
    return take_in(read_paste(ROUNDTABLE), "圆桌.txt", PUBLISHED, editor)


def new(client, **fields):
    return client.post(reverse("manuscript_new"), {"text": "", "published": "2025-09-29", **fields})


# Who may


def addresses(manuscript) -> list[str]:
    return [
        reverse("manuscripts"),
        reverse("manuscripts_results"),
        reverse("manuscript_new"),
        reverse("manuscript_desk", args=[manuscript.pk]),
        reverse("manuscript_create", args=[manuscript.pk]),
        reverse("manuscript_delete", args=[manuscript.pk]),
    ]


@pytest.mark.parametrize("role", ["记者", "编辑", "主编"])
def test_who_writes_articles_may_use_every_page(client, manuscript, role):
    client.force_login(UserFactory(group=role))
    for address in addresses(manuscript):
        assert client.get(address).status_code == 200, address
    assert reverse("manuscripts") in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize("role", [None, "协会"])
def test_nobody_else_gets_in(client, manuscript, role):
    if role:
        client.force_login(UserFactory(group=role))
    posts = [
        reverse("manuscript_new"),
        reverse("manuscript_create", args=[manuscript.pk]),
        reverse("manuscript_delete", args=[manuscript.pk]),
    ]
    answers = [client.get(address) for address in addresses(manuscript)]
    answers += [client.post(address) for address in posts]
    assert {answer.status_code for answer in answers} == {302}
    assert all("/admin/login/" in answer["Location"] for answer in answers)
    assert correct(client, manuscript, "undo").status_code == 403
    assert Manuscript.objects.filter(pk=manuscript.pk, version=1).exists()


def test_staff_who_may_not_add_articles_are_turned_away(client, manuscript):
    user = UserFactory(group="编辑")
    user.groups.get().page_permissions.all().delete()
    client.force_login(user)
    for address in addresses(manuscript):
        assert client.get(address)["Location"] == reverse("wagtailadmin_home")
    assert correct(client, manuscript, "undo").status_code == 403
    assert reverse("manuscripts") not in client.get(reverse("wagtailadmin_home")).content.decode()


# Bringing in


def test_pasted_copy_opens_at_the_desk(desk, editor):
    answer = new(desk, text=ROUNDTABLE)
    manuscript = Manuscript.objects.get()
    assert answer["Location"] == reverse("manuscript_desk", args=[manuscript.pk])
    assert (manuscript.owner, manuscript.published) == (editor, PUBLISHED)
    page = desk.get(answer["Location"]).content.decode()
    assert "李岚" in page
    assert 'role="gridcell"' in page


def test_an_uploaded_file_gives_the_manuscript_its_name(desk):
    file = SimpleUploadedFile("九月圆桌.txt", ROUNDTABLE.encode("gb18030"))
    new(desk, file=file)
    manuscript = Manuscript.objects.get()
    assert (manuscript.name, manuscript.encoding) == ("九月圆桌.txt", "gb18030")


def test_bringing_in_the_same_copy_again_goes_on_with_the_work(desk, manuscript):
    answer = desk.post(
        reverse("manuscript_new"), {"text": ROUNDTABLE, "published": PUBLISHED}, follow=True
    )
    assert answer.redirect_chain[-1][0] == reverse("manuscript_desk", args=[manuscript.pk])
    assert "已经导入过" in answer.content.decode()
    assert Manuscript.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "请粘贴稿件全文"),
        ({"text": " \n　"}, "请粘贴稿件全文"),
        ({"text": "正文。", "published": ""}, "请填见报日期"),
        ({"text": "正文。", "published": "昨天"}, "请写成 2025-09-29 这样"),
        ({"text": "正文\0。"}, "不是文字"),
        (
            {"text": "正文。", "file": SimpleUploadedFile("a.txt", b"text")},
            "上传和粘贴只能选一样",
        ),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "文件是空的"),
        ({"file": SimpleUploadedFile("a.docx", b"%PDF-1.7 ...")}, "PDF"),
    ],
)
def test_what_cannot_be_taken_in_says_why_and_keeps_what_was_typed(desk, fields, message):
    answer = new(desk, **fields)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert message in page
    assert fields.get("text", "").strip("\0 \n　。") in page
    assert not Manuscript.objects.exists()


@pytest.mark.parametrize("megabytes", [3, 50])
def test_a_paste_that_is_too_long_gets_a_clear_message(desk, megabytes):
    answer = new(desk, text="长" * (megabytes * 1024 * 1024 // 3))
    assert answer.status_code == 413
    assert f"稿件太大：{megabytes}" in answer.content.decode()


def test_an_upload_that_is_too_long_gets_a_clear_message(desk):
    answer = new(desk, file=SimpleUploadedFile("a.txt", b"a" * (50 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "稿件太大" in answer.content.decode()


def test_bringing_in_asks_for_the_csrf_token(editor, manuscript):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert new(client, text="正文。").status_code == 403
    assert correct(client, manuscript, "undo").status_code == 403
    page = client.get(reverse("manuscript_new")).content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert new(client, text="正文。", csrfmiddlewaretoken=token).status_code == 302


# The list


def test_the_list_tells_work_in_progress_from_drafts(desk, manuscript):
    page = desk.get(reverse("manuscripts")).content.decode()
    assert "进行中" in page
    assert reverse("manuscript_delete", args=[manuscript.pk]) in page
    desk.post(reverse("manuscript_create", args=[manuscript.pk]), {"version": 1})
    assert "已建草稿 1 篇" in desk.get(reverse("manuscripts")).content.decode()


def test_deleting_asks_first_and_leaves_the_drafts(desk, manuscript):
    desk.post(reverse("manuscript_create", args=[manuscript.pk]), {"version": 1})
    address = reverse("manuscript_delete", args=[manuscript.pk])
    assert "已经建好的草稿不受影响" in desk.get(address).content.decode()
    assert desk.post(address)["Location"] == reverse("manuscripts")
    assert not Manuscript.objects.exists()
    assert RoundtablePage.objects.count() == 1
    assert ManuscriptDraft.objects.get().manuscript is None


def test_the_list_asks_as_often_for_20_as_for_2(desk, editor, django_assert_num_queries):
    def make(numbers) -> None:
        for number in numbers:
            take_in(read_paste(f"{ROUNDTABLE}{number}"), f"{number}", PUBLISHED, UserFactory())

    make(range(2))
    counted = count_queries(desk, reverse("manuscripts"))
    make(range(2, 20))
    with django_assert_num_queries(counted):
        desk.get(reverse("manuscripts"))


def test_a_number_beyond_all_measure_is_shown_and_left_out_of_the_draft(desk, editor):
    text = ROUNDTABLE.replace("3座", f"{'9' * 15}亿亿座")
    made = take_in(read_paste(text), "巨数", PUBLISHED, editor)
    assert desk.get(reverse("manuscript_desk", args=[made.pk])).status_code == 200
    assert (
        desk.post(reverse("manuscript_create", args=[made.pk]), {"version": 1}).status_code == 302
    )


# Creating drafts


def test_nothing_is_created_before_it_is_asked_for(desk, manuscript):
    correct(desk, manuscript, "set_article", title="新题", kind="roundtable")
    desk.get(reverse("manuscript_create", args=[manuscript.pk]))
    assert not Page.objects.descendant_of(roundtable_index()).exists()
    assert not Commitment.objects.exists()


def test_the_confirmation_counts_what_is_then_made(desk, manuscript):
    create = reverse("manuscript_create", args=[manuscript.pk])
    page = desk.get(create).content.decode()
    people = int(re.search(r"(\d+) 位新人物", page)[1])
    commitments = int(re.search(r"(\d+) 项承诺草稿", page)[1])
    answer = desk.post(create, {"version": 1}, follow=True)
    draft = RoundtablePage.objects.get()
    assert (Person.objects.count(), Commitment.objects.count()) == (people, commitments)
    assert reverse("wagtailadmin_pages:edit", args=[draft.pk]) in answer.content.decode()
    assert not draft.live


def test_after_the_drafts_the_desk_only_shows(desk, manuscript):
    create = reverse("manuscript_create", args=[manuscript.pk])
    address = reverse("manuscript_desk", args=[manuscript.pk])
    assert create in desk.get(address).content.decode()
    desk.post(create, {"version": 1})
    page = desk.get(address).content.decode()
    assert "已经建了草稿" in page
    assert create not in page
    assert "data-desk-tools" not in page
    answer = correct(desk, manuscript, "set_article", title="再改", kind="roundtable")
    assert (answer.status_code, "已经建了草稿" in answer.json()["message"]) == (400, True)
    assert "没有可建的草稿" in desk.get(create).content.decode()
    desk.post(create, {"version": 1})
    assert RoundtablePage.objects.count() == 1


@pytest.mark.parametrize(("version", "status"), [("7", 409), ("", 409), ("x", 409)])
def test_drafts_are_not_made_of_what_the_editor_did_not_see(desk, manuscript, version, status):
    answer = desk.post(reverse("manuscript_create", args=[manuscript.pk]), {"version": version})
    assert answer.status_code == status
    assert "请刷新" in answer.content.decode()
    assert not RoundtablePage.objects.exists()


def test_the_desk_asks_as_often_for_50_people_as_for_5(desk, editor, django_assert_num_queries):
    def manuscript(size) -> Manuscript:
        names = [f"李{chr(0x4E00 + number)}" for number in range(size)]
        for name in names:
            PersonFactory(name=name)
        guests = "\n".join(f"{name}　星河重工集团总经理" for name in names)
        text = ROUNDTABLE.replace("李岚　", f"{guests}\n李岚　")
        made = take_in(read_paste(text), f"{size}", PUBLISHED, editor)
        assert len(made.understanding.articles[0].participants) >= size
        return made

    few, many = manuscript(5), manuscript(50)
    counted = count_queries(desk, reverse("manuscript_desk", args=[few.pk]))
    with django_assert_num_queries(counted):
        desk.get(reverse("manuscript_desk", args=[many.pk]))


# Colours


def luminance(colour: str) -> float:
    channels = [value / 255 for value in bytes.fromhex(colour[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("theme", "ground"), [(0, "#ffffff"), (1, "#262626"), (2, "#262626")])
def test_every_voice_stands_out_from_the_page(theme, ground):
    colours = re.findall(r"--desk-voice-\d: (#\w{6});", STYLES.read_text(encoding="utf-8"))
    voices = colours[theme * 8 : theme * 8 + 8]
    assert len(set(voices)) == 8
    for voice in voices:
        low, high = sorted((luminance(voice), luminance(ground)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, voice
