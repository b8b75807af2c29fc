"""What the organisation writes, what the editor sends out, and what the editor decides."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from wagtail.admin.widgets import AdminDateInput

from ..models import Reply, ReplyLink
from .rules import DAYS_TO_ANSWER, LONGEST_ANSWER

__all__ = ["AnswerForm", "InvitationForm", "ModerationForm"]

LONGEST_SIGNATURE = Reply._meta.get_field("responder").max_length
LONGEST_REASON = ReplyLink._meta.get_field("withheld_reason").max_length
LONGEST_WAIT = 92


class AnswerForm(forms.Form):
    """Word for word: only blank space around it is taken away."""

    text = forms.CharField(
        label="你的回应",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 10, "maxlength": LONGEST_ANSWER}),
        help_text=f"照录，不改写；最多 {LONGEST_ANSWER} 字。",
        error_messages={"required": "请写下回应。"},
    )
    signature = forms.CharField(
        label="署名",
        max_length=LONGEST_SIGNATURE,
        help_text="姓名与职务，随回应一起刊出",
        error_messages={"required": "请写明谁在回应。"},
    )
    entitled = forms.BooleanField(
        label="我受单位委托作答，知道这份回应会公开刊出。",
        error_messages={"required": "请确认你受单位委托作答。"},
    )
    # Only a robot fills this in.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))

    def clean_text(self) -> str:
        # A browser sends CRLF, which counts twice.
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label="发到邮箱", required=False, help_text="留空则只显示链接，由你自己转发"
    )
    expires_on = forms.DateField(
        label="有效至", widget=AdminDateInput, help_text="对方可以作答的最后一天"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = localdate() + dt.timedelta(days=DAYS_TO_ANSWER)

    def clean_expires_on(self) -> dt.date:
        day, today = self.cleaned_data["expires_on"], localdate()
        if not today <= day <= today + dt.timedelta(days=LONGEST_WAIT):
            raise ValidationError(f"请选今天起 {LONGEST_WAIT} 日之内的一天。")
        return day


class ModerationForm(forms.Form):
    """Print it as it is, or say by which law it can't be printed."""

    seen = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label="处理",
        choices=[("print", "照录刊出"), ("withhold", "因法律原因不刊出")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项。"},
    )
    reason = forms.CharField(
        label="法律原因",
        required=False,
        max_length=LONGEST_REASON,
        help_text="公开刊出，例如：指名诽谤第三人（民法典第一千零二十四条）",
    )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("decision") == "withhold" and not self.cleaned_data.get("reason"):
            self.add_error("reason", "不刊出要写明法律原因。")
