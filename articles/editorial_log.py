"""What is done at the desk, in the words of Wagtail's log."""

from typing import Any

from wagtail.log_actions import LogActionRegistry, LogFormatter

__all__ = ["CORRECT_ACTION", "IMPORT_ACTION", "register_desk_actions"]

IMPORT_ACTION = "articles.import_manuscript"
CORRECT_ACTION = "articles.correct_manuscript"


class CorrectionFormatter(LogFormatter):
    """Says what the editor was told at that moment."""

    label = "在工作台改稿"

    def format_message(self, log_entry: Any) -> str:
        return log_entry.data.get("said", self.label)


def register_desk_actions(actions: LogActionRegistry) -> None:
    actions.register_action(IMPORT_ACTION, "导入稿件", "导入了这份稿件")
    actions.register_action(CORRECT_ACTION)(CorrectionFormatter)
