"""The commitments in the real edition, and nothing that goes beyond it.

About real people and companies the demo judges nothing: what has a deadline still to come stands
at 待观察, everything else is left unchecked.
"""

import datetime as dt
from decimal import Decimal

from .edition_names import PEOPLE, TITLES
from .edition_roundtable import EDITION_DATE
from .edition_roundup import MEETING_DATE
from .records import Assessment, Commitment, Evidence

__all__ = ["edition_commitments"]

NOTE = "引语为演示所作转述，非原文；事实与数字据2025年9月的报道。"
ORGANISATION_OF = {person.key: person.organisation for person in PEOPLE}
NEXT_YEARS = {
    year: {"deadline": dt.date(year, 12, 31), "deadline_precision": "year"}
    for year in (2025, 2027, 2030)
}


def edition_commitments(today: dt.date) -> tuple[Commitment, ...]:
    """All of them, as they stand on `today`."""
    return tuple(_watched(one, today) for one in (*AT_THE_TABLE, *AFTER_THE_MEETING))


def _watched(commitment: Commitment, today: dt.date) -> Commitment:
    if commitment.deadline is None or commitment.deadline <= today:
        return commitment
    too_early = Assessment(
        verdict="too_early",
        reason="期限未到。手头只有原报道一份资料，尚无可以比较的数字，到期前再核查。",
        on=dt.date(2025, 10, 9),
        evidence=(
            Evidence(
                "newsroom",
                "2025年9月28日座谈会与圆桌会的报道",
                "新重庆-重庆日报",
                commitment.said_on,
                note="载有这项承诺的数字与期限",
            ),
        ),
    )
    fields = vars(commitment) | {"assessments": (too_early,)}
    return Commitment(**fields)


def _said(key, speaker, said_on, kind, summary, initiatives, topics, **number) -> Commitment:
    return Commitment(
        key=key,
        speaker=speaker,
        speaker_title=TITLES[speaker],
        organisation=ORGANISATION_OF[speaker],
        said_on=said_on,
        kind=kind,
        summary=summary,
        initiatives=tuple(initiatives.split()),
        topics=tuple(topics.split()),
        note=NOTE,
        **number,
    )


def _table(key, speaker, kind, summary, initiatives, topics, **number) -> Commitment:
    return _said(key, speaker, EDITION_DATE, kind, summary, initiatives, topics, **number)


def _after(key, speaker, kind, summary, initiatives, topics, **number) -> Commitment:
    return _said(key, speaker, MEETING_DATE, kind, summary, initiatives, topics, **number)


def _number(metric, comparator, target, unit, number_text, accumulates=False) -> dict:
    return {
        "metric": metric,
        "comparator": comparator,
        "target": Decimal(target),
        "unit": unit,
        "number_text": number_text,
        "accumulates": accumulates,
    }


AT_THE_TABLE = (
    _table(
        "spb-cluster-2027",
        "qi-meiwen",
        "number",
        "2027年在沙坪坝形成千亿级智能网联新能源汽车产业集群",
        "spb-cluster nev-capital",
        "lingbujian zhengche",
        **_number("沙坪坝智能网联新能源汽车产业集群规模", "at_least", 1000, "亿元", "千亿级"),
        **NEXT_YEARS[2027],
        deadline_text="到2027年",
    ),
    _table(
        "spb-talent",
        "qi-meiwen",
        "ongoing",
        "完善产业生态与应用场景，集聚专业人才",
        "spb-cluster",
        "ai keyan",
    ),
    _table(
        "spb-complex",
        "qi-meiwen",
        "milestone",
        "推动赛力斯打造新能源汽车安全车身与智能底盘产业创新综合体",
        "safety-chassis",
        "keyan lingbujian",
    ),
    _table(
        "spb-upgrade",
        "qi-meiwen",
        "support",
        "支持老的零部件企业转型",
        "spb-cluster",
        "lingbujian",
    ),
    _table(
        "spb-overseas",
        "qi-meiwen",
        "support",
        "支持车企走向多元的国际市场",
        "yuche-chuhai",
        "chuhai",
    ),
    _table(
        "lj-ai-plus",
        "wang-zixiong",
        "support",
        "做深“人工智能+”行动，带动整车企业建“产业大脑+未来工厂”",
        "lj-ai-plus weilai-gongchang",
        "ai",
    ),
    _table("lj-moli", "wang-zixiong", "support", "支持“模力高地”建设", "lj-ai-plus", "ai"),
    _table(
        "jxw-leaders",
        "wang-zhijie",
        "support",
        "支持长安、赛力斯、千里科技建设世界一流汽车企业",
        "nev-capital",
        "zhengche",
    ),
    _table(
        "jxw-parts",
        "wang-zhijie",
        "ongoing",
        "推动全产业链协同，带动五类相关产业",
        "nev-capital 33618",
        "lingbujian",
    ),
    _table(
        "jxw-engineers",
        "wang-zhijie",
        "milestone",
        "建成国家卓越工程师实践基地",
        "nev-capital",
        "keyan",
    ),
    _table(
        "jxw-college", "wang-zhijie", "milestone", "建设智能汽车技术学院", "nev-capital", "keyan"
    ),
    _table(
        "jxw-digital",
        "wang-zhijie",
        "ongoing",
        "推动汽车制造各环节数智化升级",
        "weilai-gongchang",
        "ai",
    ),
    _table(
        "jxw-aftermarket",
        "wang-zhijie",
        "ongoing",
        "完善汽车后市场服务体系",
        "nev-capital",
        "houshichang",
    ),
    _table(
        "jxw-overseas",
        "wang-zhijie",
        "support",
        "深入实施“渝车出海”计划，鼓励企业拓展海外市场",
        "yuche-chuhai",
        "chuhai",
    ),
)

