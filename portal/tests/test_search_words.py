"""Folding, cutting and marking: the plain Python of searching."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.pinyin import spoken
from portal.search.folding import fold, fold_with_places
from portal.search.highlighting import excerpt, highlight
from portal.search.words import LONGEST_WORD, MOST_WORDS, Word, pairs, split, tokens

texts = st.text(max_size=40)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("賽力斯", "赛力斯"),
        ("ＡＢＣ１２３％", "abc123%"),
        ("  一　 二\n三\t", "一 二 三"),
        ("㎡", "m2"),
        ("Straße", "strasse"),
        ("零\u200b宽\x00", "零宽"),
        ("𠀀", "𠀀"),
        ("", ""),
    ],
)
def test_what_a_reader_takes_for_the_same_is_spelt_the_same(written, folded):
    assert fold(written) == folded


@given(texts)
def test_folding_twice_is_folding_once_and_every_place_is_known(text):
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("圆桌", ["圆桌"]),
        ("圆桌 会议　圆桌", ["圆桌", "会议"]),
        ('"圆桌 会议" 一', ["圆桌 会议", "一"]),
        ("“圆桌 会议", ["圆桌 会议"]),
        ("「圆桌」", ["圆桌"]),
        ('""', []),
        ("  ", []),
        ("-圆桌 OR *", ["-圆桌", "or", "*"]),
    ],
)
def test_a_query_is_words_and_quotes_keep_them_together(query, words):
    assert [word.text for word in split(query)] == words


def test_endless_queries_have_an_end():
    assert len(split(" ".join(map(str, range(100))))) == MOST_WORDS
    assert len(split("言" * 1000)[0].text) == LONGEST_WORD


@given(texts, st.data())
def test_whatever_stands_in_a_text_is_among_what_it_is_filed_under(text, data):
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    assert set(pairs(folded[start:end])) <= tokens(folded)


def test_a_word_in_letters_may_be_a_sound():
    assert Word("wangzj").sound == "wangzj"
    assert Word("zhu-hua-rong").sound == "zhuhuarong"
    assert Word("chang'an").sound == "changan"
    assert not Word("5g").sound
    assert not Word("王").sound


def test_marks_around_a_word_are_no_part_of_it_unless_quoted():
    for typed in ("长安，", "《长安》", "‘长安’", "（长安）。", "'长安'"):
        assert [word.text for word in split(typed)] == ["长安"], typed
    assert [word.text for word in split('"长安，"')] == ["长安,"]
    assert [word.text for word in split("， 100% -5")] == [",", "100%", "-5"]


def test_no_word_of_a_query_is_dropped():
    letters = "abcdefghijklmnopqrstuvwxyz0123"
    assert [word.text for word in split(" ".join(letters))] == list(letters)


def test_a_name_can_be_typed_in_many_ways():
    forms = spoken("zhu hua rong").split()
    for typed in ("zhuhuarong", "zhuronghua", "zhuhr", "zhurh", "zhr", "huarong", "rong"):
        assert typed in forms
    assert spoken("") == ""


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("绿色圆桌会议", "圆桌", "绿色<mark>圆桌</mark>会议"),
        ("賽力斯集团", "赛力斯", "<mark>賽力斯</mark>集团"),
        ("100%本地", "１００％", "<mark>100%</mark>本地"),
        ("一一一一", "一一", "<mark>一一一一</mark>"),
        ("<b>圆桌</b>", "圆桌 b", "&lt;<mark>b</mark>&gt;<mark>圆桌</mark>&lt;/<mark>b</mark>&gt;"),
        ("甲 \u3000 乙丙", '"甲 乙"', "<mark>甲 \u3000 乙</mark>丙"),
        ("没有", "圆桌", "没有"),
    ],
)
def test_hits_are_marked_as_they_are_written(text, query, shown):
    assert highlight(text, query) == shown


def test_an_excerpt_is_the_part_around_the_first_hit():
    text = "前" * 200 + "圆桌" + "后" * 200
    shown = excerpt(["别的", text], "圆桌")
    assert shown.startswith("…前")
    assert "<mark>圆桌</mark>" in shown
    assert shown.endswith("后…")
    assert len(shown) < 130
    assert excerpt(["别的"], "圆桌") == ""
    assert excerpt(["圆桌"], "圆桌") == "<mark>圆桌</mark>"


def test_an_excerpt_goes_on_after_a_bare_name():
    shown = excerpt(["主持人", "朱华荣", "我们" * 100, "别的"], "朱华荣")
    assert shown.startswith("<mark>朱华荣</mark>　我们我们")
    assert shown.endswith("我们…")
    long_enough = "朱华荣说了一句不短的完整的话"
    assert excerpt([long_enough, "别的"], "荣说") == "朱华<mark>荣说</mark>了一句不短的完整的话"


@given(texts, texts)
def test_marking_changes_nothing_but_marks(text, query):
    assert "<script" not in highlight(f"{text}<script>", query)
