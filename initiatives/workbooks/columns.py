"""The columns of the association's workbook, going out and coming back."""

from dataclasses import dataclass

from .limits import KEY_HEADING

__all__ = ["BY_KEY", "COLUMNS", "FILL_KEYS", "PROBLEMS_HEADING", "Column"]

PROBLEMS_HEADING = "问题说明"


@dataclass(frozen=True)
class Column:
    """`aliases`: what people call it in tables of their own. `width` in Excel's characters."""

    key: str
    heading: str
    width: int
    locked: bool = False
    aliases: tuple[str, ...] = ()


COLUMNS = (
    Column("code", KEY_HEADING, 14, True, ("编号", "承诺号", "承诺代码", "承诺序号")),
    Column(
        "member",
        "会员单位",
        22,
        True,
        ("会员", "会员名称", "单位名称", "企业名称", "企业", "公司", "公司名称", "填报单位"),
    ),
    Column("summary", "承诺内容", 36, True, ("承诺", "内容", "承诺事项", "事项")),
    Column("target", "目标", 12, True, ("目标值", "承诺目标", "目标数")),
    Column("unit", "单位", 8, True, ("计量单位", "数值单位")),
    Column("deadline", "截止", 12, True, ("截止日期", "期限", "完成期限", "到期日")),
    Column("last_value", "上次数值", 12, True, ("上次完成值", "上期数值", "上期完成值", "上期")),
    Column("last_as_of", "上次日期", 12, True, ("上次数据日期", "上期日期")),
    Column(
        "as_of",
        "数据日期",
        12,
        aliases=("统计日期", "截至日期", "截至", "截止时间", "统计时间", "日期", "数据时间"),
    ),
    Column(
        "value",
        "完成值",
        12,
        aliases=(
            "数值",
            "完成数",
            "完成数值",
            "完成量",
            "本期数值",
            "本次数值",
            "指标值",
        ),
    ),
    Column(
        "note",
        "进展说明",
        36,
        aliases=("说明", "备注", "完成情况", "进展", "进展情况", "情况说明", "文字说明"),
    ),
    Column(
        "source_url",
        "佐证链接",
        28,
        aliases=("链接", "网址", "佐证", "证明材料", "佐证材料", "来源", "来源链接"),
    ),
    Column("filled_by", "填报人", 10, aliases=("填表人", "联系人", "经办人", "填写人", "报送人")),
)
BY_KEY = {column.key: column for column in COLUMNS}
FILL_KEYS = tuple(column.key for column in COLUMNS if not column.locked)
