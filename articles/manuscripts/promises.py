"""Candidate commitments: what a speaker says their own side will do, so that it can be checked.

Left out on purpose: what has been done, what others plan, wishes to others, forecasts about
markets, bare facts. The rules are lists of words; `docs/manuscripts.md` says how to extend them.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace

from .deadlines import find_dates
from .folding import fold
from .measures import Measures, read_measures
from .people import organisation_of
from .vocabulary import words

__all__ = ["Promise", "find_promises", "own_names"]

CUTS = re.compile(r"[。！？；…]+[”’）]*")
WILL = re.compile(
    r"将(?=[^军领士才会大要于近错就])|将会|将要|将于|将在|将把|(?<![“”])计划(?!生育|经济|书|单列|表|性|外|内的)(?=[一-龥0-9])|力争|争取|拟|准备|打算|预计|有望|确保|保证|(?<![的种项个])承诺(?!书|制)|"
    r"目标是|的目标|目标定在|目标锁定|冲刺|瞄准|(?:一定|我们|我|公司|集团|学校|医院|协会|中心|[局委院里行]|必须|今年|明年|年底前|年内)(?:也|还|就|"
    r"都)?(?:要|会)(?=[^求是不有议员])|打算|(?:今后|以后|往后|从[^，。；]{1,6}起)(?=，|凡|每|[^，。；]{0,4}(?:拿|用|按))|只要[^，"
    r"。；]{1,12}，|(?<![需重主必只就还想不须纲概提摘])要(?=有不|[在把让建做拿使实完达稳保控压降提增新全到扩再办开招培带改引推投配设覆])|"
    r"会(?=[把在给向拿为派组])|愿意|愿(?=[把为给])|"
    r"(?:接下来|下一步|下一阶段|未来|今后|后续|往后|届时)(?=，|[^，。；]{0,8}(?:将|要|会|重点|继续|计划|再|新|凡))|明年|后年|即将|立下|军令状|启动实施"
)
PLANNED = re.compile(
    r"(?:到|至)20\d\d年|20\d\d年(?:底|末|前|年底)|年底前|年内|[年月]底前|季度(?:内|末|前|底)|月底|“?十[五六]五”?(?:末|期间|时期)|"
    r"(?:年|个月|月)(?:之?内)"
)
PAST = re.compile(
    r"已经?|累计|截至|截止|去年|前年|(?<!明年)(?<!后年)(?:上半年|一季度)(?!.{0,8}(?:将|要|内|前|底|末|会))|同比|近年来|近几年|过去(?!。)|"
    r"目前(?!.{0,12}(?:将|计划|正))|以来|前\d{1,2}个?月|曾|刚刚|此前|先后|(?:发布|启动|开通|成立|建立|形成|签订|获得|引进|培育|打造|开展|"
    r"组建|达成|完成)了|实现了|建成了|投入了|突破了|拿下了|推出了|"
    r"增长了|提高了|下降了|减少了|降低了|缩短了|节约了|节省了|服务了|签下了|卖出了?|交付了|吸引了|带动了|当年|那年|第一年|最初|从前|原来|(?<![底末月年日周])以前|"
    r"从.{1,12}(?:降|缩短|提高|增长|上升|提升)(?:到了|至了)"
)
SOFT_PAST = ("已", "以来", "先后", "从前", "原来", "累计", "同比", "目前")
WISH = re.compile(
    r"希望|建议|呼吁|期待|盼望?|恳请|请求|应当|应该|(?<![适相对反响供效感])应(?!用|急|对|链|收|邀)|理应|不妨|最好|倡议|主张|欢迎|(?:^|“|也|还|敬|"
    r"恳)请(?=[^问教求放])|但愿|若能|如果能|要是能|能否|能不能|可以考虑|需要(?:政府|市里|国家|社会|各方|行业|企业|各)|有必要|亟[须待需]|期盼|寄望|"
    r"何时|什么时候|怎么|如何"
)
FORECAST = re.compile(
    r"市场(?:规模|需求|容量|份额|总量|空间)?[^，。；]{0,10}(?:将|会|有望|预计|达|突破)|(?:机构|专家|协会|业内|研究|报告|有人|分析|行业|白皮书|"
    r"第三方)[^，。；]{0,8}(?:预测|预计|估计|估算|认为)|"
    r"(?:全球|全国|国内|行业|世界)[^，。；]{0,16}(?:将|会|有望|预计|要)(?:达|突破|超|增|到|新)?|需求(?:量)?[^，。；]{0,6}(?:将|"
    r"会)|(?:负荷|寒潮|冷空气|降温|天气|客流|人流|车流|气温|降雨|水位)[^，。；]{0,6}(?:将|会|达)"
)
QUESTION = re.compile(r"[？?]|吗|呢[？?]")
CONDITION = re.compile(r"^(?:“)?(?:如果|假如|倘若|要是|一旦|若|假设|只有)")
OTHERS = (
    r"国家|中央|国务院|工信部|发改委|国家[^，。；]{1,8}|省里|省委|省政府|省级|全省|市里|市委|市政府|全市|政府|上级|部委|主管部门|有关部门|相关部门|"
    r"监管部门|银行|车企|同行|对手|友商|客户|用户|消费者|市民|居民|企业|厂家|行业|市场|社会|各地|各区|区县|外地|邻市|邻省|兄弟|其他|别的|"
    r"对方|合作方|供应商|竞争|全国|全球|世界|国际|国外|美国|欧盟|欧洲|日本|机构|专家|院校|高校|学校|医院|规划|意见|文件|方案|会议|座谈会|大会|报告|目标任务|"
    r"友邻|同城|有家|有的|某[个家些]|甲方|乙方|业主|平台方|电网公司|港口方|铁路|航司|航空公司|开发商|物业|学生|家长|年轻人|老人|技术|运价|运费|油价|房价|价格|成本|增速|外需|AI|"
    r"人工智能"
)
OTHER_SUBJECT = re.compile(
    rf"(?:^|[，、“（]|据说|听说|看到|了解到|说|表示|提出|明确|要求|按照|根据)(?:{OTHERS})[^，。；]{{0,14}}?$"
)
REPORTED = re.compile(
    r"(?:提出|要求|明确|印发|出台|发布|强调|部署|规定|下达|确定|写明|写着|指出)(?:的)?(?:，|“|[^，。；]{0,18}(?:规划|意见|方案|目标|要|将|"
    r"到20))"
)
EXPERTS = re.compile(
    r"(?:机构|专家|业内|研究|分析|行业|第三方|报告|白皮书|有人|外界)[^，。；]{0,8}(?:预测|预计|估计|估算|测算|认为|判断)"
)
MAYBE = re.compile(
    r"恐怕|大概率|也许|说不定|估计|或许|可能(?!的)|(?:我|个人)的?(?:判断|预判|预测)|照这个势头|[他她](?:判断|算过)"
)
HEARSAY = re.compile(
    r"据说|有人[问说]|现行|放出?话|宣称|听[^，。；]{0,8}[说讲]|据悉|有消息|传言|有望明年"
)
PLAN_OF = (
    r"[^，。；]{0,10}(?:讲|说|提出?|要求|明确|写|定|规定|部署|强调|下达|下发|确定|给)"
    r"[^，。；]{0,6}(?:，|：|“|要)"
)
ORDERED = re.compile(
    rf"[^，。；]{{0,14}}(?:文件|规划|方案|意见|政策|通知|市里|上面|领导|市委|大会|会议|报告|纲要){PLAN_OF}"
)
ORDERED_FROM_ABOVE = re.compile(
    r"[^，。；]{0,14}(?:国家|中央|国务院|部委|部里|省里|省委|省政府|上级)"
    r"[^，。；]{0,10}(?:提出|要求|明确|部署|下达|规定|印发|出台|研究|指标|任务|目标|盘子)"
)
OWN = re.compile(
    r"我们|我(?=[将要会市区县省院校所局委厂])|咱|我[市区县省院校所局委厂]|俺|本[市区县省院校所局公行]|公司|集团|该[区市县局院校所站厂行社协公集中]|(?:他|"
    r"她)(?:们|将|计划|打算|要|所在)|企业(?=将|计划|要|拟|准备)|协会|全[区县局院校公厂集]|自己|园区|高新区|新区|管委会|厂里|院里|店里|社区里|村里|"
    r"区里|县里|局里|这里"
)
ADVERBIAL = re.compile(
    r"(?:在|到|至|从|通过|围绕|依托|按照|根据|以|用|用好|对|把|针对|聚焦|结合|为|为了|面向|面对|借助|利用|瞄准|锚定|抓住|紧扣|除|随着|与|和|同|联合|"
    r"协同|携手)[^，。；]*|接下来|下一步|下一阶段|未来[^，。；]{0,4}|今后[^，。；]{0,4}|同时|此外|另外|其中|并|还|也|而|再|而且|不仅|更|后续|"
    r"届时|为此|因此|所以|今年[^，。；]{0,6}|明年[^，。；]{0,8}|年底前|年内|预计|力争|争取|确保|计划|最终|逐步|继续|持续|"
    r"[一二三四五六七八九十]是|第[一二三四五六]|其[一二三四]|首先|其次|再次|最后|20\d\d年[^，。；]{0,6}|[一二两三四五六七八九十\d]+(?:年|"
    r"个月)[^，。；]{0,4}|“[一二]五”[^，。；]*|先|就|都|全面|进一步|加快|大力|全力"
)
BUILD = (
    r"建成|建设|建立|新建|扩建|改建|改造|打造|推出|启动|开展|成立|组建|设立|发布|编制|制定|出台|上线|投产|投用|投入使用|投运|开通|落地|共建|"
    r"开工|竣工|完工|建起|引进|招募|招聘|招收|举办|试点|推行|开放|公布|公开|兑现|下线|交付|布局|开设|增设|开行|开办|培训|建好|新增|配备|更换|上马|试飞|"
    r"试运行|启用|关停|淘汰|搬迁|取消|免除|"
    r"培养|孵化|培育|签约|投资|投入|安排|设置|开业|首飞|量产|推广|覆盖|实施|修订|清零|办结|选派|发放|减免|提供|签订|组织|编印|出版|接入|部署|实现|形成|完成|推动"
)
THING = (
    r"“[^“”]{2,24}”|中心|基地|平台|实验室|学院|园区?|专项规划|规划|计划|行动|方案|清单|条例|标准|航线|线路|工厂|车间|生产线|产线|项目|工程|机制|"
    r"专班|基金|"
    r"窗口|热线|驿站|学校|医院|站|桥|试点|示范区|综合体|联盟|目录|办法|细则|政策|制度|评估|体系标准|公园|博物馆|图书馆|课程|专线|班列|码头|泊位|仓库|云仓|"
    r"系统|模型|产品|车型|船|飞机|榜单|白皮书|地图|名录|档案|食堂|停车场|公交|地铁|隧道|管网|电梯|病房|门诊|书屋|展厅|赛事|大赛|论坛|节"
)
STRONG = (
    r"建成|新建|扩建|改建|打造|推出|启动|开展|成立|组建|设立|发布|编制|制定|出台|上线|投产|投用|投入使用|投运|开通|共建|建起|"
    r"开工|竣工|完工|招募|举办|试点|公布|公开|下线|开设|增设|开行|启用|开放|建设|引进|实施|首飞|量产|取消|修订"
)
CONCRETE = re.compile(
    rf"(?:{STRONG})[^，。；]{{0,24}}?(?:{THING})|免费|向[^，。；]{{2,16}}开放|一律|全部|每[天周月年季半]|不收|补贴|资助|奖励|"
    rf"配[^，。；]{0, 4}[名位个]|按[月季周年]"
)
DOES = re.compile(rf"(?:{STRONG})")
VAGUE = re.compile(
    r"持续|不断|进一步|深化|加大|强化|助力|显著|跃升|迈上|台阶|紧跟|锚定|高质量|贯彻|落实好|奋力|久久为功"
)
NAMED = re.compile(rf"(?:{BUILD})[^，。；“”]{{0,14}}“[^“”]{{2,24}}”")
SAID = (
    r"希望|期待|呼吁|盼|表示|介绍|认为|透露|坦言|直言|谈道|谈到|指出|强调|告诉|补充|建议|提出|回应|回答|解释|"
    r"表态|承诺|说|称|讲"
)
LEAD_END = (
    rf"[^，。！？；：“”]{{0,16}}?(?:{SAID})(?:道|说|着|过|了|到)?[^，。！？；：“”]{{0,8}}[，：]“?"
)
OPENING = re.compile(r"[”“‘’、，,： ]+|[一二三四五六七八九十]是")
GENERIC = frozenset(words("generic_names"))


TIME = re.compile(
    r"^(?:(?:未来|今后|接下来|预计|到)?(?:20\d\d年|[一二两三四五六七八九十\d]+(?:年|个月))(?:[底末内间前]*)|今年|明年|未来|今后|预计)+"
)
PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}[市区县省]|[\u4e00-\u9fff]{2}")
SAID_BY_OTHERS = re.compile(r"[^，。；：]{1,12}(?:表示|透露|回应|回复|答复|承诺)，")
ASKED = re.compile(r"(?:建议|呼吁|希望|期待|盼)[^，]{0,4}，$")
THEN = re.compile(r"届时|到那时|到时候|同期|与此同时")
CLAUSES = re.compile(r"[，：]")
STARTS_ANEW = re.compile(
    r"(?:[^，。；]{0,10}?)(?:预计|将(?=[^军领士才])|计划|力争|争取|拟|准备|打算|确保|目标|接下来|下一步|未来|今后|明年|年底前|到20\d\d)"
)


SHORT_FOR = {
    "发改": "发展和?改革",
    "经信": "经济和?信息",
    "工信": "工业和?信息",
    "住建": "住房和?城乡建设",
    "卫健": "卫生和?健康",
    "人社": "人力资源和?社会?保",
    "文旅": "文化和?旅游",
    "国资": "国有资产",
    "科技": "科学和?技术",
}
CALLED = {
    "学": ("学校", "学院", "校方"),
    "医": ("医院", "院方"),
    "银行": ("我行", "银行"),
    "协会": ("协会",),
    "商会": ("商会",),
    "研究院": ("研究院",),
    "研究所": ("研究所",),
    "航空": ("航司",),
    "电网": ("电网",),
    "铁路": ("铁路",),
    "车": ("车企",),
    "合作社": ("合作社",),
}


@dataclass(frozen=True)
class Promise:
    """Characters `start` to `end` of a statement, and what they set as number and date."""

    start: int
    end: int
    measures: Measures


def own_names(title: str) -> frozenset[str]:
    """Pairs of characters by which a speaker's own organisation may be called."""
    organisation = fold(organisation_of(title) or title)
    pairs = {
        organisation[place : place + 2]
        for place in range(len(organisation) - 1)
        if re.fullmatch(r"[\u4e00-\u9fffA-Za-z]{2}", organisation[place : place + 2])
    }
    pairs |= {short for short, words in SHORT_FOR.items() if re.search(words, organisation)}
    called = {name for kind, names in CALLED.items() if kind in organisation for name in names}
    return frozenset((pairs - GENERIC) | called)


