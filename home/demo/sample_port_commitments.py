"""What the fictional port promised: behind, corrected downward, missed, stalled, unanswered."""

from decimal import Decimal

from .days import Days, say_month
from .records import Assessment, Commitment, Contact, Evidence, Reply, Report
from .sample_wording import ASSOCIATION, due, found, number, reported, said, summary, walk

__all__ = ["port_commitments"]


def port_commitments(days: Days) -> tuple[Commitment, ...]:
    shore_power = said(
        "s-shore-power",
        "ge-wei",
        days,
        "number",
        "码头岸电使用率提高到95%",
        "s-shore-power",
        **number("岸电使用率", "at_least", 95, "%", "95%", accumulates=True),
        **due(days.shore_power, "month", f"到{say_month(days.shore_power)}底"),
        baseline=Decimal(62),
        baseline_on=days.table,
        reports=(
            reported(days.after_table(120), 65, "三个码头的算术平均"),
            found(days.after_table(240), 69, "抽查二百艘次靠泊记录"),
            reported(days.ago(50), 74, "四个码头", status="replaced"),
            reported(days.ago(50), 72, "五个码头，未计修船泊位"),
            reported(days.ago(6), 81, "口径改为可接电船舶", status="submitted"),
        ),
        assessments=(
            Assessment(
                "too_early",
                "说出不到两个月，期限尚远，只有一个起点值，暂不判断快慢。",
                days.after_table(60),
                (walk("走访三个码头", days.after_table(55)),),
            ),
            Assessment(
                "in_progress",
                "抽查靠泊记录，使用率为69%，高于起点，接口改造已经动手。",
                days.after_table(250),
                (
                    walk("抽查二百艘次靠泊记录", days.after_table(240)),
                    summary("会员半年进展汇总", days.after_table(235)),
                ),
            ),
            Assessment(
                "behind",
                "最近一次申报为72%，按时间匀速应在80%以上；两家船东说插头仍然接不上。",
                days.ago(35),
                (
                    Evidence(
                        "self_report", "海湾港集团岸电月报", "海湾港集团（示例）", days.ago(50)
                    ),
                    walk("电话核实两家船东", days.ago(38), supports=False),
                    walk("岸电台账比对", days.ago(37), supports=False),
                ),
                would_change="使用率回到匀速线以上，并经岸电台账核对；或两家船东的插头问题解决。",
            ),
        ),
    )
    again = said(
        "s-shore-power-again",
        "ge-wei",
        days,
        "number",
        "码头岸电使用率提高到90%",
        "s-shore-power",
        said_on=days.return_visit,
        **number("岸电使用率", "at_least", 90, "%", "90%", accumulates=True),
        **due(days.shore_power_again, "month", f"到{say_month(days.shore_power_again)}底"),
        baseline=Decimal(72),
        baseline_on=days.return_visit,
        supersedes="s-shore-power",
        assessments=(
            Assessment(
                "too_early",
                "期限未到。与一年前所说的95%相比，目标低了5个百分点，日子也晚了。",
                days.ago(30),
                (walk("两次发言的比对", days.ago(31)),),
            ),
        ),
    )
    sockets = said(
        "s-sockets",
        "ge-wei",
        days,
        "number",
        "40个泊位装上标准岸电接口",
        "s-shore-power",
        **number("装有标准岸电接口的泊位", "at_least", 40, "个", "40个", accumulates=True),
        **due(days.shore_sockets, "month", f"{say_month(days.shore_sockets)}底前"),
        baseline=Decimal(8),
        baseline_on=days.table,
        reports=(
            reported(days.after_table(110), 15),
            found(days.after_table(220), 26, "逐泊位清点"),
            reported(
                days.ago(40),
                33,
                "含已通电未验收的",
                status="queried",
                decision="queried",
                reason="请附逐泊位清单，并分开写已验收和未验收的。",
            ),
            found(days.ago(14), 38, "逐泊位清点"),
        ),
        assessments=(
            Assessment(
                "in_progress",
                "清点到26个，比起点多18个。",
                days.after_table(225),
                (walk("逐泊位清点", days.after_table(220)),),
            ),
            Assessment(
                "on_track",
                "清点到38个，余下两个正在接线，按现在的快慢可以如期装完。",
                days.ago(12),
                (
                    walk("逐泊位清点", days.ago(14)),
                    Evidence(
                        "audit",
                        "接口验收报告",
                        "湾区检测中心（示例）",
                        days.ago(20),
                        note="36个已验收",
                    ),
                ),
            ),
        ),
        contacts=(
            Contact(
                days.ago(15),
                "电话",
                "海湾港集团工程部（示例）",
                "answered",
                "余下两个泊位在接线，约好期满再去清点一次。",
            ),
        ),
        next_check=days.shore_sockets,
    )
    open_data = said(
        "s-open-data",
        "ge-wei",
        days,
        "milestone",
        "三类数据接口全部向中小船东开放",
        "s-open-data",
        **due(days.data_interface, "month", f"{say_month(days.data_interface)}底前"),
        reports=(
            Report(
                days.after_table(180),
                None,
                "靠泊数据接口试运行，三家船东接入",
                association=ASSOCIATION,
            ),
        ),
        assessments=(
            Assessment(
                "in_progress",
                "靠泊接口已试运行，堆场与闸口两类未见动静。",
                days.after_table(200),
                (summary("会员半年进展汇总", days.after_table(195)),),
            ),
            Assessment(
                "not_kept",
                "期限已过。三类接口只开放了靠泊一类；十二家中小船东里，接上的有三家。",
                days.ago(25),
                (
                    walk("十二家中小船东逐一询问", days.ago(45), supports=False),
                    summary("接口接入情况汇总", days.ago(48), supports=False),
                    Evidence(
                        "self_report",
                        "靠泊接口上线说明",
                        "海湾港集团（示例）",
                        days.after_table(170),
                        note="只涉及靠泊一类",
                        kept_on=days.after_table(172),
                    ),
                ),
                would_change="堆场、闸口两类接口开放，并有中小船东实际接上；编辑部会再问那十二家。",
            ),
        ),
        replies=(
            Reply(
                days.ago(52),
                "书面函",
                "海湾港集团（示例）",
                days.ago(41),
                "堆场、闸口两类接口没有按期开放，责任在我们。原因有两条："
                "一是老系统的字段不齐，二是没有把小船东的测试排进工期。"
                "两类接口改在明年上半年开放，开放之前，每月向协会报一次进度。",
            ),
        ),
    )
    answers = said(
        "s-answers",
        "ge-wei",
        days,
        "number",
        "中小船东的咨询5个工作日内答复",
        "s-open-data",
        **number("咨询答复时限", "at_most", 5, "个工作日", "5个工作日内"),
        **due(days.answers, "month", f"{say_month(days.answers)}底前"),
        contacts=(
            Contact(days.ago(20), "电话", "海湾港集团客服中心（示例）"),
            Contact(
                days.ago(6),
                "微信",
                "海湾港集团公共关系部（示例）",
                "promised",
                "说两周之内给一份答复时限的台账。",
            ),
        ),
        next_check=days.ago(-8),
    )
    cold_chain = said(
        "s-cold-chain",
        "ge-wei",
        days,
        "milestone",
        "冷链查验中心动工",
        **due(days.cold_chain, "month", f"{say_month(days.cold_chain)}底前"),
        assessments=(
            Assessment(
                "in_progress",
                "规划许可已经公示，施工招标未见公告。",
                days.after_table(130),
                (
                    Evidence(
                        "official",
                        "规划许可批前公示",
                        "海湾市规划部门（示例）",
                        days.after_table(120),
                    ),
                ),
            ),
            Assessment(
                "stalled",
                "许可公示之后八个月没有可查的进展，现场仍是空地，招标网上没有记录。",
                days.ago(18),
                (
                    walk("实地走访", days.ago(22), supports=False),
                    walk("招标网检索", days.ago(20), supports=False),
                ),
            ),
        ),
        replies=(Reply(days.ago(21), "电话"),),
        contacts=(
            Contact(days.ago(22), "登门", "海湾港集团工程部（示例）", note="现场没有人值守。"),
            Contact(days.ago(19), "书面函", "海湾港集团办公室（示例）"),
        ),
        responsible="chief",
        next_check=days.ago(3),
    )
    return shore_power, again, sockets, open_data, answers, cold_chain
