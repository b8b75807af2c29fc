"""The fictional commitments: between them every verdict, schedule state, reply and report."""

import datetime as dt
from decimal import Decimal

from .days import Days, say_day, say_month, say_quarter
from .records import Assessment, Commitment, Contact, Evidence, Reply, Report
from .sample_port_commitments import port_commitments
from .sample_wording import ASSOCIATION, due, found, number, reported, said, summary, walk

__all__ = ["sample_commitments"]

STATISTICS = "海湾市统计局（示例）"


def sample_commitments(days: Days) -> tuple[Commitment, ...]:
    """All of them, with dates and histories reckoned from `days.today`."""
    return (
        *port_commitments(days),
        *_city(days),
        *_technology(days),
        *_district(days),
        *_association(days),
    )


def _city(days: Days) -> tuple[Commitment, ...]:
    berths = said(
        "s-berths",
        "luo-beichuan",
        days,
        "number",
        "全市自动化泊位达到15个",
        **number("全市自动化泊位", "at_least", 15, "个", "15个", accumulates=True),
        **due(days.berths, "year", f"到{days.berths.year}年"),
        baseline=Decimal(7),
        baseline_on=days.table,
        reports=(
            found(days.after_table(150), 9, "验收公告所列"),
            found(days.ago(70), 12, "验收公告所列"),
        ),
        assessments=(
            Assessment(
                "on_track",
                "验收公告累计12个，不慢于时间进度，另有两个在招标。",
                days.ago(60),
                (
                    Evidence(
                        "official",
                        "自动化泊位验收公告",
                        "海湾市交通运输委（示例）",
                        days.ago(70),
                    ),
                ),
            ),
        ),
    )
    cost = said(
        "s-logistics-cost",
        "luo-beichuan",
        days,
        "number",
        "综合物流费用率降到12.6%以下",
        **number("综合物流费用率", "at_most", "12.6", "%", "12.6%以下"),
        **due(days.in_three_years, "month", "三年内"),
        baseline=Decimal("14.6"),
        baseline_on=days.table,
    )
    tugs = said(
        "s-tugs",
        "luo-beichuan",
        days,
        "conditional",
        "省里补助到位后，市里配套老旧拖轮改造费用的一半",
        assessments=(
            Assessment(
                "unratable",
                "以省里补助到位为前提。省里没有公布过这项补助，前提不成立，也就无从判断。",
                days.after_table(210),
                (
                    Evidence(
                        "official",
                        "年度专项资金目录",
                        "省级财政部门（示例）",
                        days.after_table(190),
                        supports=False,
                        note="目录中没有这一项",
                    ),
                ),
            ),
        ),
    )
    return berths, cost, tugs


def _technology(days: Days) -> tuple[Commitment, ...]:
    price = said(
        "s-truck-price",
        "bai-zhou",
        days,
        "number",
        "单台无人集卡的价格降到60万元以下",
        "s-trucks",
        **number("单台无人集卡价格", "at_most", 60, "万元", "60万元以下", accumulates=True),
        **due(days.in_three_years, "month", "三年内"),
        baseline=Decimal(90),
        baseline_on=days.table,
        reports=(
            reported(
                days.after_table(130),
                82,
                "第二批合同的均价",
                decision="changed",
                reason="按所附合同改正：原填 8.2，单位应为万元。",
            ),
            found(days.ago(110), 76, "查阅三份采购合同"),
        ),
        assessments=(
            Assessment(
                "in_progress",
                "查阅三份采购合同，均价76万元，比起点低14万元，离60万元还有一程。",
                days.ago(100),
                (
                    walk("查阅三份采购合同", days.ago(110)),
                    Evidence(
                        "self_report",
                        "第二批合同均价",
                        "远帆智能（示例）",
                        days.after_table(130),
                    ),
                ),
            ),
        ),
    )
    trucks = said(
        "s-trucks-600",
        "bai-zhou",
        days,
        "number",
        "交付600台无人集卡",
        "s-trucks",
        **number("累计交付无人集卡", "at_least", 600, "台", "600台", accumulates=True),
        **due(days.trucks, "month", f"{say_month(days.trucks)}底前"),
        baseline=Decimal(0),
        baseline_on=days.table,
        reports=(
            reported(days.after_table(100), 120),
            reported(days.after_table(150), 210, "含试运行的车", status="withdrawn"),
            reported(days.after_table(210), 260),
            found(days.trucks, 412, "核对车辆登记"),
        ),
        assessments=(
            Assessment(
                "behind",
                "自报交付260台，按时间匀速应在330台以上。",
                days.after_table(230),
                (
                    Evidence(
                        "self_report",
                        "交付月报",
                        "远帆智能（示例）",
                        days.after_table(210),
                        supports=False,
                    ),
                ),
            ),
            Assessment(
                "partly_kept",
                "期限当日核对车辆登记，交付412台，为承诺的三分之二强。",
                days.ago(12),
                (
                    Evidence("official", "车辆登记台账", "海湾市车管部门（示例）", days.trucks),
                    walk("三个堆场清点", days.ago(16), supports=False),
                ),
            ),
        ),
        replies=(Reply(days.ago(24), "书面函"),),
    )
    remote = said(
        "s-remote",
        "bai-zhou",
        days,
        "number",
        "远程看护的人均台数提高50%",
        "s-trucks",
        said_on=days.return_visit,
        **number("人均看护台数", "increase_by", 50, "%", "提高50%"),
        **due(days.remote_driving, "year", f"到{days.remote_driving.year}年底"),
        responsible="",
    )
    return price, trucks, remote


