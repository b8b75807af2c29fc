"""Raw copy in, an understanding out: nothing lost, nothing raised, linear, and good enough."""

import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.evaluation import __main__ as evaluation
from articles.evaluation.scoring import Score, score_folder
from articles.manuscripts.layout import BLANK
from articles.manuscripts.parser import understand
from articles.manuscripts.understanding import Article, BlockKind, Understanding

PUBLISHED = dt.date(2026, 3, 12)
SCRAPS = [
    "嘉宾",
    "主持人：",
    "本报记者 王芳 李岚",
    "■观潮 高远",
    "## ",
    "**",
    "\n",
    "\n\n",
    "\u3000\u3000",
    "\t",
    " ",
    "“",
    "”",
    "「",
    "」",
    '"',
    "（",
    "）",
    "。",
    "，",
    "；",
    "？",
    "……",
    "——",
    "星河集团董事长",
    "欧阳静",
    "高远",
    "李岚也说",
    "表示，",
    "介绍，",
    "说：",
    "他还透露，",
    "二是",
    "我们将",
    "到2027年",
    "２０２７年底前",
    "建成100座",
    "超百万辆",
    "四成",
    "1,280.5万标箱",
    "明年6月前",
    "两年内",
    "（资料图片）记者 龙帆 摄",
    "图为车间。",
    "===",
    "\r\n",
    "\x00",
    "\ufeff",
    "\u200b",
    "二零二八年",
    "99999999999999999999年",
    "第0季度",
    "13月32日",
    "百分之",
    "亿亿亿",
    "点",
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join),
    st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=5)), max_size=40).map("".join),
)


def spans_of(understanding: Understanding) -> list[tuple[int, int]]:
    return sorted(
        span
        for article in understanding.articles
        for block in article.blocks
        for span in block.spans
    )


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("")
@example("\n\n")
@example("**")
@example("**　**\n高远：\n")
def test_every_character_belongs_to_exactly_one_block_whatever_the_text(text):
    understanding = understand(text, PUBLISHED)
    position = 0
    for start, end in spans_of(understanding):
        assert start == position
        assert end > start
        position = end
    if understanding.articles:
        assert position == len(text)
    else:
        assert not text.strip(BLANK)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_understood_survives_being_kept_and_stays_within_its_blocks(text):
    understanding = understand(text, PUBLISHED)
    assert Understanding.from_dict(understanding.to_dict()) == understanding
    for article in understanding.articles:
        people = {one.key for one in article.participants}
        for block in article.blocks:
            own = "".join(text[start:end] for start, end in block.spans)
            assert is_within(block.text, own)
            assert block.speaker is None or block.speaker in people
            for candidate in block.candidates:
                assert 0 <= candidate.start < candidate.end <= len(block.text)


def is_within(words: str, source: str) -> bool:
    """Whether the characters of `words` come in this order in `source`."""
    characters = iter(source)
    return all(character in characters for character in words)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.dates(min_value=dt.date(1, 1, 1)))
def test_no_day_of_print_makes_a_date_fail(text, published):
    understand(text, published)


