"""What an editor changes at the desk.

Each correction checks everything before it changes anything, so that a refused one leaves the
article as it was. Whatever is done, the spans of the blocks go on tiling the manuscript.
"""

import datetime as dt
from dataclasses import replace

from .measures import read_measures
from .understanding import (
    Article,
    Block,
    BlockKind,
    Candidate,
    Kind,
    Participant,
    Target,
    Understanding,
)

__all__ = [
    "CorrectionError",
    "add_candidate",
    "article_at",
    "drop_candidate",
    "find_participant",
    "join_with_previous",
    "move_candidate",
    "new_key",
    "restore_candidate",
    "set_article",
    "set_candidate",
    "set_kind",
    "set_speaker",
    "split",
]

# What may stand between two halves of a paragraph that the columns broke.
ASIDES = (BlockKind.CAPTION, BlockKind.BYLINE)
GONE = "这一处已不在稿件里，请刷新页面。"


class CorrectionError(ValueError):
    """A correction that cannot be made; says why, and what to do, in Chinese."""


def article_at(understanding: Understanding, number: int) -> Article:
    """The article by its number in the manuscript, from 1."""
    if not 1 <= number <= len(understanding.articles):
        raise CorrectionError(f"这份稿件没有第{number}篇，请刷新页面。")
    return understanding.articles[number - 1]


def set_article(
    article: Article, title: str, kicker: str, column: str, kind: Kind, skipped: bool
) -> None:
    """An empty title, kicker or column is none."""
    article.title = title.strip() or None
    article.kicker = kicker.strip() or None
    article.column = column.strip() or None
    article.kind = kind
    article.skipped = skipped


def set_speaker(article: Article, block_key: str, participant_key: str) -> None:
    block = _block(article, block_key)
    speaker = find_participant(article, participant_key)
    block.kind, block.speaker = BlockKind.STATEMENT, speaker.key


def set_kind(article: Article, block_key: str, kind: BlockKind) -> None:
    """Anything but a statement, which needs a speaker; its candidates are dropped, not lost."""
    block = _block(article, block_key)
    if kind == BlockKind.STATEMENT:
        raise CorrectionError("发言要有说话人：请选定是谁说的。")
    block.kind, block.speaker = kind, None
    _drop_what_nobody_says(block)
    if kind in (BlockKind.TITLE, BlockKind.KICKER, BlockKind.COLUMN):
        setattr(article, kind.value, block.text)


def join_with_previous(article: Article, block_key: str) -> tuple[str, int]:
    """The words go to the end of the block before, over captions; says its key and the seam."""
    block = _block(article, block_key)
    position = article.blocks.index(block) - 1
    if block.kind not in ASIDES:
        while position >= 0 and article.blocks[position].kind in ASIDES:
            position -= 1
    if position < 0:
        raise CorrectionError("这是第一段，前面没有可以合并的段落。")
    previous = article.blocks[position]
    if previous.spans[-1][1] > block.spans[0][0]:
        raise CorrectionError("这些文字印在上一段的中间，不能接到它的末尾。")
    offset = len(previous.text)
    previous.spans = _tidy([*previous.spans, *block.spans])
    previous.text += block.text
    previous.candidates += [
        replace(one, start=one.start + offset, end=one.end + offset) for one in block.candidates
    ]
    _drop_what_nobody_says(previous)
    article.blocks.remove(block)
    return previous.key, offset


def split(
    understanding: Understanding, article: Article, block_key: str, offset: int, source: str
) -> str:
    """Cut a block before the character at `offset`; says the key of the second half."""
    block = _block(article, block_key)
    if not 0 < offset < len(block.text):
        raise CorrectionError("拆分处要在一段的中间。")
    left_text, right_text = block.text[:offset].rstrip(), block.text[offset:].lstrip()
    if not left_text or not right_text:
        raise CorrectionError("拆开的两段都要有文字。")
    for one in block.candidates:
        if one.start < offset < one.end and not one.dropped:
            raise CorrectionError("拆分处在一项承诺的中间，请先取消这项承诺，或换一处拆分。")
    begin = len(block.text) - len(right_text)
    at = _origin(block, source)[begin]
    kept = [one for one in block.candidates if not one.start < offset < one.end]
    second = Block(
        new_key(understanding, "b"),
        block.kind,
        [(max(start, at), end) for start, end in block.spans if end > at],
        right_text,
        block.speaker,
        [
            replace(one, start=max(one.start - begin, 0), end=one.end - begin)
            for one in kept
            if one.end > offset
        ],
    )
    block.spans = [(start, min(end, at)) for start, end in block.spans if start < at]
    block.text = left_text
    block.candidates = [
        replace(one, end=min(one.end, len(left_text))) for one in kept if one.end <= offset
    ]
    article.blocks.insert(article.blocks.index(block) + 1, second)
    return second.key


