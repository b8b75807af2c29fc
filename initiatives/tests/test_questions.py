"""What an interviewer is advised to ask: each rule by what it says, and by when it is silent."""

import ast
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.templatetags.typography import big_number

from .. import questions
from ..progress import Reading
from ..questions import (
    MOST_QUESTIONS,
    Promise,
    Revision,
    first_question,
    follow_up_question,
    questions_about,
)

TODAY = dt.date(2026, 11, 23)
SAID = dt.date(2025, 9, 28)


def reading(day: dt.date, value: int, verified: bool = False) -> Reading:
    return Reading(day, Decimal(value), verified, "")


MILESTONE = Promise(
    today=TODAY,
    said_on=SAID,
    summary="建成岸电码头",
    figure=big_number,
    deadline=dt.date(2028, 12, 31),
)
NUMBER = replace(
    MILESTONE,
    summary="2027年产量超百万辆",
    metric="年产量",
    goal="超百万辆",
    target=Decimal(1_000_000),
    unit="辆",
    deadline=dt.date(2027, 12, 31),
    baseline=Decimal(200_000),
    baseline_on=dt.date(2024, 12, 31),
    accumulates=True,
)
MARCH = reading(dt.date(2026, 3, 31), 400_000)
AUTUMN = reading(dt.date(2026, 9, 30), 670_000, verified=True)


def asked(promise: Promise, **changes) -> dict[str, str]:
    """Every question by its ground."""
    return {one.ground: one.text for one in questions_about(replace(promise, **changes))}


def test_the_rules_know_nothing_of_django():
    tree = ast.parse(Path(questions.__file__).read_text())
    imported = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported == {
        "datetime",
        "collections.abc",
        "dataclasses",
        "decimal",
        "typing",
        "progress",
    }


def test_an_overdue_number_is_held_against_the_last_value():
    late = dt.date(2026, 6, 30)
    assert asked(NUMBER, deadline=late, readings=(MARCH,))["已逾期，未判定"] == (
        "“年产量超百万辆”的期限2026年6月30日已过 146 天。最近报告的是2026年3月31日的40万辆，"
        "还差60万辆。后来补上了没有？没补上，卡在哪里，新的日子是哪一天？"
    )


def test_an_overdue_number_nobody_reported_is_asked_for_the_day_it_was_due():
    text = asked(NUMBER, deadline=dt.date(2026, 6, 30))["已逾期，未判定"]
    assert text.endswith("已过 146 天。到期那天实际是多少？哪里可以查到这个数？")


def test_an_overdue_number_that_was_reached_is_asked_for_proof():
    text = asked(
        NUMBER,
        deadline=dt.date(2026, 10, 31),
        readings=(reading(dt.date(2026, 9, 30), 1_020_000),),
    )["已逾期，未判定"]
    assert "2026年9月30日的102万辆，已经够数" in text
    assert "哪一份公开数据可以认定" in text


def test_an_overdue_milestone_is_asked_whether_it_is_done_or_where_it_sticks():
    assert asked(MILESTONE, deadline=dt.date(2026, 11, 22)) == {
        "已逾期，未判定": (
            "“建成岸电码头”的期限2026年11月22日已过 1 天。做成了没有？做成了，是哪一天，"
            "看什么可以查证；没做成，卡在哪一环，新的日子是哪一天？"
        )
    }


def test_an_overdue_policy_is_asked_for_its_document():
    text = asked(MILESTONE, deadline=dt.date(2026, 6, 30), policy=True)["已逾期，未判定"]
    assert "文件出台了没有？文号是什么" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"policy": True}, "文件走到哪一步了：征求意见、审议，还是等着印发？"),
        ({}, "现在做到哪一步，最后一道工序排在哪一天？"),
    ],
)
def test_what_falls_due_soon_counts_the_days(changes, said):
    text = asked(MILESTONE, deadline=dt.date(2026, 12, 31), due_soon=True, **changes)["即将到期"]
    assert text == f"离“建成岸电码头”的期限2026年12月31日只剩 38 天。{said}"


