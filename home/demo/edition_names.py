"""Who and what the real edition of September 2025 names: people, organisations, topics.

Names and titles are as printed there; nothing is added to them.
"""

from .records import Organisation, Person, Topic

__all__ = ["ORGANISATIONS", "PEOPLE", "TITLES", "TOPICS"]

PAPER = "xin-chongqing"

TOPICS = (
    Topic("zhengche", "整车与品牌", "整车企业、产品、品牌与销量"),
    Topic("lingbujian", "零部件与供应链", "零部件、配套与产业集群"),
    Topic("ai", "人工智能与软件", "智能驾驶、智能座舱、智能工厂"),
    Topic("chelu", "车路云协同", "车、路、云、网、图与应用场景"),
    Topic("chongdian", "充电与能源", "充电、超充、加氢与车网互动"),
    Topic("chuhai", "汽车出海", "出口、海外市场与物流通道"),
    Topic("keyan", "科研与人才", "关键技术、创新平台与人才"),
    Topic("houshichang", "标准与后市场", "标准、检测、回收利用与汽车服务"),
    Topic("zhengce", "规划与服务", "规划、政策与对企业的服务"),
)

ORGANISATIONS = (
    Organisation("jingxinwei", "重庆市经济信息委", "department", "市经信委"),
    Organisation("fagaiwei", "重庆市发展改革委", "department", "市发展改革委"),
    Organisation("shapingba", "重庆市沙坪坝区", "district", "沙坪坝"),
    Organisation("shapingba-jxw", "沙坪坝区经济信息委", "department"),
    Organisation("hechuan-jxw", "合川区经济信息委", "department"),
    Organisation("liangjiang", "重庆两江新区", "district", "两江新区"),
    Organisation("bishan", "璧山高新区管委会", "district", "璧山高新区"),
    Organisation("qishang", "重庆市汽车商业协会", "association"),
    Organisation("wutong", "梧桐科技", "company"),
    Organisation("changan", "中国长安汽车集团", "company"),
    Organisation("seres", "赛力斯集团", "company"),
    Organisation("qianli", "重庆千里科技股份有限公司", "company", "千里科技"),
    Organisation("caeri", "中国汽车工程研究院股份有限公司", "institute", "中国汽研"),
    Organisation("xibu-icv", "西部科学城智能网联汽车创新中心", "institute"),
    Organisation("qingling", "庆铃集团", "company"),
    Organisation("qingshan", "重庆青山工业有限责任公司", "company", "青山工业"),
    Organisation("mingdao", "广域铭岛", "company"),
    Organisation("guojia-icv", "国家智能网联汽车创新中心", "institute"),
    Organisation("qinghua-lab", "清华大学智能绿色车辆与交通全国重点实验室", "institute"),
    Organisation("beihang", "北航", "institute"),
    Organisation("bosch", "博世", "company"),
    Organisation("stepfun", "阶跃星辰", "company"),
    Organisation("tianzhixin", "天智芯", "company"),
    Organisation(PAPER, "新重庆-重庆日报", "media"),
)

REPORTERS = (
    ("bai-lin", "白麟"),
    ("xia-yuan", "夏元"),
    ("tang-qin", "唐琴"),
    ("yu-zhenfang", "余振芳"),
    ("huang-guanghong", "黄光红"),
    ("luo-yun", "罗芸"),
    ("zhang-yizhu", "张亦筑"),
    ("zhou-chuanyong", "周传勇"),
    ("liu-hanshu", "刘翰书"),
)

PEOPLE = (
    # At the round table.
    Person("wang-zhijie", "王志杰", "主任", "jingxinwei"),
    Person("qi-meiwen", "祁美文", "区委书记", "shapingba"),
    Person("wang-zixiong", "汪子雄", "党工委委员、管委会副主任", "liangjiang"),
    Person("chen-xueqin", "陈学勤", "常务副会长、秘书长", "qishang"),
    Person("cao-bin", "曹斌", "总经理", "wutong"),
    Person("yang-jun", "杨骏", "首席记者", PAPER),
    # In the round-up.
    Person("zhu-huarong", "朱华荣", "董事长", "changan"),
    Person("zhang-xinghai", "张兴海", "董事长（创始人）", "seres"),
    Person("yin-qi", "印奇", "董事长", "qianli"),
    Person("wang-han", "王含", "汽车工业处处长", "jingxinwei"),
    Person("zhou-yulin", "周玉林", "董事长", "caeri"),
    Person("chu-wenbo", "褚文博", "总经理", "xibu-icv"),
    Person("luo-yuguang", "罗宇光", "党委书记、董事长", "qingling"),
    Person("liu-bo", "刘波", "党委书记、董事长", "qingshan"),
    Person("yang-yi", "杨奕", "会长", "qishang"),
    Person("zhao-yinhua", "赵银花", "协同创新与发展中心总经理", "mingdao"),
    Person("ling-jian", "凌健", "党组成员、副主任", "fagaiwei"),
    Person("chen-yan", "陈燕", "党委书记、主任", "hechuan-jxw"),
    Person("chen-yi", "陈沂", "党工委副书记、主任", "bishan"),
    Person("wu-yao", "吴瑶", "党委书记、主任", "shapingba-jxw"),
    # The commentator, whose title the edition does not print, and the reporters.
    Person("zhou-baoqin", "周宝琴"),
    *(Person(key, name, "记者", PAPER) for key, name in REPORTERS),
)

# As printed before or after the name on that day.
TITLES = {
    "wang-zhijie": "市经信委主任",
    "qi-meiwen": "沙坪坝区委书记",
    "wang-zixiong": "两江新区党工委委员、管委会副主任",
    "chen-xueqin": "重庆市汽车商业协会常务副会长、秘书长",
    "cao-bin": "梧桐科技总经理",
    "yang-jun": "新重庆-重庆日报首席记者",
    "zhu-huarong": "中国长安汽车集团董事长",
    "zhang-xinghai": "赛力斯集团董事长（创始人）",
    "yin-qi": "重庆千里科技股份有限公司董事长",
    "wang-han": "市经济信息委汽车工业处处长",
    "zhou-yulin": "中国汽车工程研究院股份有限公司董事长",
    "chu-wenbo": "西部科学城智能网联汽车创新中心总经理",
    "luo-yuguang": "庆铃集团党委书记、董事长",
    "liu-bo": "重庆青山工业有限责任公司党委书记、董事长",
    "yang-yi": "重庆市汽车商业协会会长",
    "zhao-yinhua": "广域铭岛协同创新与发展中心总经理",
    "ling-jian": "市发展改革委党组成员、副主任",
    "chen-yan": "合川区经济信息委党委书记、主任",
    "chen-yi": "璧山高新区管委会党工委副书记、主任",
    "wu-yao": "沙坪坝区经济信息委党委书记、主任",
}
