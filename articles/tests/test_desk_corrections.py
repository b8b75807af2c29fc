"""导入稿件 in the admin: each step of putting right, as the page sends it."""

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.models import Person
from initiatives.tests.factories import PersonFactory
from portal.tests.factories import UserFactory

from ..intake import take_in
from ..manuscripts.reading import read_paste
from ..manuscripts.understanding import BlockKind
from ..models import Manuscript, RoundtablePage
from .desks import PUBLISHED, ROUNDTABLE, correct, first_article, key_of, said_by

pytestmark = pytest.mark.django_db


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


# Putting right


def test_a_correction_is_kept_and_answered_with_both_panes(desk, manuscript):
    block = said_by(manuscript, "李岚")
    answer = correct(
        desk,
        manuscript,
        "set_speaker",
        block=block.key,
        participant=key_of(manuscript, "高远"),
    )
    said = answer.json()
    assert (answer.status_code, said["version"]) == (200, 2)
    assert "高远" in said["message"]
    assert "data-desk-grid" in said["html"]
    assert first_article(manuscript).blocks[0].key
    assert block.key in {
        one.key
        for one in first_article(manuscript).blocks
        if one.speaker == key_of(manuscript, "高远")
    }


def test_every_kind_of_correction_can_be_made(desk, manuscript):
    block = said_by(manuscript, "李岚")
    first = block.text.index("到2027年")
    second = block.text.index("明年")
    for one in block.candidates:
        assert correct(desk, manuscript, "drop_candidate", candidate=one.key).status_code == 200
    steps = [
        ("add_candidate", {"block": block.key, "start": first, "end": second}),
        ("split", {"block": block.key, "offset": second}),
        ("set_article", {"title": "新题", "kind": "roundup", "column": "热议"}),
        ("add_participant", {"name": "司马青", "title": "澜江日报记者", "role": "reporter"}),
    ]
    for operation, data in steps:
        answer = correct(desk, manuscript, operation, **data)
        assert answer.status_code == 200, answer.json()
    article = first_article(manuscript)
    block = said_by(manuscript, "李岚")
    [candidate] = [one for one in block.candidates if not one.dropped]
    added = key_of(manuscript, "司马青")
    steps = [
        ("move_candidate", {"candidate": candidate.key, "block": block.key, "start": 0, "end": 5}),
        ("restore_candidate", {"candidate": candidate.key}),
        (
            "set_participant",
            {"participant": added, "name": "司马菁", "title": "", "role": "author"},
        ),
        ("remove_participant", {"participant": added}),
        ("join", {"block": article.blocks[article.blocks.index(block) + 1].key}),
        ("set_kind", {"block": block.key, "kind": "narration"}),
    ]
    for operation, data in steps:
        answer = correct(desk, manuscript, operation, **data)
        assert answer.status_code == 200, answer.json()
    article = first_article(manuscript)
    assert (article.title, article.kind, article.column) == ("新题", "roundup", "热议")
    assert "司马菁" not in [one.name for one in article.participants]
    assert next(one for one in article.blocks if one.key == block.key).kind == BlockKind.NARRATION


def set_numbers(client, manuscript, **data):
    candidate = said_by(manuscript, "李岚").candidates[0]
    management = {"targets-TOTAL_FORMS": "2", "targets-INITIAL_FORMS": "0"}
    return correct(
        client, manuscript, "set_candidate", candidate=candidate.key, **management, **data
    )


@pytest.mark.parametrize(
    ("value", "unit", "number", "read_unit"),
    [
        ("500万", "辆", 5_000_000, "辆"),
        ("1.2亿", "元", 120_000_000, "元"),
        ("３５", "％", 35, "%"),
        ("60%", "", 60, "%"),
        ("220", "亿元", 22_000_000_000, "元"),
        ("三百座", "", 300, "座"),
        ("-15%", "", -15, "%"),
        ("1,200", "家", 1200, "家"),
    ],
)
def test_numbers_are_read_as_people_type_them(desk, manuscript, value, unit, number, read_unit):
    data = {"targets-0-value": value, "targets-0-unit": unit, "targets-0-comparator": "equal"}
    answer = set_numbers(desk, manuscript, **data, deadline="2027-05-02", precision="year")
    assert answer.status_code == 200, answer.json()
    candidate = said_by(manuscript, "李岚").candidates[0]
    [target] = candidate.targets
    assert (target.value, target.unit, target.comparator) == (number, read_unit, "equal")
    assert candidate.deadline == dt.date(2027, 12, 31)


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        ({"targets-0-value": "很多", "targets-0-unit": "辆"}, "targets-0-value", "看不懂“很多”"),
        ({"targets-0-value": "500万"}, "targets-0-unit", "请填单位"),
        ({"targets-1-unit": "辆"}, "targets-1-value", "请填数值"),
        ({"targets-0-value": "60%", "targets-0-unit": "辆"}, "targets-0-unit", "只写一处"),
        (
            {"targets-0-value": "999999999999亿", "targets-0-unit": "元"},
            "targets-0-value",
            "太大",
        ),
        ({"deadline": "明年"}, "deadline", "请写成 2027-12-31"),
        ({"deadline": "2027-12-31"}, "precision", "请选精度"),
        ({"precision": "year"}, "deadline", "请填期限"),
        ({"precision": "century"}, "precision", ""),
        ({"targets-0-value": "1", "targets-0-unit": "x" * 21}, "targets-0-unit", "20"),
    ],
)
def test_a_wrong_number_or_date_is_told_at_its_field(desk, manuscript, data, field, message):
    answer = set_numbers(desk, manuscript, **data)
    assert answer.status_code == 400
    assert message in answer.json()["errors"][field][0]
    assert Manuscript.objects.get().version == 1