AFTER_THE_MEETING = (
    _after(
        "ca-plans",
        "zhu-huarong",
        "ongoing",
        "把“香格里拉”等三大计划推进下去",
        "shangri-la beidou hainabaichuan",
        "zhengche",
    ),
    _after(
        "ca-sales-2030",
        "zhu-huarong",
        "number",
        "长安2030年销量达到500万辆",
        "shangri-la beidou hainabaichuan",
        "zhengche",
        **_number("长安年销量", "at_least", 5_000_000, "辆", "500万辆"),
        **NEXT_YEARS[2030],
        deadline_text="2030年",
    ),
    _after(
        "ca-nev-2030",
        "zhu-huarong",
        "number",
        "长安2030年销量中新能源占比超过60%",
        "shangri-la beidou hainabaichuan",
        "zhengche",
        **_number("长安新能源销量占比", "at_least", 60, "%", "超过60%"),
        **NEXT_YEARS[2030],
        deadline_text="同一年",
    ),
    _after(
        "ca-hq",
        "zhu-huarong",
        "ongoing",
        "推动总部基地转型为战略功能枢纽",
        "nev-capital",
        "zhengche lingbujian",
    ),
    _after(
        "ca-open",
        "zhu-huarong",
        "ongoing",
        "开放技术平台，服务上下游企业",
        "nev-capital",
        "lingbujian keyan",
    ),
    _after(
        "seres-highend",
        "zhang-xinghai",
        "ongoing",
        "以高端智能电动汽车为主航道，推动产品与品牌向上",
        "nev-capital",
        "zhengche",
    ),
    _after(
        "qianli-e2e",
        "yin-qi",
        "ongoing",
        "加快高含模量智驾方案的研发与迭代",
        "nev-capital",
        "ai",
    ),
    _after(
        "qianli-partners",
        "yin-qi",
        "milestone",
        "推动阶跃星辰、天智芯等合作伙伴落地",
        "nev-capital",
        "ai lingbujian",
    ),
    _after(
        "jxw-plan",
        "wang-han",
        "milestone",
        "编制“十五五”智能网联新能源汽车之都建设专项规划",
        "plan-15",
        "zhengce",
    ),
    _after(
        "jxw-chain",
        "wang-han",
        "ongoing",
        "完善整车、零部件、后市场的产业链生态",
        "nev-capital plan-15",
        "lingbujian houshichang",
    ),
    _after(
        "jxw-service",
        "wang-han",
        "ongoing",
        "常态化解决企业的急难问题",
        "nev-capital",
        "zhengce",
    ),
    _after(
        "caeri-frontier",
        "zhou-yulin",
        "ongoing",
        "在飞行汽车、AI大模型等领域实施有组织科研",
        "nev-capital",
        "keyan ai",
    ),
    _after(
        "caeri-transfer",
        "zhou-yulin",
        "ongoing",
        "推动重大科技成果转化",
        "nev-capital",
        "keyan",
    ),
    _after(
        "xibu-15",
        "chu-wenbo",
        "number",
        "15家整车企业参加在重庆的车路云融合规模验证",
        "v2x-validation v2x-pilot",
        "chelu",
        **_number("参与规模验证的整车企业", "equal", 15, "家", "15家"),
    ),
    _after(
        "qingling-complex",
        "luo-yuguang",
        "milestone",
        "与博世、高校及科研院所共建产业创新综合体",
        "nev-capital",
        "keyan",
    ),
    _after(
        "qingling-hydrogen",
        "luo-yuguang",
        "ongoing",
        "推动加氢站网络建设和氢能商用车规模化应用",
        "nev-capital",
        "chongdian",
    ),
    _after(
        "qingshan-drive",
        "liu-bo",
        "ongoing",
        "持续加大研发投入，攻关电驱动系统",
        "nev-capital",
        "keyan lingbujian",
    ),
    _after(
        "qishang-brand",
        "yang-yi",
        "milestone",
        "联合龙头与产业链企业开展“重庆汽车品牌提升计划”",
        "brand-plan",
        "zhengche",
    ),
    _after(
        "qishang-standard",
        "yang-yi",
        "ongoing",
        "推动企业参与地方标准、行业标准制定",
        "brand-plan",
        "houshichang",
    ),
    _after(
        "mingdao-ai",
        "zhao-yinhua",
        "ongoing",
        "用“工业AI+工厂大脑”推进汽车产业智能化",
        "weilai-gongchang",
        "ai",
    ),
    _after(
        "fgw-restructure",
        "ling-jian",
        "support",
        "推动新能源车企重组，培育世界级的车企与品牌",
        "nev-capital",
        "zhengche zhengce",
    ),
    _after(
        "fgw-roadmap",
        "ling-jian",
        "milestone",
        "画出产业技术路线图，定下中长期规划",
        "plan-15",
        "zhengce keyan",
    ),
    _after(
        "fgw-chips",
        "ling-jian",
        "milestone",
        "构建“3+3+2”汽车芯片产业体系",
        "chips-332",
        "lingbujian",
    ),
    _after(
        "fgw-recycle",
        "ling-jian",
        "support",
        "引育回收利用与再制造项目，健全后市场政策体系",
        "nev-capital",
        "houshichang zhengce",
    ),
    _after(
        "hechuan-220",
        "chen-yan",
        "number",
        "合川零部件产业2025年产值规模突破220亿元",
        "nev-capital",
        "lingbujian",
        **_number("合川汽车零部件产值规模", "at_least", 220, "亿元", "突破220亿元"),
        **NEXT_YEARS[2025],
        deadline_text="全年",
    ),
    _after(
        "hechuan-chain",
        "chen-yan",
        "ongoing",
        "推动产业链向上下游延伸，龙头与配套协同发展",
        "nev-capital",
        "lingbujian",
    ),
    _after(
        "bishan-parts",
        "chen-yi",
        "support",
        "把制动系统、动力电池、电驱系统列为培育重点",
        "nev-capital",
        "lingbujian",
    ),
    _after(
        "bishan-infra",
        "chen-yi",
        "ongoing",
        "加快完善“车路云网图”新型基础设施",
        "v2x-pilot",
        "chelu",
    ),
    _after(
        "spb-m7-2027",
        "wu-yao",
        "number",
        "问界M7整车产能规模2027年达到500亿元",
        "spb-cluster",
        "zhengche",
        **_number("问界M7整车产能规模", "at_least", 500, "亿元", "500亿元"),
        **NEXT_YEARS[2027],
        deadline_text="2027年",
    ),
    _after(
        "spb-parts-2027",
        "wu-yao",
        "number",
        "沙坪坝零部件产能规模2027年达到470亿元",
        "spb-cluster",
        "lingbujian",
        **_number("沙坪坝零部件产能规模", "at_least", 470, "亿元", "470亿元"),
        **NEXT_YEARS[2027],
        deadline_text="2027年",
    ),
    _after(
        "spb-supercharge",
        "wu-yao",
        "number",
        "沙坪坝建成100座超充站",
        "supercharge-100",
        "chongdian",
        **_number("沙坪坝建成超充站", "at_least", 100, "座", "100座", accumulates=True),
    ),
    _after(
        "spb-v2x",
        "wu-yao",
        "milestone",
        "做出“车路云一体化”的综合应用场景",
        "v2x-pilot",
        "chelu",
    ),
    _after(
        "spb-export",
        "wu-yao",
        "number",
        "沙坪坝助“渝车出海”突破8万辆",
        "yuche-chuhai",
        "chuhai",
        **_number("沙坪坝“渝车出海”车辆", "at_least", 80_000, "辆", "突破8万辆"),
    ),
    _after(
        "spb-ai-service",
        "wu-yao",
        "ongoing",
        "用好“AI+企业码上服务”，主动解决企业需求",
        "nev-capital",
        "zhengce ai",
    ),
)
