"""The round-up of reactions of the real edition, told afresh: fourteen speakers."""

import datetime as dt

from .edition_names import REPORTERS
from .edition_roundtable import EDITION_DATE, appearance
from .records import Article, Figure, Figures, Paragraphs, Picture, Section, Statement, Table

__all__ = ["MEETING_DATE", "ROUNDUP"]

# The meeting after which the fourteen spoke.
MEETING_DATE = dt.date(2025, 9, 28)
GUESTS = (
    "zhu-huarong",
    "zhang-xinghai",
    "yin-qi",
    "wang-han",
    "zhou-yulin",
    "chu-wenbo",
    "luo-yuguang",
    "liu-bo",
    "yang-yi",
    "zhao-yinhua",
    "ling-jian",
    "chen-yan",
    "chen-yi",
    "wu-yao",
)
# In printed order, with the roundtable's moderator second.
BYLINE = [key for key, _ in REPORTERS]
BYLINE.insert(1, "yang-jun")

ROUNDUP = Article(
    key="edition-roundup",
    kind="roundtable",
    format="roundup",
    kicker="业界热议智能网联新能源汽车之都",
    title="座谈会散了，十四个人说下一步",
    column="热议",
    edition_date=EDITION_DATE,
    lead_scene="city",
    standfirst=(
        "卖多少车，建几座站，和谁一道做实验，哪一年见分晓。9月28日的座谈会之后，来自整车、"
        "配套、科研院所、部门和区县的十四位与会者，各自说了打算。"
    ),
    disclaimer=(
        "本文据2025年9月一期报纸所载事实与数字重写，供演示；本文引语为演示所作转述，非原文。"
        "见报日期为演示所设。"
    ),
    appearances=(
        *(appearance(person, "guest") for person in GUESTS),
        *(appearance(person, "reporter", "新重庆-重庆日报记者") for person in BYLINE),
    ),
    topics=("zhengche", "lingbujian", "ai", "chelu", "chongdian", "chuhai", "zhengce"),
    initiatives=(
        "nev-capital",
        "shangri-la",
        "beidou",
        "hainabaichuan",
        "plan-15",
        "v2x-validation",
        "brand-plan",
        "chips-332",
        "supercharge-100",
        "yuche-chuhai",
    ),
    body=(
        Paragraphs(
            (
                "9月28日，重庆为智能网联新能源汽车之都开座谈会，提出龙头带动、创新制胜、"
                "品牌铸魂、生态聚能。四个词听上去整齐，落到每个人头上，"
                "是长短不一的一张张清单。",
            )
        ),
        Section("龙头带动", "三家企业，一个部门"),
        Statement(
            "zhu-huarong",
            (
                "做大做强领军企业，座谈会又讲了一次，长安“主力军”的位置就更清楚了。"
                "[[c:ca-plans|“香格里拉”“北斗天枢”“海纳百川”这三大计划，"
                "长安会坚定地走下去]]。",
                "两个数字摆在前面：[[c:ca-sales-2030|2030年，全年销量冲到500万辆]]；"
                "[[c:ca-nev-2030|同一年，新能源车的占比要超过60%]]。",
                "根还在重庆。[[c:ca-hq|总部基地要转型，变成一个战略功能的枢纽]]，"
                "产业生态以重庆为核心来建，[[c:ca-open|技术平台向上游下游开放]]，"
                "带着集群一起往前走。",
            ),
        ),
        Statement(
            "zhang-xinghai",
            (
                "科技给了“重庆造”底气，往后的车会更安全、更聪明、更高端，也会更好卖。"
                "问界受到市场认可，M8和M9在各自的价位上一直是销量第一，一个是40万元级，"
                "一个是50万元级。",
                "[[c:seres-highend|高端智能电动汽车这条主航道，赛力斯认准了，产品要向上，"
                "品牌也要向上]]。",
            ),
        ),
        Statement(
            "yin-qi",
            (
                "重庆把千里科技当龙头看，这是荣幸，更是担子。[[c:qianli-e2e|“端到端模型架"
                "构”这条技术路线，公司会往深处做，高含模量的智驾方案要加快研发、加快迭代]]。"
                "[[c:qianli-partners|阶跃星辰、天智芯等伙伴，我们推动它们一道落地]]，"
                "让车业务在重庆扎下根。",
            ),
        ),
        Statement(
            "wang-han",
            (
                "规划、产业、服务，接下来三样一起抓。[[c:jxw-plan|“十五五”智能网联新能源汽车"
                "之都建设专项规划，要高质量地编出来]]；[[c:jxw-chain|沿着“AI+汽车”这条路，"
                "把整车、零部件、后市场的生态不断补齐]]；[[c:jxw-service|企业碰到的急事难"
                "事，当作日常的工作去解决]]。",
            ),
        ),
        Section("创新制胜", "实验室里，道路上"),
        Statement(
            "zhou-yulin",
            (
                "前沿在哪里，布局就要提前到哪里。[[c:caeri-frontier|飞行汽车、AI大模型、"
                "大数据、数智实验室，这几个领域要把力量聚起来，做有组织的科研]]；"
                "[[c:caeri-transfer|重大科技成果的转化，要加大力度往前推]]，"
                "做出来的东西要能用上。",
            ),
        ),
        Statement(
            "chu-wenbo",
            (
                "我们这一步，落在路上。国家智能网联汽车创新中心、"
                "清华大学智能绿色车辆与交通全国重点实验室会同我们联手，"
                "[[c:xibu-15|15家整车企业一起参加，在重庆做车路云融合的规模验证]]。",
            ),
        ),
        Statement(
            "luo-yuguang",
            (
                "商用车有商用车的题目。[[c:qingling-complex|庆铃要和博世、高校、"
                "科研院所把合作做深，共同建一个产业创新综合体]]；"
                "[[c:qingling-hydrogen|加氢站要连成网，中长途、中重型的氢能商用车要成规模地"
                "用起来]]。",
            ),
        ),
        Statement(
            "liu-bo",
            (
                "青山工业的力气用在一处，就是新能源汽车的电驱动系统。"
                "[[c:qingshan-drive|研发的投入会持续加大，围绕电驱动系统攻关，"
                "去解“卡脖子”的难题]]。",
            ),
        ),
        Picture(
            "city",
            "两江与山城。",
            "线条画：层叠的山丘与楼群立在江边，一座桥横过江面，桥上一辆车用朱红点出",
        ),
        Section("品牌铸魂", "把牌子立起来"),
        Statement(
            "yang-yi",
            (
                "全行业都要把品牌的价值往上提，座谈会把方向说清楚了。"
                "[[c:qishang-brand|协会会联合长安、赛力斯这样的龙头和链上的企业，"
                "把“重庆汽车品牌提升计划”开展起来]]；[[c:qishang-standard|智能网联新能源汽车"
                "的标准，不论地方的还是行业的，我们推动企业参与进来]]。标准硬了，"
                "牌子才有公信力。",
            ),
        ),
        Statement(
            "zhao-yinhua",
            (
                "在重庆，用上我们服务的汽车产业链企业已有近百家。"
                "[[c:mingdao-ai|往后的抓手是“工业AI+工厂大脑”，靠智能决策和工艺优化，"
                "把整个行业的智能化水平提上去]]。",
            ),
        ),
        Statement(
            "ling-jian",
            (
                "接下来看三处。第一处是结构：[[c:fgw-restructure|推动本市的新能源车企优化重"
                "组，培育出一批世界级的车企和品牌]]。第二处是创新："
                "[[c:fgw-roadmap|产业技术路线图要画出来，中长期的发展规划要定下来]]，"
                "[[c:fgw-chips|“3+3+2”的汽车芯片产业体系要构建起来]]。第三处是新业态："
                "[[c:fgw-recycle|动力电池回收利用、报废汽车、再制造的项目要引进来、育起来，"
                "后市场的政策体系要健全]]。",
            ),
        ),
        Section("生态聚能", "区县的账本"),
        Statement(
            "chen-yan",
            (
                "合川是零部件的聚集地，规模以上的企业有100家，进到长安、"
                "赛力斯等供应体系里的有38家。[[c:hechuan-220|全年的产值规模，"
                "预计要突破220亿元]]。[[c:hechuan-chain|产业链会从核心部件往上游、下游伸，"
                "让龙头带着配套，在一个生态圈里长]]。",
            ),
        ),
        Figures(
            (
                Figure("100", "家", "合川区规模以上汽车零部件企业", "据陈燕介绍"),
                Figure("38", "家", "其中为长安、赛力斯等供货", "据陈燕介绍"),
            )
        ),
        Statement(
            "chen-yi",
            (
                "璧山高新区做三件事，聚生态，聚人才，聚服务。[[c:bishan-parts|制动系统、"
                "动力电池、电驱系统，是重点培育的几样]]；[[c:bishan-infra|以“车路云网图”打底"
                "的新型基础设施，要加快建好]]。",
            ),
        ),
        Statement(
            "wu-yao",
            (
                "沙坪坝瞄准的是长安、赛力斯的供应链。[[c:spb-m7-2027|2027年，"
                "问界M7整车做到500亿元的产能规模]]，[[c:spb-parts-2027|零部件在2027年做"
                "到470亿元]]。",
                "路上的事也列了出来：[[c:spb-supercharge|超充站建成100座]]；"
                "[[c:spb-v2x|“车路云一体化”的综合应用场景，要打造出来]]。"
                "口岸物流是我们的长处，[[c:spb-export|靠它给“渝车出海”加力，突破8万辆]]。",
                "服务也不等企业来找。[[c:spb-ai-service|“AI+企业码上服务”这个应用要用好，"
                "用工、用能、用数据的难处，主动上门去解决]]。",
            ),
        ),
        Table(
            "十四位与会者说出的数字目标",
            (
                ("谁", "指标", "数字", "期限"),
                ("朱华荣", "中国长安汽车集团年销量", "500万辆", "2030年"),
                ("朱华荣", "新能源车占比", "超过60%", "2030年"),
                ("褚文博", "参与规模验证的整车企业", "15家", "报道未载明"),
                ("陈燕", "合川零部件产值规模", "220亿元以上", "2025年"),
                ("吴瑶", "问界M7整车产能规模", "500亿元", "2027年"),
                ("吴瑶", "零部件产能规模", "470亿元", "2027年"),
                ("吴瑶", "沙坪坝超充站", "100座", "报道未载明"),
                ("吴瑶", "“渝车出海”", "8万辆以上", "报道未载明"),
            ),
            "据原版报道整理",
        ),
    ),
)