def test_a_stale_page_changes_nothing_and_says_who_was_there(client, desk, editor, manuscript):
    correct(desk, manuscript, "set_article", title="编辑的题", kind="roundtable")
    client.force_login(UserFactory(group="记者"))
    answer = correct(client, manuscript, "set_article", version=1, title="晚了", kind="roundtable")
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("王编辑在")
    assert "请刷新" in answer.json()["message"]
    assert first_article(manuscript).title == "编辑的题"


def test_the_last_step_can_be_taken_back_once(desk, manuscript):
    title = first_article(manuscript).title
    correct(desk, manuscript, "set_article", title="改一", kind="roundtable")
    answer = correct(desk, manuscript, "undo")
    assert (answer.status_code, first_article(manuscript).title) == (200, title)
    answer = correct(desk, manuscript, "undo")
    assert answer.status_code == 400
    assert "没有可以撤销" in answer.json()["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b"null",
        b'{"operation": "undo"}',
        b'{"operation": "undo", "version": "x", "article": 1}',
        b'{"operation": "fly", "version": 1, "article": 1}',
        b'{"operation": "join", "version": 1, "article": 1, "data": []}',
        b'{"operation": "join", "version": 1, "article": 1, "data": {}}',
        b'{"operation": "join", "version": 1, "article": 9, "data": {"block": "b1"}}',
        b'{"operation": "set_candidate", "version": 1, "article": 1, "data": {"candidate": "c1"}}',
        b"\xff\xfe",
        b"[" * 60_000,
        b"x" * 70_000,
    ],
)
def test_an_unreadable_correction_is_refused(desk, manuscript, body):
    address = reverse("manuscript_correct", args=[manuscript.pk])
    answer = desk.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["message"]
    assert Manuscript.objects.get().version == 1


def test_a_deleted_manuscript_is_told(desk, manuscript):
    pk = manuscript.pk
    Manuscript.objects.all().delete()
    sent = {"operation": "undo", "version": 1, "article": 1, "data": {}}
    address = reverse("manuscript_correct", args=[pk])
    answer = desk.post(address, json.dumps(sent), content_type="application/json")
    assert (answer.status_code, "已被删除" in answer.json()["message"]) == (404, True)
    assert desk.get(reverse("manuscript_desk", args=[pk])).status_code == 404


@pytest.mark.parametrize("number", ["2", "0", "-1", "x", "99999999999", "²"])
def test_an_odd_article_number_shows_an_article(desk, manuscript, number):
    address = reverse("manuscript_desk", args=[manuscript.pk])
    assert desk.get(address, {"article": number}).status_code == 200


def test_what_is_printed_is_shown_as_text(desk, editor):
    text = ROUNDTABLE.replace("请大家监督", "<script>alert(1)</script>请大家监督")
    manuscript = take_in(read_paste(text), "<b>名", PUBLISHED, editor)
    page = desk.get(reverse("manuscript_desk", args=[manuscript.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>名" not in page


def test_candidates_are_underlined_even_across_sentences(desk, manuscript):
    block = said_by(manuscript, "李岚")
    for one in block.candidates:
        correct(desk, manuscript, "drop_candidate", candidate=one.key)
    answer = correct(
        desk, manuscript, "add_candidate", block=block.key, start=2, end=len(block.text) - 1
    )
    marks = re.findall(r'<mark data-start="(\d+)"[^>]*>([^<]+)</mark>', answer.json()["html"])
    shown = [(int(start), text) for start, text in marks if text in block.text]
    assert "".join(text for _, text in shown[:3]) == block.text[2:-1]
    assert shown[0][0] == 2


# Who it is


def test_an_ambiguous_name_has_to_be_decided_before_drafts(desk, manuscript):
    namesake = PersonFactory(name="高远", title="教授")
    address = reverse("manuscript_desk", args=[manuscript.pk])
    assert "请选定" in desk.get(address).content.decode()
    create = reverse("manuscript_create", args=[manuscript.pk])
    page = desk.get(create).content.decode()
    assert "要先选定是哪一位" in page
    assert f"{address}?article=1#person-{key_of(manuscript, '高远')}" in page
    answer = desk.post(create, {"version": 1})
    assert answer.status_code == 400
    assert "没有创建任何草稿" in answer.content.decode()
    assert not RoundtablePage.objects.exists()
    for identity, status in [("", 400), ("99999", 400), ("x", 400), (str(namesake.pk), 200)]:
        answer = correct(
            desk,
            manuscript,
            "decide",
            participant=key_of(manuscript, "高远"),
            identity=identity,
        )
        assert (identity, answer.status_code) == (identity, status)
    assert desk.post(create, {"version": 2}).status_code == 302
    assert Person.objects.filter(name="高远").count() == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ('{"operation": "join", "version": 1, "article": 1, "data": {"block": "\\ud800"}}', 400),
        ('{"operation": "\\ud800", "version": 1, "article": 1, "data": {}}', 400),
        ('{"operation": "undo", "version": Infinity, "article": 1, "data": {}}', 400),
        ('{"operation": "undo", "version": 1, "article": 1e400, "data": {}}', 400),
        (f'{{"operation": "undo", "version": "{"9" * 5000}", "article": 1, "data": {{}}}}', 409),
    ],
)
def test_what_no_page_would_send_is_refused_in_words(desk, manuscript, sent, status):
    address = reverse("manuscript_correct", args=[manuscript.pk])
    answer = desk.post(address, sent, content_type="application/json")
    assert answer.status_code == status
    assert answer.json()["message"]
    create = reverse("manuscript_create", args=[manuscript.pk])
    assert desk.post(create, {"version": "9" * 5000}).status_code == 409
    for key in (987654, 10**30):
        assert desk.post(reverse("manuscript_create", args=[key]), {}).status_code == 404