def find_promises(
    text: str, speaker: str, own: frozenset[str], published: dt.date, is_official: bool
) -> list[Promise]:
    """Candidates in one statement of `speaker`; `own` are the `own_names` of their title."""
    folded = fold(text)
    lead = re.compile(rf"[^。！？；]{{0,80}}?(?:{re.escape(speaker)}|他|她|其){LEAD_END}")
    found = []
    carried = False  # the sentence before spoke of one's own plans
    for start, end in _cut(folded):
        start = _after_lead(lead, folded, start, end)
        end = _before_closing(folded, start, end)
        whole = folded[start:end]
        start = _after_facts(folded, start, end)
        sentence = folded[start:end]
        if len(sentence) < 6 or _is_reported(whole, is_official):
            continue
        measures = read_measures(text[start:end], published)
        if not measures.deadline and found and THEN.match(sentence):
            measures = replace(
                measures,
                deadline=found[-1].measures.deadline,
                deadline_precision=found[-1].measures.deadline_precision,
            )
        if _is_promise(sentence, measures, own, published, carried, is_official):
            found.append(Promise(start, end, measures))
            carried = True
        else:
            carried = (carried and folded[end - 1] == "；") or (
                bool(re.search(r"接下来|下一步|未来|今后|将|重点", sentence))
                and not PAST.search(sentence)
            )
    return found


