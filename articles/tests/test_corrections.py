"""What an editor may change at the desk, and that no character is ever lost by it."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..manuscripts.casting import (
    add_participant,
    decide,
    remove_participant,
    set_participant,
)
from ..manuscripts.corrections import (
    CorrectionError,
    add_candidate,
    article_at,
    drop_candidate,
    join_with_previous,
    move_candidate,
    restore_candidate,
    set_article,
    set_candidate,
    set_kind,
    set_speaker,
    split,
)
from ..manuscripts.understanding import (
    Article,
    Block,
    BlockKind,
    Candidate,
    Kind,
    Participant,
    Role,
    Target,
    Understanding,
)

PUBLISHED = dt.date(2025, 9, 29)
PEOPLE = ("p1", "p2")


class Copy:
    """A manuscript of one article, written down paragraph by paragraph."""

    def __init__(self) -> None:
        self.source = ""
        people = [
            Participant("p1", "李岚", "星河重工集团董事长", "星河重工集团"),
            Participant("p2", "高远", "澜江市工信局局长", "澜江市工信局"),
        ]
        self.article = Article(Kind.ROUNDTABLE, "标题", participants=people)
        self.understanding = Understanding(PUBLISHED, [self.article])

    def add(self, text: str, speaker: str | None = None, kind=None, before="", after="\n"):
        """A block; `before` and `after` are characters that readers do not see."""
        start = len(self.source)
        printed = before + text + after
        self.source += printed
        kind = kind or (BlockKind.STATEMENT if speaker else BlockKind.NARRATION)
        key = f"b{len(self.article.blocks) + 1}"
        block = Block(
            key, kind, [(start, len(self.source))], text.replace("\n", "").strip(), speaker
        )
        self.article.blocks.append(block)
        return block

    def split(self, key: str, offset: int) -> str:
        return split(self.understanding, self.article, key, offset, self.source)

    def mark(self, key: str, start: int, end: int) -> str:
        return add_candidate(self.understanding, self.article, key, start, end)

    def block(self, key: str) -> Block:
        return next(one for one in self.article.blocks if one.key == key)


def assert_sound(copy: Copy) -> None:
    """Spans tile the source, texts stand in them in order, candidates in their texts."""
    spans = sorted(span for block in copy.article.blocks for span in block.spans)
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])][: len(spans)]
    assert spans[-1][1] == len(copy.source)
    keys = Counter()
    for block in copy.article.blocks:
        letters = iter("".join(copy.source[start:end] for start, end in block.spans))
        assert all(letter in letters for letter in block.text)
        keys.update([block.key, *(one.key for one in block.candidates)])
        assert (block.kind == BlockKind.STATEMENT) == (block.speaker is not None)
        active = [one for one in block.candidates if not one.dropped]
        assert not active or block.speaker
        assert all(0 <= one.start < one.end <= len(block.text) for one in block.candidates)
        active.sort(key=lambda one: one.start)
        assert all(one.end <= two.start for one, two in pairwise(active))
    assert max(keys.values()) == 1


@pytest.fixture
def copy() -> Copy:
    made = Copy()
    made.add("导语说明来意。")
    made.add("我们到2027年产量超百万辆。明年再建\n三座工厂。", "p1", before="李岚：")
    made.add("图为车间。", kind=BlockKind.CAPTION)
    made.add("市里支持企业。", "p2")
    return made


# The text


def test_a_split_gives_each_half_its_own_characters(copy):
    first = copy.block("b2").text.index("明年")
    key = copy.split("b2", first)
    first, second = copy.block("b2"), copy.block(key)
    assert first.text == "我们到2027年产量超百万辆。"
    assert second.text == "明年再建三座工厂。"
    assert second.speaker == "p1"
    assert copy.source[slice(*second.spans[0])] == "明年再建\n三座工厂。\n"
    assert_sound(copy)


def test_a_split_finds_the_words_behind_a_label_of_the_same_characters():
    copy = Copy()
    copy.add("明年明年。后年。", "p1", before="王明年：")
    second = copy.block(copy.split("b1", 5))
    assert copy.source[slice(*second.spans[0])] == "后年。\n"
    assert copy.source[slice(*copy.block("b1").spans[0])] == "王明年：明年明年。"


def test_candidates_go_with_their_half(copy):
    text = copy.block("b2").text
    one, two = copy.mark("b2", 0, 15), copy.mark("b2", text.index("明年"), len(text))
    key = copy.split("b2", text.index("明年"))
    assert [each.key for each in copy.block("b2").candidates] == [one]
    assert [(each.key, each.start, each.end) for each in copy.block(key).candidates] == [
        (two, 0, 9)
    ]


def test_a_split_inside_a_candidate_is_refused_and_changes_nothing(copy):
    copy.mark("b2", 0, 15)
    before = copy.understanding.to_dict()
    with pytest.raises(CorrectionError, match="在一项承诺的中间"):
        copy.split("b2", 5)
    assert copy.understanding.to_dict() == before


@pytest.mark.parametrize("offset", [-1, 0, 7, 99])
def test_a_split_needs_words_on_both_sides(copy, offset):
    with pytest.raises(CorrectionError, match="中间"):
        copy.split("b4", offset)


def test_a_block_that_does_not_match_the_source_cannot_be_split(copy):
    copy.block("b4").text = "别的文字。"
    with pytest.raises(CorrectionError, match="与原文对不上"):
        copy.split("b4", 2)


def test_joining_leaps_over_a_caption_and_keeps_speaker_and_candidates(copy):
    copy.mark("b4", 0, 7)
    offset = len(copy.block("b2").text)
    assert join_with_previous(copy.article, "b4") == ("b2", offset)
    joined = copy.block("b2")
    assert joined.text.endswith("三座工厂。市里支持企业。")
    assert joined.speaker == "p1"
    assert (joined.candidates[0].start, joined.candidates[0].end) == (offset, offset + 7)
    assert len(joined.spans) == 2
    assert_sound(copy)


def test_a_caption_in_the_middle_of_a_paragraph_is_not_put_at_its_end(copy):
    join_with_previous(copy.article, "b4")
    with pytest.raises(CorrectionError, match="印在上一段的中间"):
        join_with_previous(copy.article, "b3")


def test_joined_to_narration_a_candidate_is_dropped_not_lost(copy):
    copy.mark("b2", 0, 15)
    join_with_previous(copy.article, "b2")
    assert [one.dropped for one in copy.block("b1").candidates] == [True]


def test_the_first_block_has_nothing_to_join(copy):
    with pytest.raises(CorrectionError, match="第一段"):
        join_with_previous(copy.article, "b1")


def test_somebody_else_can_have_said_it(copy):
    set_speaker(copy.article, "b1", "p2")
    assert (copy.block("b1").kind, copy.block("b1").speaker) == (BlockKind.STATEMENT, "p2")


def test_narration_has_no_speaker_and_no_candidates(copy):
    key = copy.mark("b2", 0, 15)
    set_kind(copy.article, "b2", BlockKind.NARRATION)
    assert copy.block("b2").speaker is None
    with pytest.raises(CorrectionError, match="先选定是谁说的"):
        restore_candidate(copy.article, key)
    set_speaker(copy.article, "b2", "p1")
    restore_candidate(copy.article, key)
    assert_sound(copy)


def test_a_statement_needs_a_speaker(copy):
    with pytest.raises(CorrectionError, match="要有说话人"):
        set_kind(copy.article, "b1", BlockKind.STATEMENT)


def test_a_block_made_the_title_gives_the_article_its_title(copy):
    set_kind(copy.article, "b1", BlockKind.TITLE)
    assert copy.article.title == "导语说明来意。"


def test_an_empty_title_is_none(copy):
    set_article(copy.article, " ", "肩题——", "观潮", Kind.COMMENTARY, True)
    article = copy.article
    assert (article.title, article.kicker, article.column) == (None, "肩题——", "观潮")
    assert article.skipped


# Candidates


def test_numbers_and_deadline_are_read_from_what_was_marked(copy):
    key = copy.mark("b2", 0, 15)
    [candidate] = copy.block("b2").candidates
    assert candidate.key == key
    assert candidate.deadline == dt.date(2027, 12, 31)
    assert [(one.value, one.unit) for one in candidate.targets] == [(Decimal(10**6), "辆")]


def test_blanks_at_either_end_are_not_marked():
    copy = Copy()
    copy.add("头。　我们明年投产。", "p1")
    copy.mark("b1", 2, 10)
    assert copy.block("b1").candidates[0].start == 3


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 999)])
def test_what_is_not_in_the_block_cannot_be_marked(copy, start, end):
    with pytest.raises(CorrectionError, match="不在这一段"):
        copy.mark("b2", start, end)


def test_what_nobody_says_cannot_be_marked(copy):
    with pytest.raises(CorrectionError, match="先选定是谁说的"):
        copy.mark("b1", 0, 3)


def test_two_candidates_never_share_words(copy):
    one = copy.mark("b2", 0, 10)
    with pytest.raises(CorrectionError, match="已经有一项承诺"):
        copy.mark("b2", 5, 20)
    drop_candidate(copy.article, one)
    copy.mark("b2", 5, 20)
    with pytest.raises(CorrectionError, match="已经有一项承诺"):
        restore_candidate(copy.article, one)
    assert_sound(copy)


def test_marking_what_was_dropped_takes_it_back(copy):
    one = copy.mark("b2", 0, 10)
    drop_candidate(copy.article, one)
    assert copy.mark("b2", 0, 10) == one
    assert not copy.block("b2").candidates[0].dropped


def test_a_candidate_can_be_given_other_words(copy):
    one = copy.mark("b2", 0, 10)
    move_candidate(copy.article, one, 2, 15)
    assert (copy.block("b2").candidates[0].start, copy.block("b2").candidates[0].end) == (2, 15)


def test_number_and_deadline_can_be_put_right(copy):
    key = copy.mark("b2", 0, 15)
    target = Target(Decimal(3), "座", "equal", "三座")
    set_candidate(copy.article, key, [target], dt.date(2026, 12, 31), "year")
    [candidate] = copy.block("b2").candidates
    assert candidate.targets == [target]
    assert candidate.deadline_text == ""
    with pytest.raises(CorrectionError, match="要么都填"):
        set_candidate(copy.article, key, [], dt.date(2026, 12, 31), "none")


# People


def test_a_new_name_has_to_be_decided_again(copy):
    decide(copy.article, "p1", "7")
    set_participant(copy.article, "p1", "李岚", "星河重工集团总经理", "星河重工集团", Role.GUEST)
    assert copy.article.participant("p1").identity == "7"
    set_participant(copy.article, "p1", "李 兰", "总经理", "", Role.MODERATOR)
    person = copy.article.participant("p1")
    assert (person.name, person.identity, person.role) == ("李兰", "", Role.MODERATOR)


def test_nobody_is_listed_twice(copy):
    with pytest.raises(CorrectionError, match="已经有一位"):
        add_participant(
            copy.understanding, copy.article, "高远", "澜江市工信局局长", "", Role.GUEST
        )


def test_an_added_participants_organisation_is_read_from_the_title(copy):
    key = add_participant(
        copy.understanding, copy.article, "司马青", "星河重工集团总经理", "", Role.GUEST
    )
    assert key == "p3"
    assert copy.article.participant(key).organisation == "星河重工集团"


def test_who_still_speaks_cannot_be_removed(copy):
    with pytest.raises(CorrectionError, match="还有1段话"):
        remove_participant(copy.article, "p2")
    set_speaker(copy.article, "b4", "p1")
    remove_participant(copy.article, "p2")
    assert [one.key for one in copy.article.participants] == ["p1"]


@pytest.mark.parametrize("identity", ["nobody", "-1", "1.5", "１x"])
def test_an_odd_identity_is_refused(copy, identity):
    with pytest.raises(CorrectionError, match="选定"):
        decide(copy.article, "p1", identity)


@pytest.mark.parametrize(
    "correct",
    [
        lambda article: set_speaker(article, "b99", "p1"),
        lambda article: set_speaker(article, "b1", "p99"),
        lambda article: set_kind(article, "b99", BlockKind.NARRATION),
        lambda article: join_with_previous(article, "b99"),
        lambda article: drop_candidate(article, "c99"),
        lambda article: remove_participant(article, "p99"),
    ],
)
def test_what_is_gone_is_refused(copy, correct):
    with pytest.raises(CorrectionError, match="请刷新页面"):
        correct(copy.article)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_an_article_that_is_not_there_is_refused(copy, number):
    with pytest.raises(CorrectionError, match="没有第"):
        article_at(copy.understanding, number)


# Whatever is done

PRINTED = st.text(alphabet="我们明年建成三座厂，。！“” \n李岚", min_size=1, max_size=30)
PARAGRAPHS = st.lists(
    st.tuples(
        PRINTED.filter(str.strip),
        st.sampled_from([None, *PEOPLE]),
        st.sampled_from(["", "李岚：", "## "]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["split", "join", "speaker", "kind", "mark", "drop", "restore", "move"]),
        st.integers(0, 20),
        st.integers(0, 30),
        st.integers(1, 12),
    ),
    max_size=25,
)


@given(PARAGRAPHS, STEPS)
def test_whatever_is_corrected_every_character_stays_in_exactly_one_place(paragraphs, steps):
    copy = Copy()
    for text, speaker, before, is_caption in paragraphs:
        kind = BlockKind.CAPTION if is_caption and not speaker else None
        copy.add(text, speaker, kind, before)
    assert_sound(copy)
    article = copy.article
    for step, which, place, length in steps:
        blocks = article.blocks
        key = blocks[which % len(blocks)].key
        marks: list[Candidate] = [one for block in blocks for one in block.candidates]
        mark = marks[which % len(marks)].key if marks else "c0"
        try:
            match step:
                case "split":
                    copy.split(key, place)
                case "join":
                    join_with_previous(article, key)
                case "speaker":
                    set_speaker(article, key, PEOPLE[place % 2])
                case "kind":
                    kinds = [one for one in BlockKind if one != BlockKind.STATEMENT]
                    set_kind(article, key, kinds[place % len(kinds)])
                case "mark":
                    copy.mark(key, place, place + length)
                case "drop":
                    drop_candidate(article, mark)
                case "restore":
                    restore_candidate(article, mark)
                case "move":
                    move_candidate(article, mark, place, place + length)
        except CorrectionError:
            pass
        assert_sound(copy)
    written = copy.understanding.to_dict()
    assert Understanding.from_dict(written).to_dict() == written
