"""Numbers and dates as speakers name them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.manuscripts.deadlines import find_dates
from articles.manuscripts.measures import read_measures
from articles.manuscripts.numerals import read_numeral
from articles.manuscripts.people import organisation_of, titles_agree

PUBLISHED = dt.date(2026, 3, 12)  # a Thursday


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("500万", 5_000_000),
        ("1,280.5万", 12_805_000),
        ("1.2万亿", 1_200_000_000_000),
        ("三百", 300),
        ("两千五百", 2500),
        ("百万", 1_000_000),
        ("千亿", 100_000_000_000),
        ("三万五千", 35_000),
        ("十二", 12),
        ("三点五", Decimal("3.5")),
        ("零", 0),
        ("二零二八", 2028),
        ("", None),
        ("几百", None),
        ("万里", None),
    ],
)
def test_a_numeral_has_a_plain_value(written, value):
    assert read_numeral(written) == value


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "comparator", "text"),
    [
        ("销量要达到500万辆", 5_000_000, "辆", "at_least", "达到500万辆"),
        ("新能源占比超60%", 60, "%", "at_least", "超60%"),
        ("占比不低于６％", 6, "%", "at_least", "不低于６％"),
        ("本地配套率提高到六成", 60, "%", "at_least", "提高到六成"),
        ("提高三个百分点", 3, "百分点", "increase_by", "提高三个百分点"),
        ("把时间控制在15分钟以内", 15, "分钟", "at_most", "控制在15分钟以内"),
        ("审批不超过5个工作日", 5, "工作日", "at_most", "不超过5个工作日"),
        ("不良率降至百分之五以下", 5, "%", "at_most", "降至百分之五"),
        ("能耗降低15%", 15, "%", "at_least", "降低15%"),
        ("规模突破1.2万亿元", 1_200_000_000_000, "元", "at_least", "突破1.2万亿元"),
        ("形成千亿级产业集群", 100_000_000_000, "元", "at_least", "千亿级"),
        ("准点率不低于九成二", 92, "%", "at_least", "不低于九成二"),
        ("服务三百家企业", 300, "家", "at_least", "三百家"),
    ],
)
def test_a_target_has_value_unit_and_comparator(sentence, value, unit, comparator, text):
    (target,) = read_measures(sentence, PUBLISHED).targets
    assert (target.value, target.unit, target.comparator) == (value, unit, comparator)
    assert target.text == text


@pytest.mark.parametrize(
    "sentence",
    [
        "打造一个平台",
        "从三个方面发力",
        "实施“416”布局",
        "发展L3级自动驾驶",
        "零部件产业",
        "2027年建成",
    ],
)
def test_what_counts_nothing_is_no_target(sentence):
    assert read_measures(sentence, PUBLISHED).targets == []


@pytest.mark.parametrize(
    ("sentence", "deadline", "precision"),
    [
        ("到2027年建成", "2027-12-31", "year"),
        ("二〇二八年底前建成", "2028-12-31", "year"),
        ("年底前完成", "2026-12-31", "year"),
        ("今年内完成", "2026-12-31", "year"),
        ("明年6月前投产", "2027-06-30", "month"),
        ("9月底前交付", "2026-09-30", "month"),
        ("2月底前交付", "2027-02-28", "month"),
        ("本月底上线", "2026-03-31", "month"),
        ("下个月开工", "2026-04-30", "month"),
        ("三季度投产", "2026-09-30", "quarter"),
        ("上半年投产", "2026-06-30", "month"),
        ("10月1日前开门", "2026-10-01", "day"),
        ("七月十五日起启用", "2026-07-15", "day"),
        ("两年内建成", "2028-03-12", "day"),
        ("3个月内完成", "2026-06-12", "day"),
        ("未来三年投入", "2029-03-12", "day"),
        ("后天点火", "2026-03-14", "day"),
        ("下周一送到", "2026-03-16", "day"),
        ("“十五五”末达到", "2030-12-31", "plan"),
        ("元旦前通车", "2027-01-01", "day"),
        ("2026—2028年实施", "2028-12-31", "year"),
        ("去年建成", None, "none"),
        ("2024年建成", None, "none"),
        ("做好“十五五”专项规划编制", None, "none"),
        ("审批压缩到3天内", None, "none"),
    ],
)
def test_a_deadline_is_the_last_day_of_the_period_named(sentence, deadline, precision):
    measures = read_measures(sentence, PUBLISHED)
    assert (measures.deadline and measures.deadline.isoformat()) == deadline
    assert measures.deadline_precision == precision
    assert measures.deadline_text in sentence


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        "0123456789０９一二十百千万亿两半年月日号季度底末前内今明后上下周本个到至“十五五”，%成 点",
        max_size=25,
    ),
    st.dates(),
)
def test_nothing_that_looks_like_a_date_or_a_number_raises(text, published):
    measures = read_measures(text, published)
    for date in find_dates(text, published):
        assert 0 <= date.start < date.end <= len(text)
    for target in measures.targets:
        assert target.text in text
        assert target.value.is_finite()


@pytest.mark.parametrize(
    ("title", "organisation"),
    [
        ("星河重工集团党委书记、董事长", "星河重工集团"),
        ("市经信委主任", "市经信委"),
        ("赛力斯集团董事长（创始人）", "赛力斯集团"),
        ("两江新区党工委委员、管委会副主任", "两江新区"),
        ("市发展改革委党组成员、副主任", "市发展改革委"),
        ("市经济信息委汽车工业处处长", "市经济信息委"),
        ("市科技局局长", "市科技局"),
        ("总经理", ""),
        ("", ""),
    ],
)
def test_the_organisation_is_the_first_part_of_a_title(title, organisation):
    assert organisation_of(title) == organisation


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("星河集团董事长", "星河集团党委书记、董事长", True),
        ("市经信委主任", "市经信委党组书记、主任", True),
        ("市经信委主任", "云杉设计院总建筑师", False),
        ("", "市经信委主任", False),
    ],
)
def test_titles_of_one_person_agree(one, other, agree):
    assert titles_agree(one, other) is agree