def _is_reported(sentence: str, is_official: bool) -> bool:
    """Heard from others, or laid down by somebody above."""
    if HEARSAY.search(sentence) or ORDERED_FROM_ABOVE.match(sentence) or EXPERTS.search(sentence):
        return True
    return bool(ORDERED.match(sentence)) and not is_official


def _cut(folded: str) -> list[tuple[int, int]]:
    """Sentences, cut at semicolons too, quotation marks disregarded."""
    found, start = [], 0
    for match in CUTS.finditer(folded):
        found.append((start, match.end()))
        start = match.end()
    if start < len(folded):
        found.append((start, len(folded)))
    return found


def _after_lead(lead: re.Pattern[str], folded: str, start: int, end: int) -> int:
    """Past 某某表示， and opening quotation marks."""
    match = lead.match(folded, start, end)
    if match and ASKED.search(match.group()):
        return end
    if match and match.end() < end and not re.search(r"“[^“”]{8,}”", match.group()):
        start = match.end()
    while (opening := OPENING.match(folded, start, end)) and opening.end() < end:
        start = opening.end()
    return start


def _before_closing(folded: str, start: int, end: int) -> int:
    """Without the quotation marks and brackets that were opened before the sentence."""
    for opening, closing in ("“”", "‘’", "（）"):
        while folded[end - 1] == closing and folded.count(closing, start, end) > folded.count(
            opening, start, end
        ):
            end -= 1
    return end


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _after_facts(folded: str, start: int, end: int) -> int:
    """Past the clauses that tell what has been done, where a later clause tells what will be."""
    sentence = folded[start:end]
    told = _last(PAST, sentence)
    if not told:
        return start
    for clause in CLAUSES.finditer(sentence, told.end()):
        if STARTS_ANEW.match(sentence, clause.end()):
            return start + clause.end()
    return start


