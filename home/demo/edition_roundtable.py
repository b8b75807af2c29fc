"""The roundtable of the real edition, told afresh."""

import datetime as dt

from .edition_names import PEOPLE, TITLES
from .records import (
    Appearance,
    Article,
    Figure,
    Figures,
    Paragraphs,
    Picture,
    PullQuote,
    Question,
    Section,
    Statement,
)

__all__ = ["EDITION_DATE", "ROUNDTABLE", "appearance"]

# The edition reports a meeting of 28 September; the day it was printed is assumed.
EDITION_DATE = dt.date(2025, 9, 30)
ORGANISATION_OF = {person.key: person.organisation for person in PEOPLE}


def appearance(person: str, role: str, title: str | None = None) -> Appearance:
    """Somebody of the edition, with the title printed in it."""
    return Appearance(
        person, role, TITLES.get(person, "") if title is None else title, ORGANISATION_OF[person]
    )


ROUNDTABLE = Article(
    key="edition-roundtable",
    kind="roundtable",
    format="roundtable",
    kicker="智能网联新能源汽车之都",
    title="造车之城的下一程：家底、方向与办法",
    column="重报圆桌会",
    edition_date=EDITION_DATE,
    lead_scene="assembly",
    standfirst=(
        "重庆要建智能网联新能源汽车之都，产业规模朝万亿级去。市级部门、区县、协会、"
        "企业的五位负责人围坐一桌，谈三件事：手里有什么，往哪里走，怎么做。"
    ),
    disclaimer=(
        "本文据2025年9月一期报纸所载事实与数字重写，供演示；本文引语为演示所作转述，非原文。"
        "提问据原版各部分题旨拟写，见报日期为演示所设。"
    ),
    appearances=(
        appearance("wang-zhijie", "guest"),
        appearance("qi-meiwen", "guest"),
        appearance("wang-zixiong", "guest"),
        appearance("chen-xueqin", "guest"),
        appearance("cao-bin", "guest"),
        appearance("yang-jun", "moderator"),
    ),
    topics=("zhengche", "lingbujian", "ai", "chuhai", "keyan"),
    initiatives=(
        "nev-capital",
        "weilai-gongchang",
        "yuche-chuhai",
        "spb-cluster",
        "safety-chassis",
        "lj-ai-plus",
        "v2x-pilot",
    ),
    body=(
        Paragraphs(
            (
                "电动、智能、网联三股潮流同时涌来，汽车这个行当正在换一副筋骨。对重庆来说，"
                "汽车是当家的产业，换得快与慢，关系一座城市的分量。",
                "重庆日报为此摆下一张圆桌，请来五位与造车有关的人。他们来自部门、区县、"
                "协会和企业，从各自的位置上，回答同一个问题。",
            )
        ),
        Section("家底", "产量、链条与试点"),
        Question("要建这样一座汽车之都，重庆手里有哪些本钱？"),
        Statement(
            "chen-xueqin",
            (
                "盖楼先看地基。“十四五”这几年，重庆汽车有六个方面往上走：产业能级、"
                "龙头企业的品牌、产品、产业链、产业生态，还有技术创新。",
                "先看整车。长安和赛力斯领头，2024年全市造出汽车254万辆，在全国排第三，"
                "新能源汽车占了其中的95.3万辆。阿维塔、深蓝、问界几个牌子跑了出来，"
                "产品也越做越高端、越做越智能。",
                "再看零部件。三类系统、十二类总成、五十六类部件，本地都有人做。"
                "规模以上的零部件企业过了1200家，做汽车软件和信息服务的过了300家。",
                "还有技术。除了两家龙头自己的看家本领，还有十项国家级试点落在重庆，"
                "L3级自动驾驶、“车路云一体化”都在里面，智慧交通和无人驾驶的物流车，"
                "街上渐渐看得见了。",
            ),
        ),
        Figures(
            (
                Figure("254万", "辆", "2024年“重庆造”汽车产量，列全国第三", "据陈学勤介绍"),
                Figure("95.3万", "辆", "其中新能源汽车", "据陈学勤介绍"),
                Figure("1200", "家以上", "规模以上汽车零部件企业", "据陈学勤介绍"),
                Figure("300", "家以上", "做汽车软件和信息服务的企业", "据陈学勤介绍"),
                Figure("10", "项", "落地重庆的国家级试点", "据陈学勤介绍"),
            )
        ),
        Statement(
            "wang-zixiong",
            (
                "两江新区的车，是两根大梁撑起来的：一根是长安系，一根是赛力斯系。"
                "旁边还有千里科技、上汽等几根柱子。今年头八个月，"
                "新区产出新能源汽车53.9万辆，放到全市去比，是百分之七十八。",
            ),
        ),
        Figures(
            (
                Figure("53.9万", "辆", "两江新区2025年1至8月新能源汽车产量", "据汪子雄介绍"),
                Figure("78", "%", "上述产量占全市的比重", "据汪子雄介绍"),
            )
        ),
        Picture(
            "assembly",
            "总装线上的车身，不表现任何一家工厂。",
            "线条画：三台车身在流水线上依次前行，两侧是机械臂，最前一台的轮廓用朱红描出",
        ),
        Statement(
            "qi-meiwen",
            (
                "沙坪坝是跟着“链主”走的。赛力斯这样的企业在前面牵，我们把研发、生产、供应、"
                "销售、服务画成一张全产业链的图，缺哪一环补哪一环，眼下着力的是热管理、"
                "汽车电子和轻量化车身。",
                "[[c:spb-cluster-2027|到2027年，一个千亿级的智能网联新能源汽车产业集群，"
                "预计会在沙坪坝成形]]。",
            ),
        ),
        Section("方向", "从“软件定义”到“AI定义”"),
        Question("地基有了，下一步往哪个方向使劲？"),
        Statement(
            "cao-bin",
            (
                "往人工智能的方向。大模型、5G和AI合到一处，人跟车打交道的老办法会被整个换"
                "掉。将来的座舱聪不聪明，主要看语音和多模态交互做得好不好。",
                "我们发布的“飞行汽车智能座舱OS”，在行业里是头一个，"
                "也是从地面向低空迈的一步。对重庆，我的建议是三条：让AI贴着用户的体验走，"
                "让前沿技术早些变成工程和产业，再搭起一个开放、共赢的“泛生态圈”。",
            ),
        ),
        Paragraphs(("“AI定义汽车”这句话，同桌的几位都认。",)),
        Statement(
            "wang-zhijie",
            (
                "创新的底子要扎实，AI赋能是关键的一招。高端化、智能化、绿色化，"
                "都要靠它去推。从“软件定义汽车”走到“AI定义汽车”，这个机会重庆必须抓住。",
            ),
        ),
        PullQuote("从“软件定义汽车”走到“AI定义汽车”，这个机会重庆必须抓住。", "王志杰（转述）"),
        Statement(
            "qi-meiwen",
            (
                "区里的打算，是在创新策源、市场开拓、生态集聚、品牌影响这四件事上用力，"
                "让AI给它们都添一把劲。[[c:spb-talent|产业生态和应用场景要不断补全，"
                "专业人才要更好地聚拢过来]]。",
            ),
        ),
        Statement(
            "wang-zixiong",
            (
                "两江新区把话写得很明白。[[c:lj-ai-plus|“人工智能+”行动要深入地做，"
                "引导整车企业把“产业大脑+未来工厂”这个新模式建起来、建完善]]；"
                "[[c:lj-moli|“模力高地”的建设，新区全力支持]]。",
            ),
        ),
        Section("办法", "市里的六条，区里的几件"),
        Question("目标定了，路线图上写着什么？"),
        Statement(
            "wang-zhijie",
            (
                "建汽车之都是慢功夫，急不得。市里的办法归起来有六个方面。",
                "一是把龙头做大做强。[[c:jxw-leaders|长安、赛力斯、千里科技这些企业，"
                "要支持它们成为有全球竞争力、核心技术握在自己手里的世界一流车企]]。",
                "二是把零部件体系做厚。[[c:jxw-parts|全产业链要协同起来，"
                "把集成电路和汽车电子、轻量化材料、高端装备和机器人一道带动]]。",
                "三是把创新的能力巩固住。关键人才要引也要育，[[c:jxw-engineers|要建国家卓越"
                "工程师实践基地]]，[[c:jxw-college|还要建智能汽车技术学院]]。",
                "四是把制造的体系变聪明。“产业大脑+未来工厂”要能打实战，"
                "[[c:jxw-digital|从头到尾，汽车制造的每个环节、每道流程，"
                "都推着做数智化升级]]。",
                "五是把后市场的生态养起来。[[c:jxw-aftermarket|商贸、物流、金融、"
                "检验检测的服务要配成一套，后市场往规模化、规范化、品牌化走]]。",
                "六是把布局做到全球去。[[c:jxw-overseas|“渝车出海”计划要深入地做，物流、"
                "金融、人才和标准都来托底，鼓励企业到海外去闯市场]]。",
            ),
        ),
        Statement(
            "qi-meiwen",
            (
                "落到区里是几件具体的事。[[c:spb-complex|沙坪坝会推动赛力斯集团，"
                "把“新能源汽车安全车身与智能底盘产业创新综合体”建起来]]。"
                "[[c:spb-upgrade|传统的零部件企业要转型升级，区里给支持]]，高端化、智能化、"
                "绿色化的步子就能快一些。",
                "还有出海。[[c:spb-overseas|车企去开拓多元的、国际的市场，区里同样支持，"
                "“渝车出海”会全力去推]]。",
            ),
        ),
        Statement(
            "wang-zixiong",
            (
                "新区要看五种力有没有见长：创新策源力、产业控制力、生态集聚力、品牌影响力、"
                "行业竞争力。这五样上去了，汽车之都的建设就能再上一层台阶。",
            ),
        ),
    ),
)
