"""Marked sentences in stored HTML: found, rendered, compared, told apart."""

from html import escape
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..blocks import RoundtableBodyBlock
from ..marks import (
    find_marks,
    marks_in,
    replace_marks,
    rich_texts,
    same_words,
    separate_copies,
    separate_copies_in,
)

FIRST = UUID("11111111-2222-4333-8444-555555555555")
SECOND = UUID("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")


def marked(text: str, uuid: object = FIRST, key: object = 7) -> str:
    return f'<a linktype="commitment" id="{key}" mark="{uuid}">{text}</a>'


def texts(html: str) -> list[str]:
    return [sentence.text for sentence in find_marks(html)]


def test_a_marked_sentence_is_found_with_its_paragraph():
    (found,) = find_marks(f"<p>先说现状。{marked('到2027年，超百万辆。')}再说其他。</p><p>完</p>")
    assert (found.uuid, found.commitment_id) == (FIRST, 7)
    assert found.text == "到2027年，超百万辆。"
    assert found.context == "先说现状。到2027年，超百万辆。再说其他。"


def test_text_comes_without_tags_and_entities():
    assert texts(f"<p>{marked('研发<b>R&amp;D</b>投入')}</p>") == ["研发R&D投入"]


def test_a_sentence_broken_by_enter_is_one_sentence():
    (found,) = find_marks(f"<p>前{marked('我们将建成')}</p><p>{marked('三条产线。')}后</p>")
    assert found.text == "我们将建成\n三条产线。"
    assert found.context == "前我们将建成\n三条产线。后"


def test_a_sentence_broken_by_a_style_is_one_sentence():
    assert texts(f"<p><b>{marked('我们将')}</b>{marked('建成。')}</p>") == ["我们将建成。"]


def test_a_copy_elsewhere_does_not_lengthen_the_sentence():
    assert texts(f"<p>{marked('建成。')}</p><p>又说：{marked('建成。')}</p>") == ["建成。"]


def test_a_whole_paragraph_pasted_below_itself_is_a_copy():
    assert texts(f"<p>{marked('建成。')}</p><p>{marked('建成。')}</p>") == ["建成。"]


def test_parts_of_a_sentence_are_marked_apart():
    html = f"<p>{marked('产量百万辆')}，{marked('产值五千亿', SECOND, 8)}。</p>"
    assert [(one.uuid, one.commitment_id) for one in find_marks(html)] == [(FIRST, 7), (SECOND, 8)]


@pytest.mark.parametrize(
    "html",
    [
        marked("坏", "not-a-uuid"),
        marked("坏", f"{{{FIRST}}}"),
        marked("坏", FIRST, "x"),
        marked("坏", FIRST, "0"),
        marked("坏", FIRST, "9" * 40),
        marked("坏", FIRST, "７"),
        '<a linktype="commitment" id="7">坏</a>',
        f'<a linktype="page" id="7" mark="{FIRST}">坏</a>',
        f'<p><a linktype="commitment" id="7" mark="{FIRST}">没有结束</p>',
        f'<p><a linktype="commitment" id="7" mark="{FIRST}">跨段</p><p>跨段</a></p>',
        marked(""),
        marked(" "),
        "<<a><p",
        "<![x[ ]]>",
    ],
)
def test_what_is_stored_badly_is_unmarked_text(html):
    assert find_marks(html) == []
    assert replace_marks(html, lambda *args: "不应出现") == html
    assert separate_copies(html, set()) == html


def test_marks_are_replaced_and_only_the_first_piece_is_first():
    html = f"<p>前{marked('甲')}</p><p>{marked('乙')}后{marked('丙', SECOND, 8)}</p>"
    shown = replace_marks(html, lambda uuid, key, inner, first: f"[{key} {inner} {first}]")
    assert shown == "<p>前[7 甲 True]</p><p>[7 乙 False]后[8 丙 True]</p>"


def test_inner_html_reaches_the_renderer_unchanged():
    html = f"<p>{marked('甲<b>乙</b>&amp;')}</p>"
    assert replace_marks(html, lambda uuid, key, inner, first: inner) == "<p>甲<b>乙</b>&amp;</p>"


def test_a_copy_gets_a_uuid_of_its_own():
    html = separate_copies(f"<p>{marked('建成。')}</p><p>又说：{marked('建成。')}</p>", set())
    first, second = find_marks(html)
    assert first.uuid == FIRST != second.uuid
    assert (second.commitment_id, second.text) == (7, "建成。")