def _is_promise(
    sentence: str,
    measures: Measures,
    own: frozenset[str],
    published: dt.date,
    carried: bool,
    is_official: bool,
) -> bool:
    if QUESTION.search(sentence) or CONDITION.match(sentence):
        return False
    if MAYBE.search(sentence) and not OWN.search(sentence):
        return False
    wish = WISH.search(sentence)
    will = WILL.search(sentence)
    others = SAID_BY_OTHERS.match(sentence)
    if others and not _own_before(others.group(), own):
        return False
    if wish and not (will and will.start() < wish.start()):
        return False
    planned = PLANNED.search(sentence) if measures.deadline else None
    if not will and not planned and not measures.is_limit and not carried:
        return False
    if _is_past(sentence, published):
        return False
    if not _is_own(sentence, own, will, planned, is_official):
        return False
    if measures.targets or measures.deadline:
        return True
    if CONCRETE.search(sentence) or NAMED.search(sentence):
        return True
    if VAGUE.search(sentence):
        return False
    return bool(will and DOES.search(sentence, will.end()) and _own_before(sentence, own))


def _is_past(sentence: str, published: dt.date) -> bool:
    """Told as done, and nothing after it as to come."""
    last = _last(PAST, sentence)
    dates = find_dates(sentence, published)
    gone = [one for one in dates if one.date < published]
    position = max([last.end()] if last else [-1, *(one.end for one in gone)])
    if position < 0:
        return False
    rest = sentence[position:]
    if re.search(
        r"将(?=[^军领士才])|计划|力争|争取|拟|预计|下一步|接下来|未来|今后|明年|目标|确保|年底前|要(?:在|把|建|再)|再(?:建|增|投|上)",
        rest,
    ):
        return False
    if any(one.date >= published and one.start >= position and one.limiting for one in dates):
        return False
    before = sentence[: last.start()] if last else sentence
    return not (
        last
        and re.search(r"将(?=[^军领士才])|力争|计划(?!生育)|确保|要|会", before)
        and last.group() in SOFT_PAST
    )


