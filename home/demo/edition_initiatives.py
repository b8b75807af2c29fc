"""Plans, programmes and pilots that the real edition names, with what it says about each."""

from .records import Goal, Initiative, Milestone, Paragraphs

__all__ = ["INITIATIVES"]

UNSTATED = "牵头单位、起止时间与考核办法，报道未载明；有了可查的资料再补。"

INITIATIVES = (
    Initiative(
        key="nev-capital",
        title="智能网联新能源汽车之都建设",
        summary="重庆以智能网联新能源汽车为方向，推动汽车产业迈向万亿级、世界级。",
        status="running",
        goals=(
            Goal("产业规模迈向万亿级、世界级", "万亿级"),
            Goal("建成有全球影响力和竞争力的智能网联新能源汽车之都"),
        ),
        milestones=(
            Milestone("2025年9月28日", "召开座谈会，提出龙头带动、创新制胜、品牌铸魂、生态聚能"),
        ),
        body=(
            Paragraphs(
                (
                    "底子是现成的：2024年全市汽车产量254万辆，居全国第三，"
                    "其中新能源95.3万辆；规模以上零部件企业1200多家，"
                    "做汽车软件和信息服务的企业300多家。",
                    "办法分六个方面：龙头企业、零部件体系、技术创新、智能制造、后市场、"
                    "全球布局。区县和企业各有自己的清单，见下面的承诺。",
                    UNSTATED,
                )
            ),
        ),
        topics=("zhengche", "lingbujian", "ai", "zhengce"),
    ),
    Initiative(
        key="33618",
        title="“33618”现代制造业集群体系",
        summary="重庆2023年提出的制造业集群布局，智能网联新能源汽车产业集群列在首位。",
        status="running",
        period_text="2023年提出",
        goals=(Goal("打造智能网联新能源汽车产业集群", "万亿级"),),
        milestones=(Milestone("2023年", "重庆提出建设“33618”现代制造业集群体系"),),
        body=(
            Paragraphs(
                (
                    "这套体系把万亿级的智能网联新能源汽车产业集群放在最前面，"
                    "此后又有一批促进政策配套出台。各集群的构成与分工，报道未载明。",
                )
            ),
        ),
        topics=("lingbujian", "zhengce"),
    ),
    Initiative(
        key="416",
        title="“416”科技创新布局",
        summary="重庆的科技创新布局，汽车领域的前沿技术攻关与创新平台建设在其中展开。",
        status="running",
        body=(
            Paragraphs(
                (
                    "评论建议围绕这一布局，在车规级芯片、固态电池和自动驾驶算法上加大投入，"
                    "让产业创新综合体更强，让国家重点实验室早些建成。",
                    "布局的具体内容与时间，报道未载明。",
                )
            ),
        ),
        topics=("keyan",),
    ),
    Initiative(
        key="v2x-pilot",
        title="“车路云一体化”应用试点",
        summary="国家级试点，重庆在首批城市之列；区县正在做综合应用场景与新型基础设施。",
        status="running",
        partners=("shapingba-jxw", "bishan"),
        goals=(
            Goal("沙坪坝做出“车路云一体化”的综合应用场景"),
            Goal("璧山高新区补齐“车路云网图”新型基础设施"),
        ),
        body=(
            Paragraphs(
                (
                    "落地重庆的国家级试点共有十项，L3级自动驾驶和“车路云一体化”都在其中。"
                    "试点的起止时间与验收办法，报道未载明。",
                )
            ),
        ),
        topics=("chelu",),
    ),
    Initiative(
        key="v2g-pilot",
        title="车网互动规模化应用试点",
        summary="国家级试点，重庆在首批城市之列。",
        status="running",
        body=(
            Paragraphs(
                (
                    "这项试点同充电网络相连。截至报道时，全市建成充电桩42.2万个、"
                    "超充站1556座。试点自身的目标与期限，报道未载明。",
                )
            ),
        ),
        topics=("chongdian",),
    ),
    Initiative(
        key="public-ev-pilot",
        title="公共领域车辆全面电动化先行区试点",
        summary="国家级试点，重庆在第一批城市之列。",
        status="running",
        body=(Paragraphs(("报道只载明重庆入选第一批，车辆范围、数量与期限均未载明。",)),),
        topics=("chongdian", "zhengche"),
    ),
    Initiative(
        key="plan-15",
        title="“十五五”智能网联新能源汽车之都建设专项规划",
        summary="市经信委汽车工业处负责编制，报道时正在做。",
        status="planned",
        leads=("jingxinwei",),
        period_text="“十五五”期间",
        goals=(Goal("高质量完成规划编制"),),
        body=(
            Paragraphs(
                (
                    "规划之外，市发展改革委也提出画产业技术路线图、做中长期规划。"
                    "两者的关系和各自的完成时间，报道未载明。",
                )
            ),
        ),
        topics=("zhengce",),
    ),
    Initiative(
        key="shangri-la",
        title="“香格里拉”计划",
        summary="长安汽车三大计划之一。",
        status="running",
        leads=("changan",),
        goals=(Goal("与另两项计划一道，支撑2030年的销量目标", "500万辆"),),
        body=(
            Paragraphs(("报道把它与“北斗天枢”“海纳百川”并提，未分别说明内容。起止时间未载明。",)),
        ),
        topics=("zhengche",),
    ),
    Initiative(
        key="beidou",
        title="“北斗天枢”计划",
        summary="长安汽车三大计划之一。",
        status="running",
        leads=("changan",),
        goals=(Goal("与另两项计划一道，支撑2030年的销量目标", "500万辆"),),
        body=(
            Paragraphs(("报道把它与“香格里拉”“海纳百川”并提，未分别说明内容。起止时间未载明。",)),
        ),
        topics=("zhengche", "ai"),
    ),
    Initiative(
        key="hainabaichuan",
        title="“海纳百川”计划",
        summary="长安汽车三大计划之一。",
        status="running",
        leads=("changan",),
        goals=(Goal("与另两项计划一道，支撑2030年的销量目标", "500万辆"),),
        body=(
            Paragraphs(("报道把它与“香格里拉”“北斗天枢”并提，未分别说明内容。起止时间未载明。",)),
        ),
        topics=("zhengche", "chuhai"),
    ),
    Initiative(
        key="yuche-chuhai",
        title="“渝车出海”计划",
        summary="以物流、金融、人才、标准支撑重庆汽车开拓海外市场。",
        status="running",
        partners=("jingxinwei", "shapingba", "shapingba-jxw"),
        goals=(Goal("沙坪坝依托口岸物流助力车辆出海", "8万辆以上"),),
        milestones=(Milestone("2024年", "全年出口47.7万辆"),),
        body=(
            Paragraphs(
                (
                    "市里把它列为全球布局的抓手，沙坪坝从口岸物流这一头用力。"
                    "可以走的路有中欧班列、西部陆海新通道和长江黄金水道。",
                    "计划的牵头单位、总目标与期限，报道未载明。",
                )
            ),
        ),
        topics=("chuhai",),
    ),
    Initiative(
        key="brand-plan",
        title="重庆汽车品牌提升计划",
        summary="重庆市汽车商业协会拟联合龙头与产业链企业开展，以标准支撑品牌。",
        status="planned",
        leads=("qishang",),
        partners=("changan", "seres"),
        goals=(Goal("推动企业参与智能网联新能源汽车的地方标准、行业标准"),),
        body=(Paragraphs(("参与企业的名单、启动和结束的时间，报道未载明。",)),),
        topics=("zhengche", "houshichang"),
    ),
    Initiative(
        key="v2x-validation",
        title="车路云融合规模验证行动",
        summary="联合国家级平台与整车企业，在重庆的道路上做规模验证。",
        status="planned",
        leads=("xibu-icv",),
        partners=("guojia-icv", "qinghua-lab"),
        goals=(Goal("协同整车企业开展规模验证", "15家"),),
        body=(Paragraphs(("15家整车企业是哪些，验证在哪里做、做多久，报道未载明。",)),),
        topics=("chelu", "keyan"),
    ),
    Initiative(
        key="chips-332",
        title="“3+3+2”汽车芯片产业体系",
        summary="市发展改革委提出构建，意在补汽车芯片的短板。",
        status="planned",
        leads=("fagaiwei",),
        body=(
            Paragraphs(
                (
                    "三个数字各指什么，报道未作说明。同一份报道提到，"
                    "重庆览山汽车电子有限公司已研发出车规级MCU芯片。",
                )
            ),
        ),
        topics=("lingbujian", "keyan"),
    ),
    Initiative(
        key="safety-union",
        title="智能汽车安全技术创新联合体",
        summary="长安汽车与八家单位签约成立，研究智能汽车的安全技术。",
        status="running",
        partners=("changan", "caeri", "beihang"),
        goals=(Goal("签约单位", "8家"),),
        body=(
            Paragraphs(
                ("报道点名的签约单位有中国信通、中国汽研和北航，其余五家以及签约日期未载明。",)
            ),
        ),
        topics=("keyan",),
    ),
    Initiative(
        key="safety-chassis",
        title="新能源汽车安全车身与智能底盘产业创新综合体",
        summary="沙坪坝区推动赛力斯集团打造的产业创新平台。",
        status="planned",
        leads=("seres",),
        partners=("shapingba",),
        body=(Paragraphs(("选址、投入与建成时间，报道未载明。",)),),
        topics=("keyan", "lingbujian"),
    ),
    Initiative(
        key="lj-ai-plus",
        title="两江新区“人工智能+”行动",
        summary="两江新区以人工智能推动整车企业升级，并支持“模力高地”建设。",
        status="running",
        leads=("liangjiang",),
        milestones=(Milestone("2025年1至8月", "新区造出新能源汽车53.9万辆，为全市的78%"),),
        body=(Paragraphs(("行动的项目清单与期限，报道未载明。",)),),
        topics=("ai",),
    ),
    Initiative(
        key="weilai-gongchang",
        title="“产业大脑+未来工厂”",
        summary="汽车制造数智化升级的一种做法，市里、区里和企业都提到了它。",
        status="running",
        partners=("jingxinwei", "liangjiang", "mingdao"),
        goals=(Goal("让汽车制造的每个环节、每道流程都数智化"),),
        body=(
            Paragraphs(
                (
                    "报道举了两个车间的例子：长安数智工厂1.2万台设备组网；"
                    "赛力斯超级工厂有机器人3000多台、智能终端1600多台。",
                    "全市建成多少家、何时建成，报道未载明。",
                )
            ),
        ),
        topics=("ai",),
    ),
    Initiative(
        key="spb-cluster",
        title="沙坪坝千亿级产业集群",
        summary="沙坪坝以赛力斯等企业为牵引，预计2027年形成千亿级智能网联新能源汽车产业集群。",
        status="running",
        leads=("shapingba",),
        partners=("shapingba-jxw", "seres"),
        period_text="到2027年",
        goals=(
            Goal("智能网联新能源汽车产业集群规模", "千亿级"),
            Goal("问界M7整车产能规模", "500亿元"),
            Goal("零部件产能规模", "470亿元"),
        ),
        milestones=(Milestone("2027年", "集群与产能规模的目标年份"),),
        body=(
            Paragraphs(
                (
                    "区里梳理了覆盖研发、生产、供应、销售、服务的产业链图谱，在热管理、"
                    "汽车电子和轻量化车身上补链。",
                    "起步年份的规模，报道未载明，因此暂无起点可比。",
                )
            ),
        ),
        topics=("lingbujian", "zhengche"),
    ),
    Initiative(
        key="supercharge-100",
        title="沙坪坝百座超充站",
        summary="沙坪坝提出在区内建成一百座超充站。",
        status="unknown",
        leads=("shapingba",),
        goals=(Goal("建成超充站", "100座"),),
        body=(
            Paragraphs(("已经建成多少座、哪一年全部建成，报道未载明。全市同期有超充站1556座。",)),
        ),
        topics=("chongdian",),
    ),
)
