"""The fictional articles: a roundtable, the same people a year later, a commentary."""

import datetime as dt

from .days import Days, say_day, say_month, say_quarter
from .records import (
    Appearance,
    Article,
    Correction,
    Figure,
    Figures,
    Paragraphs,
    Picture,
    PullQuote,
    Question,
    Section,
    Statement,
    Table,
)
from .sample_names import PEOPLE, TITLES

__all__ = ["sample_articles"]

DISCLAIMER = "示例：本文的人物、机构、地名与数字均为虚构，用来演示一项承诺从说出到判定的全过程。"
SOURCE = "示例数据"
ORGANISATION_OF = {person.key: person.organisation for person in PEOPLE}


def sample_articles(days: Days) -> tuple[Article, ...]:
    return (_roundtable(days), _return_visit(days), _commentary())


def _appearance(person: str, role: str) -> Appearance:
    return Appearance(person, role, TITLES[person], ORGANISATION_OF[person])


def _roundtable(days: Days) -> Article:
    trains = "[[c:s-trains|海铁联运的班列，一年之内再开2条]]"
    return Article(
        key="sample-roundtable",
        kind="roundtable",
        format="roundtable",
        kicker="港口的智与账",
        title="港口“智”变，账怎么算（示例）",
        column="示例圆桌",
        edition_date=days.table,
        edition_page="第3版",
        lead_scene="port",
        standfirst=(
            "岸桥会自己看路，集卡不再坐人。设备一样样换新，钱从哪里来，省下的又归谁？"
            "五位嘉宾坐到一起，把账摊开来算。"
        ),
        disclaimer=DISCLAIMER,
        appearances=(
            _appearance("ge-wei", "guest"),
            _appearance("luo-beichuan", "guest"),
            _appearance("mi-lan", "guest"),
            _appearance("bai-zhou", "guest"),
            _appearance("xu-zhixing", "guest"),
            _appearance("wen-di", "moderator"),
        ),
        topics=("port",),
        initiatives=("s-shore-power", "s-trucks", "s-open-data"),
        corrections=(
            Correction(
                days.after_table(3),
                "“家底”一节原文称自动化泊位“已建成9个”，应为“已建成7个”，已改正。",
            ),
            Correction(
                days.after_table(40),
                "“算账”一节米澜的发言，原文“海铁联运的班列，一年之内再开2条”经核对录音，"
                "应为“海铁联运的班列，会争取再开”，已改正。",
            ),
        ),
        amendments=((trains, "海铁联运的班列，会争取再开"),),
        body=(
            Paragraphs(
                (
                    "凌晨两点的海湾港，岸桥还在动，驾驶室里已经没有人。桌边坐下的五位，"
                    "都与这幅景象有关。",
                )
            ),
            Section("家底", "设备换了，习惯没换"),
            Question("智能化做到第五年，海湾港的家底怎么样？"),
            Statement(
                "ge-wei",
                (
                    "岸桥单机每小时三十八个半自然箱，自动化泊位已建成7个。设备不缺，"
                    "缺的是让设备不等人的调度。",
                    f"最难的是岸电，船靠上来，插头接不上。[[c:s-sockets|{say_month(days.shore_sockets)}"
                    f"底前，40个泊位装上标准的岸电接口]]；[[c:s-shore-power|到{say_month(days.shore_power)}"
                    "底，码头的岸电使用率要提高到95%]]。做不到，我还来这张桌子上解释。",
                ),
            ),
            Figures(
                (
                    Figure("38.5", "自然箱/小时", "岸桥单机作业效率", SOURCE),
                    Figure("7", "个", "已建成的自动化泊位", SOURCE),
                    Figure("62", "%", "当时的岸电使用率", SOURCE),
                )
            ),
            Statement(
                "luo-beichuan",
                (
                    f"泊位还要接着改。[[c:s-berths|到{days.berths.year}年，"
                    "全市的自动化泊位达到15个]]。",
                    "改泊位是手段，降成本才是目的。[[c:s-logistics-cost|三年内，"
                    "综合物流费用率从14.6%压到12.6%以下]]。",
                ),
            ),
            Picture(
                "port",
                "集装箱码头。",
                "线条画：三台岸桥立在水边，吊臂伸向一艘货轮，堆场上的集装箱里有一只是朱红色",
            ),
            Section("算账", "不是一锤子的买卖"),
            Question("这笔账，是按一年算，还是按十年算？"),
            Statement(
                "bai-zhou",
                (
                    "按十年算才算得平。[[c:s-truck-price|三年内，把单台无人集卡的价格降到60"
                    "万元以下]]，眼下还要90万元。",
                    f"价格要靠数量来降。[[c:s-trucks-600|{say_month(days.trucks)}底前，"
                    "交付600台无人集卡]]，一台不少地开到堆场里去。",
                ),
            ),
            PullQuote("按十年算才算得平。", "柏舟（示例）"),
            Statement(
                "mi-lan",
                (
                    f"港口是区里的饭碗。[[c:s-output|到{days.output.year}年，"
                    "临港产业的年产值突破800亿元]]。路要先通，[[c:s-viaduct|疏港高架的东段，"
                    f"{say_day(days.viaduct)}通车]]。",
                    f"货往内陆走，{trains}。",
                ),
            ),
            Statement(
                "luo-beichuan",
                (
                    "市里也不空着手来。[[c:s-tugs|省里的补助若能到位，老旧拖轮的改造费用，"
                    "市里再配一半]]。",
                ),
            ),
            Section("规矩", "小船东的电话打给谁"),
            Question("大船东有系统，小船东只有电话。数据什么时候对他们开放？"),
            Statement(
                "ge-wei",
                (
                    f"这是欠下的账。[[c:s-open-data|{say_month(days.data_interface)}底前，"
                    "靠泊、堆场、闸口的数据接口全部向中小船东开放]]。接口开放之前，"
                    f"先把电话接好，[[c:s-answers|{say_month(days.answers)}底前，"
                    "中小船东的咨询做到5个工作日内答复]]。",
                    f"冷链也有人等。[[c:s-cold-chain|{say_month(days.cold_chain)}底前，"
                    "冷链查验中心动工]]。",
                ),
            ),
            Statement(
                "xu-zhixing",
                (
                    f"接口各开各的，等于没开。[[c:s-standard|{say_quarter(days.standard)}，"
                    "协会发布中小船东数据接口的团体标准]]。",
                    f"插头的事也归我催。[[c:s-members-sockets|会员码头装上标准岸电接口的泊位，"
                    f"{say_month(days.shore_sockets)}底前合计56个]]，海湾港集团的40个在里头。",
                    "今天说的话，总得有人记着。[[c:s-quarterly|会员的承诺走到哪一步，"
                    "协会每个季度公布一次]]。",
                ),
            ),
            Table(
                "这张桌子上的几个数（示例）",
                (
                    ("指标", "当时", "目标"),
                    ("岸电使用率", "62%", "95%"),
                    ("标准岸电接口", "8个", "40个"),
                    ("自动化泊位", "7个", "15个"),
                    ("无人集卡单台价格", "90万元", "60万元以下"),
                    ("临港产业年产值", "610亿元", "800亿元"),
                ),
                SOURCE,
            ),
        ),
    )