def _own_before(text: str, own: frozenset[str]) -> bool:
    return bool(OWN.search(text) or any(name in text for name in own))


def _is_own(
    sentence: str,
    own: frozenset[str],
    will: re.Match[str] | None,
    planned: re.Match[str] | None,
    is_official: bool,
) -> bool:
    """Whether the one who is to act is the speaker's own side, or nobody else is named."""
    first = min((match.start() for match in (will, planned) if match), default=0)
    for will_here in re.finditer(
        r"将(?=[^军领士才])|力争|争取|预计|计划|要|会|有望|拟|确保", sentence
    ):
        subject_text = sentence[: will_here.start()]
        if subject_text.strip("，“ "):
            first = max(first, will_here.start())
            break
    subject = sentence[:first]
    clause = TIME.sub("", re.split(r"[，；：]", subject)[-1])
    if FORECAST.search(sentence) and not OWN.search(clause):
        return False
    if REPORTED.search(sentence) and not _own_before(clause, own):
        return False
    if _own_before(clause + sentence[first : first + 1], own) or (
        clause.strip() == "" and _own_before(subject, own)
    ):
        return True
    if will and will.group() == "要" and not is_official and PLACE.fullmatch(clause):
        return False
    if OTHER_SUBJECT.search(clause) and not ADVERBIAL.fullmatch(clause):
        return is_official and bool(re.search(r"全市|全省|市里|政府|我市", clause))
    return True