def test_what_falls_due_today_says_so():
    text = asked(MILESTONE, deadline=TODAY, due_soon=True)["即将到期"]
    assert text.startswith("“建成岸电码头”今天到期。")


def test_a_number_due_soon_names_what_is_missing():
    soon = {"deadline": dt.date(2026, 12, 31), "due_soon": True, "accumulates": False}
    assert asked(NUMBER, readings=(AUTUMN,), **soon)["即将到期"] == (
        "离“年产量超百万辆”的期限2026年12月31日只剩 38 天，最近报告的是2026年9月30日的67万辆，"
        "还差33万辆。剩下的靠什么补上？"
    )
    assert "还没有报告过数字" in asked(NUMBER, **soon)["即将到期"]


def test_behind_pace_names_what_time_would_have_brought_and_what_was_reported():
    assert asked(NUMBER, readings=(MARCH,))["落后于进度"] == (
        "“年产量超百万辆”按时间进度，到2026年3月31日应到约53.2万辆，报告的是40万辆，"
        "差13.2万辆。差在哪里？离2027年12月31日还有 403 天，怎么追上？"
    )


def test_behind_pace_replaces_the_question_about_the_deadline():
    grounds = asked(NUMBER, readings=(MARCH,), deadline=dt.date(2026, 12, 31), due_soon=True)
    assert "落后于进度" in grounds
    assert "即将到期" not in grounds


def test_a_falling_number_lags_when_it_is_still_too_high():
    falling = {
        "metric": "百公里电耗",
        "goal": "降到10度以内",
        "unit": "度",
        "target": Decimal(10),
        "baseline": Decimal(16),
        "ceiling": True,
    }
    text = asked(NUMBER, readings=(reading(dt.date(2026, 6, 30), 15),), **falling)["落后于进度"]
    assert "应到约13度，报告的是15度，差2度" in text
    on_pace = asked(NUMBER, readings=(reading(dt.date(2026, 6, 30), 12),), **falling)
    assert "落后于进度" not in on_pace


@pytest.mark.parametrize(
    "changes",
    [
        {"readings": (AUTUMN,)},
        {"readings": ()},
        {"readings": (MARCH,), "accumulates": False},
        {"readings": (MARCH,), "growth": True},
        {"readings": (MARCH,), "baseline": None, "baseline_on": None},
        {"readings": (MARCH,), "deadline": None},
        {"readings": (reading(dt.date(2024, 12, 31), 1),)},
    ],
)
def test_pace_is_asked_about_only_where_it_can_be_reckoned(changes):
    assert "落后于进度" not in asked(NUMBER, **changes)


def test_without_a_baseline_the_first_of_several_values_is_the_start():
    readings = (reading(dt.date(2025, 3, 31), 300_000), MARCH)
    grounds = asked(NUMBER, readings=readings, baseline=None, baseline_on=None)
    assert "应到约55.4万辆，报告的是40万辆，差15.4万辆" in grounds["落后于进度"]


def test_a_hairs_breadth_behind_is_not_worth_a_question():
    almost = reading(dt.date(2026, 3, 31), 530_000)
    assert "落后于进度" not in asked(NUMBER, readings=(almost,))


def test_what_is_counted_in_whole_numbers_is_expected_in_whole_numbers():
    berths = {"unit": "个", "target": Decimal(40), "baseline": Decimal(8), "goal": "40个"}
    text = asked(NUMBER, readings=(reading(dt.date(2026, 3, 31), 12),), **berths)["落后于进度"]
    assert "应到约21个，报告的是12个，差9个" in text


def test_a_percentage_lacks_points():
    share = {"unit": "%", "target": Decimal(60), "goal": "达到60%", "accumulates": False}
    text = asked(
        NUMBER,
        readings=(reading(dt.date(2026, 9, 30), 57),),
        deadline=dt.date(2026, 12, 31),
        due_soon=True,
        **share,
    )["即将到期"]
    assert "9月30日的57%，还差3个百分点" in text


