"""The fictional people, organisations and initiatives. Every name says that it is one: （示例）."""

import datetime as dt

from .records import (
    Goal,
    Initiative,
    Membership,
    Milestone,
    Organisation,
    Paragraphs,
    Person,
    Topic,
)

__all__ = [
    "MEMBERSHIPS",
    "ORGANISATIONS",
    "PEOPLE",
    "TITLES",
    "TOPICS",
    "sample_initiatives",
]

FICTION = "虚构，供演示。"

TOPICS = (Topic("port", "港航物流（示例）", "虚构港口的承诺，用来演示各种判定"),)

ORGANISATIONS = (
    Organisation("s-port", "海湾港集团（示例）", "company", description=FICTION),
    Organisation("s-transport", "海湾市交通运输委（示例）", "department", description=FICTION),
    Organisation("s-dongao", "东澳区（示例）", "district", description=FICTION),
    Organisation("s-yuanfan", "远帆智能（示例）", "company", description=FICTION),
    Organisation("s-lianyang", "联洋船务（示例）", "company", description=FICTION),
    Organisation("s-association", "海湾港口协会（示例）", "association", description=FICTION),
    Organisation("s-paper", "海湾晨报（示例）", "media", description=FICTION),
)

MEMBERSHIPS = (
    Membership("s-association", "s-port", dt.date(2018, 3, 1)),
    Membership("s-association", "s-yuanfan", dt.date(2021, 6, 15)),
    Membership("s-association", "s-lianyang", dt.date(2019, 9, 1)),
)

PEOPLE = (
    Person("ge-wei", "葛维（示例）", "董事长", "s-port", FICTION),
    Person("luo-beichuan", "罗北川（示例）", "主任", "s-transport", FICTION),
    Person("mi-lan", "米澜（示例）", "区长", "s-dongao", FICTION),
    Person("bai-zhou", "柏舟（示例）", "首席执行官", "s-yuanfan", FICTION),
    Person("xu-zhixing", "许知行（示例）", "秘书长", "s-association", FICTION),
    Person("wen-di", "温迪（示例）", "首席记者", "s-paper", FICTION),
    Person("lin-du", "林渡（示例）", "记者", "s-paper", FICTION),
    Person("song-shiyu", "宋时雨（示例）", "评论员", "s-paper", FICTION),
)

TITLES = {
    "ge-wei": "海湾港集团董事长（示例）",
    "luo-beichuan": "海湾市交通运输委主任（示例）",
    "mi-lan": "东澳区区长（示例）",
    "bai-zhou": "远帆智能首席执行官（示例）",
    "xu-zhixing": "海湾港口协会秘书长（示例）",
    "wen-di": "海湾晨报首席记者（示例）",
    "lin-du": "海湾晨报记者（示例）",
    "song-shiyu": "海湾晨报评论员（示例）",
}


def sample_initiatives(began_on: dt.date, ends_on: dt.date) -> tuple[Initiative, ...]:
    """Three of them, running between the two days."""
    return (
        Initiative(
            key="s-shore-power",
            title="岸电全覆盖计划（示例）",
            summary="让靠港的船关掉辅机，用上岸上的电。虚构，供演示。",
            status="running",
            leads=("s-port",),
            partners=("s-transport", "s-lianyang"),
            starts_on=began_on,
            ends_on=ends_on,
            goals=(
                Goal("码头岸电使用率", "95%"),
                Goal(
                    "全湾装有标准岸电接口的泊位",
                    "60个",
                    metric="装有标准岸电接口的泊位",
                    target=60,
                    unit="个",
                ),
            ),
            milestones=(
                Milestone("启动当日", "岸电使用率62%，标准接口8个"),
                Milestone("期满", "使用率达到目标，公布逐泊位的用电台账"),
            ),
            body=(
                Paragraphs(
                    (
                        "岸电装好了，船未必肯接。插头不合、电价不明、等电的时间谁来算，是三道坎。",
                        "计划先改接口，再定电价，最后把用没用岸电写进靠泊的排班。",
                    )
                ),
            ),
            topics=("port",),
        ),
        Initiative(
            key="s-trucks",
            title="无人集卡规模化试点（示例）",
            summary="从几十台跑到几百台，看无人集卡能不能算得过账。虚构，供演示。",
            status="running",
            leads=("s-yuanfan",),
            partners=("s-port", "s-transport"),
            starts_on=began_on,
            period_text="分三年实施",
            goals=(Goal("交付无人集卡", "600台"), Goal("单台价格", "60万元以下")),
            body=(
                Paragraphs(
                    (
                        "一台车从九十万元降到六十万元，靠的不是压供应商的价，"
                        "是让一套系统多带几台车。",
                        "试点先在两个堆场之间跑夜班，再接白班。",
                    )
                ),
            ),
            topics=("port",),
        ),
        Initiative(
            key="s-open-data",
            title="中小船东数据开放（示例）",
            summary="把靠泊、堆场、闸口的数据向中小船东开放。虚构，供演示。",
            status="running",
            leads=("s-association",),
            partners=("s-port", "s-lianyang"),
            goals=(Goal("向中小船东开放靠泊、堆场、闸口三类数据", "3类"),),
            body=(
                Paragraphs(
                    (
                        "大船东有自己的系统，小船东只有电话。开放数据，"
                        "是让小船东也能算准到港的钟点。",
                    )
                ),
            ),
            topics=("port",),
        ),
    )