@pytest.mark.parametrize(
    "unit",
    [
        "市经济信息委主任陈燕表示，到2027年建成100座超充站。\n\n",
        "主持人：好\n",
        "某市主任　陈燕\n",
        "“你好，",
        "董事长高远站",
        "一百万",
        "（",
        "## 标题\n",
        "（王芳 摄）\n",
        "（记者 王芳李岚",
    ],
)
def test_time_grows_linearly_with_the_text(unit):
    def cost(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        return min(timed(text) for _ in range(3))

    def timed(text: str) -> float:
        begin = time.process_time()
        understand(text, PUBLISHED)
        return time.process_time() - begin

    short, long = cost(15_000), cost(120_000)
    assert long < 8 * short * 2.5 + 0.05  # quadratic work would need 64 times as long


def test_the_evaluation_set_reaches_every_bar(capsys):
    assert evaluation.main([]) == 0
    assert "| **ALL** |" in capsys.readouterr().out


def test_a_worse_parser_would_miss_the_bars(monkeypatch, capsys):
    def nobody(text: str, published: dt.date) -> Understanding:
        understanding = understand(text, published)
        for article in understanding.articles:
            for block in article.blocks:
                block.speaker = None
        return understanding

    monkeypatch.setattr("articles.evaluation.scoring.understand", nobody)
    assert evaluation.main([]) == 1


def test_every_gold_answer_is_true_to_its_manuscript():
    folder = Path(evaluation.__file__).parent / "manuscripts"
    assert len(list(score_folder(folder))) >= 8
    assert all(isinstance(score, Score) for _, score in score_folder(folder))


ROUNDTABLE = """\
## 老码头，新航线

## 江湾圆桌

嘉宾

澜江港务集团党委书记、董事长	司徒远
市交通局副局长	王含

主持人
澜江日报首席记者	林溪

码头重新热闹起来，本报邀请两位嘉宾座谈。

## 航线

船往哪里开

“航线就是生命线。”司徒远表示，去年集团新开航线6条。接下来，集团将投入2.5亿元改造老码头，到

老码头上，龙门吊正在作业。（资料图片）记者 龙帆 摄

2028年吞吐量突破300万标箱。

王含说，省里提出到2030年全省建成10个枢纽港。他同时透露，今年三季度前该局将开通2条水上公交。

二是把服务做细。希望企业多用电动船。

（整理：林溪）
"""


def read(text: str) -> Article:
    (article,) = understand(text, PUBLISHED).articles
    return article


def test_a_roundtable_is_read_whole():
    answer = read(ROUNDTABLE).to_answer()
    assert (answer["kind"], answer["title"], answer["column"]) == (
        "roundtable",
        "老码头，新航线",
        "江湾圆桌",
    )
    assert answer["participants"] == [
        {
            "name": "司徒远",
            "title": "澜江港务集团党委书记、董事长",
            "organisation": "澜江港务集团",
            "role": "guest",
        },
        {"name": "王含", "title": "市交通局副局长", "organisation": "市交通局", "role": "guest"},
        {
            "name": "林溪",
            "title": "澜江日报首席记者",
            "organisation": "澜江日报",
            "role": "moderator",
        },
    ]
    assert answer["sections"] == [{"heading": "航线", "subheading": "船往哪里开"}]
    assert [one["speaker"] for one in answer["statements"]] == ["司徒远", "王含", "王含"]
    assert "到2028年吞吐量突破300万标箱" in answer["statements"][0]["text"]
    first, second = answer["commitments"]
    assert first["deadline"] == "2028-12-31"
    assert [(one["value"], one["unit"]) for one in first["targets"]] == [
        (250000000, "元"),
        (3000000, "标箱"),
    ]
    assert second["quote"] == "今年三季度前该局将开通2条水上公交。"
    assert (second["deadline"], second["deadline_precision"]) == ("2026-09-30", "quarter")


def test_a_caption_in_mid_sentence_is_taken_out_and_kept():
    article = read(ROUNDTABLE)
    captions = [block.text for block in article.blocks if block.kind == BlockKind.CAPTION]
    assert captions == ["老码头上，龙门吊正在作业。（资料图片）记者 龙帆 摄"]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("“路通了，人就来了。”石门村党支部书记欧阳蕙说。", "欧阳蕙"),
        ("市商务局局长李岚也说，要把服务做细。", "李岚"),
        ("“先修路，”区交通局副局长（主持工作）成于思打了个比方，“再修心。”", "成于思"),
        ("在高远看来，难处不在钱。", None),
        ("有人说，路修好了就行。", None),
        ("在“山货到家”电商平台联合创始人高小满看来，难处不在钱。", "高小满"),
    ],
)
def test_the_speaker_of_a_paragraph_is_found_before_inside_and_after_the_words(paragraph, speaker):
    text = f"标题在此处\n\n本报记者 万里\n\n开头一段叙述，说明来由和背景。\n\n{paragraph}\n"
    statements = read(text).to_answer()["statements"]
    assert [one["speaker"] for one in statements] == ([speaker] if speaker else [])


def test_two_people_of_one_name_stay_two():
    text = (
        "标题在此处\n\n本报记者 万里\n\n大药房店长王立冬说，药不用囤。\n\n"
        "市第十一中学后勤主任王立冬说，一年内，我们要把3台老锅炉换掉。\n"
    )
    article = read(text)
    guests = [one for one in article.participants if one.role == "guest"]
    assert [one.title for one in guests] == ["大药房店长", "市第十一中学后勤主任"]
    assert len({block.speaker for block in article.statements}) == 2
    assert any("王立冬" in warning for warning in article.warnings)


@pytest.mark.parametrize(
    "sentence",
    [
        "去年我们已建成充电桩42万个。",
        "市里的规划提出，到2027年建成100座超充站。",
        "希望政府明年拿出2亿元支持企业。",
        "有机构预测，2030年全国市场规模将突破1万亿元。",
        "听说邻市明年要建一个300亩的产业园。",
        "到2027年，我们能不能建成100座超充站？",
        "如果政策到位，明年产量可以再增加10万辆。",
    ],
)
def test_a_fact_a_wish_or_somebody_elses_plan_is_no_commitment(sentence):
    text = f"标题在此处\n\n本报记者 万里\n\n开头一段叙述。\n\n星河集团董事长高远说，{sentence}\n"
    assert read(text).to_answer()["commitments"] == []