def _return_visit(days: Days) -> Article:
    return Article(
        key="sample-return-visit",
        kind="roundtable",
        format="roundup",
        kicker="港口的智与账 · 回访",
        title="一年之后，三个人回到桌前（示例）",
        column="示例圆桌",
        edition_date=days.return_visit,
        edition_page="第5版",
        lead_scene="port",
        standfirst="去年说过的话，今年还算不算数？三位嘉宾回来，有人改了数字，有人添了新的。",
        disclaimer=DISCLAIMER,
        appearances=(
            _appearance("ge-wei", "guest"),
            _appearance("mi-lan", "guest"),
            _appearance("bai-zhou", "guest"),
            _appearance("lin-du", "reporter"),
        ),
        topics=("port",),
        initiatives=("s-shore-power", "s-trucks"),
        body=(
            Section("改口", "同一个指标，两个数字"),
            Question("去年在这张桌子上，您说岸电使用率要到95%。今年怎么看？"),
            Statement(
                "ge-wei",
                (
                    "去年的数说满了。船东的插头比我们想的杂，改一条船要停三天。眼下是72%。",
                    f"今年我重说一遍：[[c:s-shore-power-again|到{say_month(days.shore_power_again)}"
                    "底，码头的岸电使用率提高到90%]]。去年那个95%，记在账上，我不赖。",
                ),
            ),
            Figures(
                (
                    Figure("62", "%", "去年说这话时的岸电使用率", SOURCE),
                    Figure("72", "%", "今年回访时的岸电使用率", SOURCE),
                )
            ),
            Section("添新", "两件新的事"),
            Statement(
                "mi-lan",
                (
                    f"产值提前到了，接下来看谁愿意来。[[c:s-newcomers|{days.newcomers.year}年"
                    "底前，引进30家航运服务企业]]，做保险的、做仲裁的、做船员培训的，都要。",
                ),
            ),
            Statement(
                "bai-zhou",
                (
                    "车交了四百多台，离六百台差一截，是我们的责任。"
                    f"现在一个人在远程台前看三台车，[[c:s-remote|到{days.remote_driving.year}"
                    "年底，人均看护的台数提高50%]]，账就更好算。",
                ),
            ),
            PullQuote("去年那个95%，记在账上，我不赖。", "葛维（示例）"),
        ),
    )