def test_a_split_sentence_keeps_its_uuid():
    html = f"<p>{marked('我们将')}</p><p>{marked('建成。')}</p>"
    assert separate_copies(html, set()) == html


def test_all_pieces_of_a_copy_get_the_same_uuid():
    split = f"<p>{marked('我们将')}</p><p>{marked('建成。')}</p>"
    first, second = find_marks(separate_copies(f"{split}<p>又说：</p>{split}", set()))
    assert first.text == second.text == "我们将\n建成。"


def test_one_uuid_for_two_commitments_is_taken_apart():
    html = separate_copies(f"<p>{marked('甲')}{marked('乙', FIRST, 8)}</p>", set())
    assert [one.commitment_id for one in find_marks(html)] == [7, 8]
    assert len({one.uuid for one in find_marks(html)}) == 2


def body(*blocks):
    return RoundtableBodyBlock().to_python(
        [{"type": name, "value": value, "id": str(uuid4())} for name, value in blocks]
    )


def test_marks_are_found_in_statements_and_paragraphs():
    value = body(
        ("section", {"heading": "小标题", "subheading": ""}),
        ("paragraph", f"<p>{marked('叙述')}</p>"),
        ("statement", {"speaker": None, "text": f"<p>{marked('发言', SECOND, 8)}</p>"}),
    )
    assert [one.text for one in marks_in(value)] == ["叙述", "发言"]
    assert len(list(rich_texts(value))) == 2


def test_a_duplicated_block_gets_marks_of_its_own():
    block = ("paragraph", f"<p>{marked('建成。')}</p>")
    value = body(block, block)
    assert len(marks_in(value)) == 1
    separate_copies_in(value)
    assert [one.text for one in marks_in(value)] == ["建成。", "建成。"]
    assert marks_in(value)[0].uuid == FIRST
    stored = value.stream_block.get_prep_value(value)
    assert str(FIRST) in stored[0]["value"]
    assert str(FIRST) not in stored[1]["value"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("到2027年产销300万辆", "到 2027 年　产销\n300万辆"),
        ("“我们将建成。”", "我们将建成。"),
        ("「我们将『建成』。」", "我们将『建成』。"),
        ("AI  芯片", "AI芯片"),
        ("建成", "建\u200b成"),
    ],
)
def test_spaces_and_wrapping_quotes_make_no_difference(a, b):
    assert same_words(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("产销300万辆", "产销200万辆"),
        ("我们将建成", "我们力争建成"),
        ("我们将建成。", "我们将建成"),
        ("“甲”和“乙”", "甲”和“乙"),
        ("open source", "opensource"),
        ("1 0辆", "10辆"),
        ("建成", ""),
    ],
)
def test_a_changed_word_or_number_makes_a_difference(a, b):
    assert not same_words(a, b)


PLAIN = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
SENTENCE = PLAIN.filter(lambda text: text.strip())
MARK = st.tuples(SENTENCE, st.uuids(), st.integers(1, 10**17))
PARTS = st.lists(st.one_of(PLAIN, MARK), max_size=8)


def stored(parts) -> str:
    return "".join(
        marked(escape(part[0]), part[1], part[2]) if isinstance(part, tuple) else escape(part)
        for part in parts
    )


@given(PARTS)
def test_every_mark_written_is_found_in_order(parts):
    expected = [
        (uuid, key, text.strip()) for text, uuid, key in (p for p in parts if isinstance(p, tuple))
    ]
    found = [
        (one.uuid, one.commitment_id, one.text) for one in find_marks(f"<p>{stored(parts)}</p>")
    ]
    assert found == expected


@given(PARTS)
def test_replacing_marks_by_themselves_changes_nothing(parts):
    html = f"<p>{stored(parts)}</p>"
    same = replace_marks(html, lambda uuid, key, inner, first: marked(inner, uuid, key))
    assert same == html


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</a>", marked("甲"), "<a", ">", '"', "乙"]))
)
def test_no_html_raises(pieces):
    html = "".join(pieces)
    find_marks(html)
    assert replace_marks(html, lambda uuid, key, inner, first: marked(inner, uuid, key)) == html
    separated = separate_copies(html, set())
    assert len(find_marks(separated)) >= len(find_marks(html))
    assert separate_copies(separated, set()) == separated


@given(PLAIN, PLAIN)
def test_comparison_is_symmetric_and_reflexive(a, b):
    assert same_words(a, a)
    assert same_words(a, b) == same_words(b, a)