def _district(days: Days) -> tuple[Commitment, ...]:
    output = said(
        "s-output",
        "mi-lan",
        days,
        "number",
        "临港产业年产值突破800亿元",
        **number("临港产业年产值", "at_least", 800, "亿元", "突破800亿元"),
        **due(days.output, "year", f"到{days.output.year}年"),
        baseline=Decimal(610),
        baseline_on=days.table,
        reports=(
            found(days.after_table(200), 690, "滚动四个季度"),
            found(days.ago(100), 806, "滚动四个季度"),
        ),
        assessments=(
            Assessment(
                "too_early",
                "期限尚远，只有起点一个数。",
                days.after_table(90),
                (walk("查阅区里的产业公报", days.after_table(88)),),
            ),
            Assessment(
                "on_track",
                "最近四个季度合计690亿元，快于时间进度。",
                days.after_table(215),
                (Evidence("official", "季度产业公报", STATISTICS, days.after_table(210)),),
            ),
            Assessment(
                "kept",
                "最近四个季度合计806亿元，超过所说的800亿元，统计部门与审计数字一致。",
                days.ago(75),
                (
                    Evidence(
                        "official",
                        "季度产业公报",
                        STATISTICS,
                        days.ago(85),
                        kept_on=days.ago(84),
                    ),
                    Evidence("audit", "临港产业专项审计", "湾区会计师事务所（示例）", days.ago(80)),
                ),
                fulfilled_on=days.ago(100),
            ),
        ),
    )
    viaduct = said(
        "s-viaduct",
        "mi-lan",
        days,
        "milestone",
        "疏港高架东段通车",
        **due(
            days.viaduct,
            "day",
            say_day(days.viaduct),
        ),
        assessments=(
            Assessment(
                "kept",
                "当天上午通车，记者在现场。",
                days.ago(128),
                (
                    walk("通车现场", days.viaduct),
                    Evidence("official", "通车公告", "海湾市交通运输委（示例）", days.viaduct),
                ),
                fulfilled_on=days.viaduct,
            ),
        ),
    )
    trains = said(
        "s-trains",
        "mi-lan",
        days,
        "number",
        "一年之内再开2条海铁联运班列",
        **number("新开海铁联运班列", "at_least", 2, "条", "2条", accumulates=True),
        **due(days.trains, "month", "一年之内"),
        assessments=(
            Assessment(
                "in_progress",
                "已经新开一条。更正之后原句不再成立，是否撤下由编辑部处理。",
                days.after_table(160),
                (walk("班列时刻表", days.after_table(155)),),
            ),
        ),
        contacts=(
            Contact(
                days.after_table(158),
                "电话",
                "东澳区商务局（示例）",
                "answered",
                "第一条已经开行，第二条在等时刻表。",
            ),
            Contact(days.ago(9), "电话", "东澳区商务局（示例）"),
        ),
        responsible="",
    )
    newcomers = said(
        "s-newcomers",
        "mi-lan",
        days,
        "number",
        "引进30家航运服务企业",
        said_on=days.return_visit,
        **number("新引进航运服务企业", "at_least", 30, "家", "30家", accumulates=True),
        **due(days.newcomers, "year", f"{days.newcomers.year}年底前"),
        baseline=Decimal(0),
        baseline_on=days.return_visit,
        assessments=(
            Assessment(
                "too_early",
                "期限未到，名单尚未公布。",
                days.ago(28),
                (walk("询问招商部门", days.ago(29)),),
            ),
        ),
    )
    return output, viaduct, trains, newcomers


def _association(days: Days) -> tuple[Commitment, ...]:
    published = days.standard + dt.timedelta(days=47)
    standard = said(
        "s-standard",
        "xu-zhixing",
        days,
        "milestone",
        "发布中小船东数据接口团体标准",
        "s-open-data",
        **due(days.standard, "quarter", say_quarter(days.standard)),
        assessments=(
            Assessment(
                "kept",
                "标准已经发布，比所说的季度末晚了47天。",
                published + dt.timedelta(days=10),
                (
                    Evidence(
                        "official",
                        "团体标准发布公告",
                        "团体标准信息平台（示例）",
                        published,
                    ),
                ),
                fulfilled_on=published,
            ),
        ),
    )
    quarterly = said(
        "s-quarterly",
        "xu-zhixing",
        days,
        "ongoing",
        "每个季度公布一次会员承诺的进展",
        "s-open-data",
        reports=(
            Report(days.ago(90), None, "已公布三次，各次均附会员名单", association=ASSOCIATION),
        ),
        assessments=(
            Assessment(
                "in_progress",
                "说出以来公布过三次，第二次晚了两周。",
                days.ago(80),
                (
                    walk("协会网站存档", days.ago(82)),
                    summary("第三次进展通报", days.ago(90)),
                ),
            ),
        ),
    )
    sockets = said(
        "s-members-sockets",
        "xu-zhixing",
        days,
        "number",
        "会员码头合计56个泊位装上标准岸电接口",
        "s-shore-power",
        **number("装有标准岸电接口的泊位", "at_least", 56, "个", "56个", accumulates=True),
        **due(days.shore_sockets, "month", f"{say_month(days.shore_sockets)}底前"),
        baseline=Decimal(11),
        baseline_on=days.table,
        reports=(reported(days.ago(95), 44),),
    )
    return standard, quarterly, sockets
