"""Bringing a manuscript in: pasted, or uploaded as .txt or .docx."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from wagtail.admin.widgets import AdminDateInput

from ..manuscripts.reading import MAX_BYTES, ManuscriptError, Reading, read_file, read_paste
from ..manuscripts.refusals import size as readable

__all__ = ["LONGEST_REQUEST", "ManuscriptForm", "too_long"]

ENVELOPE = 64 * 1024  # what a request carries beside the manuscript
LONGEST_REQUEST = MAX_BYTES + ENVELOPE
# Django refuses 2.5 MB unread, what goes with the paste included; a file is not counted.
LONGEST_PASTE = 24 * 1024 * 1024 // 10


class ManuscriptForm(forms.Form):
    """One of the two, and the day of print; `reading` holds the text once it is valid."""

    file = forms.FileField(
        label="上传文件",
        required=False,
        allow_empty_file=True,
        help_text="Word 文件（.docx）或纯文本（.txt，UTF-8 或 GB18030）",
        widget=forms.FileInput(attrs={"accept": ".txt,.docx", "data-longest": MAX_BYTES}),
    )
    # Not a CharField: `read_paste` says in its own words what is no text.
    text = forms.Field(
        label="粘贴全文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 16, "data-longest": LONGEST_PASTE}),
        help_text="可以一次贴入几篇：标题、署名、图片说明、分栏断行都不必先清理。",
    )
    published = forms.DateField(
        label="见报日期",
        initial=localdate,
        widget=AdminDateInput,
        help_text="“今年”“明年6月前”“两年内”都从这一天算起。",
        error_messages={
            "required": "请填见报日期。",
            "invalid": "见报日期请写成 2025-09-29 这样。",
        },
    )

    reading: Reading
    name = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        file, text = data.get("file"), data.get("text") or ""
        if "file" in self.errors or "text" in self.errors:
            return data
        if file and text.strip():
            self.add_error("file", "上传和粘贴只能选一样：请清空下面的文字，或不选文件。")
        elif file:
            self._read("file", file.size, MAX_BYTES, lambda: read_file(file.read(), file.name))
            self.name = file.name
        elif text.strip():
            self._read(
                "text",
                len(text.encode("utf-8", "surrogatepass")),
                LONGEST_PASTE,
                lambda: read_paste(text),
            )
        else:
            self.add_error("text", "请粘贴稿件全文，或上传一个 .txt 或 .docx 文件。")
        return data

    def _read(self, field: str, size: int, longest: int, read: Any) -> None:
        """Too long is said before anything is read."""
        if size > longest:
            self.add_error(field, too_long(size))
            return
        try:
            self.reading = read()
        except ManuscriptError as error:
            self.add_error(field, error.message)


def too_long(size: int) -> str:
    """What is said of a manuscript that is not even read."""
    return (
        f"稿件太大：{readable(size)}。上传的文件最多 {readable(MAX_BYTES)}，"
        f"粘贴的文字最多 {readable(LONGEST_PASTE)}。请分成几份导入；Word 文件请先删去图片。"
    )