def test_reached_by_its_own_account_is_asked_for_a_third_party():
    own = asked(NUMBER, readings=(reading(dt.date(2026, 9, 30), 1_000_000),))
    assert own["已经达标"].endswith("已经达到超百万辆，但只有会员自报。可有第三方数据可以认定？")
    assert "只有自报" not in own
    checked = asked(NUMBER, readings=(reading(dt.date(2026, 9, 30), 1_000_000, verified=True),))
    assert checked["已经达标"].endswith("接下来的目标是多少，到哪一天？")


def test_a_number_never_reported_is_asked_for_after_a_month():
    assert asked(NUMBER)["没有消息"] == (
        "2025年9月28日说了“年产量超百万辆”，13 个月过去，没有报告过一个数字。"
        "现在是多少，截至哪一天？"
    )
    assert "没有消息" not in asked(NUMBER, said_on=dt.date(2026, 10, 24))


def test_a_milestone_nobody_checked_is_asked_for_a_first_deed():
    assert "我们还没有查到进展。已经做了哪一件事" in asked(MILESTONE)["没有消息"]
    assert "没有消息" not in asked(MILESTONE, verdict="推进中", verdict_on=dt.date(2026, 3, 1))


def test_a_number_judged_without_ever_being_reported_is_still_asked_for():
    grounds = asked(NUMBER, verdict="推进中", verdict_on=dt.date(2026, 3, 1))
    assert grounds["没有数字"].startswith("“年产量超百万辆”还没有报告过一个数字。")


def test_an_old_number_is_asked_for_again_after_half_a_year():
    assert asked(NUMBER, readings=(MARCH,))["数字已旧"] == (
        "最近的数还是2026年3月31日的40万辆，7 个月没有更新。现在是多少？"
    )
    assert "数字已旧" not in asked(NUMBER, readings=(AUTUMN,))


def test_self_reports_are_asked_for_a_second_source():
    assert asked(NUMBER, readings=(MARCH,))["只有自报"] == (
        "2026年3月31日的40万辆是会员自报。可有第三方数据——统计、审计或检测报告——可以对照？"
    )
    assert "只有自报" not in asked(NUMBER, readings=(AUTUMN,))


def test_a_verdict_resting_on_self_reports_is_asked_for_a_second_source():
    judged = {
        "verdict": "推进中",
        "verdict_on": dt.date(2026, 3, 1),
        "only_self_reported": True,
    }
    text = asked(MILESTONE, **judged)["只有自报"]
    assert text.startswith("2026年3月1日判“建成岸电码头”“推进中”，依据只有会员自报。")


def test_a_verdict_that_hurts_is_put_to_the_speaker_with_its_reason():
    assert asked(
        MILESTONE,
        verdict="停滞",
        verdict_on=dt.date(2026, 8, 1),
        reason="七月现场停工，招标已中止。",
        setback=True,
    )["判定不利"] == (
        "我们2026年8月1日判“建成岸电码头”“停滞”，理由是：七月现场停工，招标已中止。"
        "您认不认可？之后有什么变化？"
    )


def test_an_invitation_that_nobody_answered_comes_first():
    found = questions_about(replace(NUMBER, unanswered_since=dt.date(2026, 10, 24)))
    assert found[0].ground == "未予回应"
    assert found[0].text == (
        "2026年10月24日就“年产量超百万辆”请您回应，30 天没有答复。今天能回答吗？"
    )


def test_an_invitation_sent_today_is_not_called_late():
    assert "还没有答复" in asked(NUMBER, unanswered_since=TODAY)["未予回应"]