def _commentary() -> Article:
    return Article(
        key="sample-commentary",
        kind="commentary",
        title="与其比谁说得满，不如比谁记得清（示例）",
        column="南湖观察（示例）",
        edition_date=dt.date(2025, 9, 16),
        edition_page="第2版",
        standfirst=(
            "开工有剪彩，签约有合影，三年之后的那一天，往往什么都没有。一句话值多少钱，"
            "要看有没有人替它记账。"
        ),
        disclaimer=DISCLAIMER,
        appearances=(_appearance("song-shiyu", "author"),),
        topics=("port",),
        body=(
            Paragraphs(
                (
                    "港口的人爱说数字。吞吐量、箱量、泊位数，一个比一个大。"
                    "可是把三年前的报纸翻出来，对着那些“到某年底”的句子，"
                    "一条条去问今天怎样，答得上来的不多。",
                    "这不全是谁存心忘记。说话的人换了岗，记录的人换了版，"
                    "当年的口径又改了名目。没有人撒谎，账却对不上了。",
                )
            ),
            Section("记账", "三样东西缺一不可"),
            Paragraphs(
                (
                    "替一句话记账，要留住三样东西：原话、数字、日子。原话一个字不改，"
                    "才知道说的到底是什么；数字带着单位和起点，才知道走了多远；"
                    "日子写到哪一天，才知道什么时候可以问。",
                    "少了原话，争的是谁记错了；少了起点，涨一成和涨一倍都叫提升；少了日子，"
                    "就永远是“正在推进”。",
                )
            ),
            Figures(
                (
                    Figure("120", "句", "三年前见报的、带数字的承诺", SOURCE),
                    Figure("41", "句", "其中后来再也没有人提起", SOURCE),
                )
            ),
            Section("对账", "留一个位置给回答"),
            Paragraphs(
                (
                    "对账不是算旧账。期限过了没有做到，先去问一声为什么，"
                    "把回答照原样登在旁边，读者自己会掂量。做到了的，也该有人写上一笔："
                    "哪一天，凭什么说做到了。",
                    "比谁说得满，赢的是嗓门；比谁记得清，赢的是信用。",
                )
            ),
        ),
    )
