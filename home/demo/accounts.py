"""Who may log in to the demo. The passwords are public: never on a site of your own."""

from dataclasses import dataclass

__all__ = ["ACCOUNTS", "Account"]


@dataclass(frozen=True)
class Account:
    """`group` is one of the newsroom's roles; `desk` is where this person begins."""

    key: str
    username: str
    name: str
    group: str
    password: str
    desk: str


ACCOUNTS = (
    Account("reporter", "jizhe", "示例记者", "记者", "jizhe-yannuo-2026", "/admin/"),
    Account("editor", "bianji", "示例编辑", "编辑", "bianji-yannuo-2026", "/admin/"),
    Account("chief", "zhubian", "示例主编", "主编", "zhubian-yannuo-2026", "/admin/"),
    Account("association", "xiehui", "示例协会", "协会", "xiehui-yannuo-2026", "/members/"),
)