def test_words_that_were_replaced_are_asked_about_as_such_and_not_by_their_number():
    revision = Revision(dt.date(2026, 9, 1), "2028年产量80万辆")
    late = {"deadline": dt.date(2026, 6, 30), "readings": (MARCH,)}
    assert asked(NUMBER, revision=revision, **late) == {
        "说法已改": (
            "2025年9月28日您说的是“年产量超百万辆”，2026年9月1日改成了“2028年产量80万辆”。"
            "为什么改？从前的说法还算不算数？"
        )
    }


def test_a_target_without_a_baseline_is_asked_where_it_sets_out():
    bare = {"baseline": None, "baseline_on": None}
    assert asked(NUMBER, **bare)["没有起点"] == (
        "“年产量超百万辆”是从什么水平起步的？2025年9月28日说话时是多少，出自哪里？"
    )
    assert "跟哪一年比" in asked(NUMBER, growth=True, **bare)["没有起点"]
    assert "没有起点" not in asked(NUMBER)
    assert "没有起点" not in asked(MILESTONE)


def test_without_a_deadline_one_is_asked_for():
    assert asked(MILESTONE, deadline=None)["没有期限"] == (
        "“建成岸电码头”没有说期限。哪一天之前做到才算数？"
    )
    assert "今年做到哪一步算合格" in asked(MILESTONE, deadline=None, ongoing=True)["没有期限"]


def test_a_conditional_promise_is_asked_about_its_condition():
    assert "还缺哪一条、由谁来定" in asked(MILESTONE, conditional=True)["附有前提"]


def test_a_broken_source_is_asked_about_by_the_articles_name():
    text = asked(MILESTONE, broken_source="港口圆桌")["出处失效"]
    assert "出自《港口圆桌》，那句话后来改动或撤下了。2025年9月28日的原话究竟怎么说" in text


def test_where_nothing_presses_the_next_step_is_asked_for():
    fresh = {"verdict": "按期推进", "verdict_on": dt.date(2026, 11, 1)}
    assert asked(MILESTONE, **fresh) == {
        "例行跟进": (
            "“建成岸电码头”离2028年12月31日还有 769 天。"
            "现在到了哪一步，下一个可以核对的节点是哪一天？"
        )
    }


def test_a_guest_on_nobodys_record_is_asked_for_deed_number_day_and_source():
    assert first_question("示例港务集团", "绿色港口怎么建").text == (
        "就“绿色港口怎么建”，示例港务集团准备做成哪一件事？做到多少，到哪一天，"
        "到时候看哪一份公开数据？"
    )


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("kept", "接下来的目标"), ("missed", "后来补上了没有"), ("unclear", "查得到的数")],
)
def test_what_was_decided_meanwhile_leads_on(outcome, said):
    text = follow_up_question("建成岸电码头", "某判定", dt.date(2026, 5, 4), outcome).text
    assert text.startswith("“建成岸电码头”2026年5月4日判为“某判定”。")
    assert said in text


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
READINGS = st.lists(st.builds(Reading, DAYS, NUMBERS, st.booleans(), st.just("")), max_size=3)


@given(
    st.builds(
        Promise,
        today=DAYS,
        said_on=DAYS,
        summary=st.just("建成岸电码头"),
        figure=st.just(big_number),
        metric=st.sampled_from(["", "年产量"]),
        goal=st.just("100万辆以上"),
        target=st.none() | NUMBERS,
        unit=st.sampled_from(["辆", "%"]),
        ceiling=st.booleans(),
        growth=st.booleans(),
        accumulates=st.booleans(),
        baseline=NUMBERS,
        baseline_on=DAYS,
        deadline=st.none() | DAYS,
        conditional=st.booleans(),
        policy=st.booleans(),
        readings=READINGS.map(lambda rows: tuple(sorted(rows, key=lambda row: row.day))),
        unanswered_since=st.none() | DAYS,
    )
)
def test_whatever_stands_on_record_there_is_something_to_ask(promise):
    found = questions_about(promise)
    assert 1 <= len(found) <= MOST_QUESTIONS
    assert all(one.text.endswith("？") and "None" not in one.text for one in found)
    assert len({one.text for one in found}) == len(found)
