"""Copy that fits no form: markup, overlong values, nobody known, captions; no word is lost."""

import pytest
from wagtail.models import Page

from initiatives.models import Commitment, Person
from portal.tests.factories import UserFactory

from ..drafting import create_drafts
from ..manuscripts.understanding import BlockKind, Participant
from ..marks import marks_in, same_words
from ..models import (
    RoundtablePage,
)
from .understandings import (
    SAID,
    candidate,
    host,
    make_article,
    make_manuscript,
    narration,
    promise,
    says,
    wang,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory()


def blocks(page: Page) -> list[tuple[str, str]]:
    """What stands in the body: the kind of each block, and its words."""
    found = []
    for block in type(page).objects.get(pk=page.pk).body:
        value = block.value
        if block.block_type == "statement":
            words = f"{value['speaker'].name}：{value['text'].source}"
        elif block.block_type == "section":
            words = f"{value['heading']}/{value['subheading']}"
        else:
            words = getattr(value, "source", value)
        found.append((block.block_type, words))
    return found


def test_markup_in_the_copy_comes_out_as_text(editor):
    text = '<script>alert("1")</script> & <a href="javascript:x">点</a> </p>要建成新工厂。'
    promised = candidate(text, '<a href="javascript:x">点</a> </p>要建成新工厂。')
    article = make_article(
        says("p1", text, promised),
        narration("<b>叙述</b>\n下一行"),
        narration("<i>小标题</i>", BlockKind.HEADING),
        title="<u>标题</u>",
        people=[wang(name="<b>王"), host()],
    )
    (page,) = create_drafts(make_manuscript(article), editor).created
    (mark,) = marks_in(page.body)
    quote = Commitment.objects.get().quote
    assert same_words(mark.text, quote)
    assert mark.text == quote
    assert mark.context == text
    assert blocks(page)[1:] == [
        ("paragraph", "<p>&lt;b&gt;叙述&lt;/b&gt;<br/>下一行</p>"),
        ("section", "<i>小标题</i>/"),
    ]
    assert "<script" not in str(page.body)


def test_too_long_values_are_clipped_and_it_is_told(editor):
    long = "长" * 300
    article = make_article(
        narration(long, BlockKind.HEADING),
        narration(long, BlockKind.SUBHEADING),
        says("p1", SAID, promise()),
        title=long,
        kicker=long,
        column=long,
        people=[Participant("p1", long, long + "董事长", long)],
    )
    report = create_drafts(make_manuscript(article), editor)
    (page,) = report.created
    page.full_clean()
    page.body.stream_block.clean(page.body)
    assert (len(page.title), len(page.kicker), len(page.column)) == (255, 60, 40)
    told = "".join(report.left_out)
    for name in ("标题", "肩题", "栏目", "小标题", "姓名", "全称", "当日职务"):
        assert f"{name}最多" in told


def test_a_heading_too_long_for_one_stands_in_the_text_with_every_word(editor):
    heading, under = "长" * 300, "宽" * 61
    article = make_article(
        narration(heading, BlockKind.HEADING),
        narration("小标题", BlockKind.HEADING),
        narration(under, BlockKind.SUBHEADING),
    )
    report = create_drafts(make_manuscript(article), editor)
    assert blocks(report.created[0]) == [
        ("paragraph", f"<p>{heading}</p>"),
        ("section", "小标题/"),
        ("paragraph", f"<p>{under}</p>"),
    ]
    told = "".join(report.left_out)
    assert "小标题最多 40 字" in told
    assert "副题最多 60 字" in told


def test_an_article_without_a_title_is_called_by_its_first_words(editor):
    article = make_article(narration("开头的一段叙述。"), title=None)
    report = create_drafts(make_manuscript(article), editor)
    assert report.created[0].title == "开头的一段叙述。"
    assert "没有标题" in report.left_out[0]


def test_a_title_that_cannot_be_spelt_still_gets_an_address(editor):
    articles = [make_article(narration(f"第{n}篇"), title="！？") for n in (1, 2)]
    first, second = create_drafts(make_manuscript(*articles), editor).created
    assert first.slug != second.slug


def test_turns_of_nobody_known_lose_no_words(editor):
    article = make_article(
        says(None, "主持人没有名字的提问？"),
        says("p8", "说话人已经删去。"),
        says("p2", SAID, promise()),
        narration("只有叙述。", BlockKind.NARRATION, candidate("只有叙述。", "叙述")),
        narration("———", BlockKind.NARRATION),
        people=[host()],
    )
    report = create_drafts(make_manuscript(article), editor)
    assert [kind for kind, _ in blocks(report.created[0])] == [
        "question",
        "question",
        "statement",
        "paragraph",
    ]
    assert len(report.commitments) == 1
    assert "没有说话人，没有建承诺" in report.left_out[0]


def test_a_participant_without_a_name_is_left_out(editor):
    article = make_article(says("p1", SAID, promise()), people=[wang(name=" ")])
    report = create_drafts(make_manuscript(article), editor)
    assert not Person.objects.exists()
    assert blocks(report.created[0])[0][0] == "paragraph"
    assert "没有姓名" in report.left_out[0]


def test_captions_become_comments_beside_their_place(editor):
    article = make_article(
        narration("图一", BlockKind.CAPTION),
        narration("小标题", BlockKind.HEADING),
        narration("图二", BlockKind.CAPTION),
        narration("副题", BlockKind.SUBHEADING),
        says("p1", SAID),
        narration("图三", BlockKind.CAPTION),
        says("p2", "提问？"),
        narration("图四", BlockKind.CAPTION),
        people=[wang(), host()],
    )
    report = create_drafts(make_manuscript(article), editor)
    page = RoundtablePage.objects.get(pk=report.created[0].pk)
    assert blocks(page)[0] == ("section", "小标题/副题")
    comments = page.wagtail_admin_comments.order_by("pk")
    assert [one.text for one in comments] == [
        f"图片说明：{name}（图片请另行上传）" for name in ("图一", "图二", "图三", "图四")
    ]
    assert all(one.user == editor and one.has_valid_contentpath(page) for one in comments)
    assert report.captions == []


def test_without_a_user_captions_are_reported():
    article = make_article(narration("图一", BlockKind.CAPTION), says("p1", SAID), people=[wang()])
    report = create_drafts(make_manuscript(article), None)
    assert report.captions == ["图一"]
    assert not report.created[0].wagtail_admin_comments.exists()