def add_candidate(
    understanding: Understanding, article: Article, block_key: str, start: int, end: int
) -> str:
    """Number and deadline are read from the words; says the candidate's key."""
    block = _block(article, block_key)
    start, end = _words(block, start, end)
    _refuse_overlap(block, start, end)
    same = [one for one in block.candidates if (one.start, one.end) == (start, end)]
    if same:
        same[0].dropped = False
        return same[0].key
    measures = read_measures(block.text[start:end], understanding.published)
    candidate = Candidate(
        new_key(understanding, "c"),
        start,
        end,
        measures.deadline,
        measures.deadline_precision,
        measures.deadline_text,
        measures.targets,
    )
    block.candidates = sorted([*block.candidates, candidate], key=lambda one: one.start)
    return candidate.key


def move_candidate(article: Article, candidate_key: str, start: int, end: int) -> None:
    """Other words of the same block; number and deadline stay as they are."""
    block, candidate = _candidate(article, candidate_key)
    start, end = _words(block, start, end)
    _refuse_overlap(block, start, end, candidate)
    candidate.start, candidate.end = start, end
    block.candidates.sort(key=lambda one: one.start)


def drop_candidate(article: Article, candidate_key: str) -> None:
    _candidate(article, candidate_key)[1].dropped = True


def restore_candidate(article: Article, candidate_key: str) -> None:
    block, candidate = _candidate(article, candidate_key)
    _refuse_without_speaker(block)
    _refuse_overlap(block, candidate.start, candidate.end, candidate)
    candidate.dropped = False


def set_candidate(
    article: Article,
    candidate_key: str,
    targets: list[Target],
    deadline: dt.date | None,
    precision: str,
) -> None:
    """The words that name the deadline are kept only while the date stays the one they name."""
    candidate = _candidate(article, candidate_key)[1]
    if (deadline is None) != (precision == "none"):
        raise CorrectionError("期限和精度要么都填，要么都不填。")
    if candidate.deadline != deadline:
        candidate.deadline_text = ""
    candidate.targets, candidate.deadline = targets, deadline
    candidate.deadline_precision = precision


def _block(article: Article, key: str) -> Block:
    for block in article.blocks:
        if block.key == key:
            return block
    raise CorrectionError(f"找不到这一段。{GONE}")


def find_participant(article: Article, key: str) -> Participant:
    """Or refuse."""
    person = article.participant(key)
    if person is None:
        raise CorrectionError(f"找不到这个人。{GONE}")
    return person


def _candidate(article: Article, key: str) -> tuple[Block, Candidate]:
    for block in article.blocks:
        for candidate in block.candidates:
            if candidate.key == key:
                return block, candidate
    raise CorrectionError(f"找不到这项承诺。{GONE}")


def new_key(understanding: Understanding, letter: str) -> str:
    """One that no article of the manuscript uses: b1, c2, p3, …"""
    used = 0
    for article in understanding.articles:
        candidates = [one for block in article.blocks for one in block.candidates]
        for one in (*article.blocks, *article.participants, *candidates):
            if one.key[:1] == letter and one.key[1:].isdecimal():
                used = max(used, int(one.key[1:]))
    return f"{letter}{used + 1}"


def _tidy(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, neighbours made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _origin(block: Block, source: str) -> list[int]:
    """Where each character of the text stands in the manuscript.

    The text is the source without line breaks, markers and the label at the head of a turn, so
    the characters are found from the end backwards: what was left out stands mostly in front.
    """
    places = [place for start, end in block.spans for place in range(start, end)]
    origin = [0] * len(block.text)
    for number in range(len(block.text) - 1, -1, -1):
        while places and source[places[-1]] != block.text[number]:
            places.pop()
        if not places:
            raise CorrectionError("这一段的文字与原文对不上，无法拆分。")
        origin[number] = places.pop()
    return origin


def _words(block: Block, start: int, end: int) -> tuple[int, int]:
    """The characters chosen, without blanks at either end."""
    _refuse_without_speaker(block)
    if not 0 <= start < end <= len(block.text):
        raise CorrectionError(f"选中的文字不在这一段里。{GONE}")
    chosen = block.text[start:end]
    start += len(chosen) - len(chosen.lstrip())
    end -= len(chosen) - len(chosen.rstrip())
    if start >= end:
        raise CorrectionError("没有选中文字：请选中一句话。")
    return start, end


def _refuse_without_speaker(block: Block) -> None:
    if block.kind != BlockKind.STATEMENT or block.speaker is None:
        raise CorrectionError("这一段还没有说话人，不能有承诺；请先选定是谁说的。")


def _refuse_overlap(block: Block, start: int, end: int, own: Candidate | None = None) -> None:
    for one in block.candidates:
        if one is not own and not one.dropped and one.start < end and start < one.end:
            raise CorrectionError("这些文字里已经有一项承诺；要重新划定，请先取消它。")


def _drop_what_nobody_says(block: Block) -> None:
    if block.kind != BlockKind.STATEMENT:
        for one in block.candidates:
            one.dropped = True
