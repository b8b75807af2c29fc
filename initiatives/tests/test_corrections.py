"""Which corrections of an article speak of one commitment."""

import pytest

from ..corrections import concerns

SENTENCES = ["到2027年，年产量超百万辆。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C-2025-0007 的期限有误，已改正。", True),
        ("王一丁的职务原作总经理，应为董事长。", True),
        ("原文“年产量超百万辆”，应为“年产量超八十万辆”，已改正。", True),
        ("原文“年产量 超百万辆”漏字，已改正。", True),
        ("“家底”一节原文称泊位“已建成9个”，应为“已建成7个”。", False),
        ("原文“百万辆”有误。", False),
        ("", False),
    ],
)
def test_by_code_by_speaker_or_by_a_piece_of_the_sentence(text, expected):
    found = concerns(text, code="C-2025-0007", speaker="王一丁（示例）", sentences=SENTENCES)
    assert found is expected


def test_an_empty_sentence_or_name_concerns_nothing():
    assert not concerns(
        "原文“年产量超百万辆”有误。", code="C-1", speaker="（示例）", sentences=[""]
    )
