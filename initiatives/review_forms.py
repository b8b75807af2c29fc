"""What an editor fills in about a report, about a return, and to an association."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError

from .enums import DecisionKind
from .models import Decision, Message, ProgressReport
from .reviewing import (
    CHANGE_NEEDS_REASON,
    QUESTION_NEEDS_WORDS,
    REFUSAL_NEEDS_REASON,
    accept,
    as_text,
    ask,
    refuse,
)
from .workbooks.values import CellProblem, read_number

__all__ = ["DecisionForm", "MessageForm", "TakeBackForm", "VerificationForm"]

LONGEST_NOTE = ProgressReport._meta.get_field("note").max_length
LONGEST_REASON = Decision._meta.get_field("reason").max_length
LONGEST_NUMBER = 40
LARGEST_KEY = 2**63 - 1


class DecisionForm(forms.Form):
    """One row of the page: what to do with it. Left at 暂不处理, it stays as it is."""

    LATER = ""
    ACCEPT, CHANGE = DecisionKind.ACCEPTED.value, DecisionKind.CHANGED.value
    ASK, REFUSE = DecisionKind.QUERIED.value, DecisionKind.REJECTED.value
    CHOICES = (
        (ACCEPT, "采用"),
        (CHANGE, "修改后采用"),
        (ASK, "请补充"),
        (REFUSE, "不采用"),
        (LATER, "暂不处理"),
    )
    REASONED = {
        CHANGE: CHANGE_NEEDS_REASON,
        ASK: QUESTION_NEEDS_WORDS,
        REFUSE: REFUSAL_NEEDS_REASON,
    }

    decision = forms.ChoiceField(
        label="决定", choices=CHOICES, required=False, widget=forms.RadioSelect
    )
    value = forms.CharField(label="改为", required=False, max_length=LONGEST_NUMBER)
    note = forms.CharField(
        label="进展说明改为",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label="理由（协会看得到）",
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, report: ProgressReport, **kwargs: Any) -> None:
        self.report = report
        initial = {
            "decision": self.LATER,
            "value": as_text(report.value),
            "note": report.note,
            "seen": report.last_decision_id,
        }
        super().__init__(prefix=f"r{report.pk}", initial=initial, **kwargs)

    @property
    def chosen(self) -> str:
        """What was pressed, whether or not the rest is in order."""
        return self["decision"].value() or self.LATER

    @property
    def may_be_accepted_unseen(self) -> bool:
        return not self.report.warnings

    def clean_value(self) -> Decimal | None:
        if self.chosen != self.CHANGE:
            return self.report.value
        try:
            return read_number(self.cleaned_data["value"], self.report.commitment.unit)
        except CellProblem as problem:
            raise ValidationError(f"{problem.message}{problem.fix}") from problem

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        demand = self.REASONED.get(cleaned.get("decision"))
        if demand and not cleaned.get("reason", "x"):
            self.add_error("reason", demand)
        if cleaned.get("decision") == self.CHANGE and not self.errors:
            value, note = cleaned["value"], cleaned["note"]
            if (value, note) == (self.report.value, self.report.note):
                self.add_error("value", "数据没有改动：照原样请选“采用”，否则请改了再存。")
            elif value is None and not note:
                self.add_error("value", "完成值和进展说明至少填一项。")
        return cleaned

    def apply(self, by: AbstractBaseUser) -> Decision:
        """Do what was chosen; raises `ValidationError` when somebody was quicker."""
        told = {"seen": self.cleaned_data["seen"], "reason": self.cleaned_data["reason"]}
        match self.cleaned_data["decision"]:
            case self.ASK:
                return ask(self.report, by, **told)
            case self.REFUSE:
                return refuse(self.report, by, **told)
            case self.CHANGE:
                changed = {name: self.cleaned_data[name] for name in ("value", "note")}
                return accept(self.report, by, **told, **changed)
        return accept(self.report, by, **told)


class VerificationForm(forms.ModelForm):
    """Checked by the newsroom itself: how, in words that are printed."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST_KEY, widget=forms.HiddenInput)

    class Meta:
        model = ProgressReport
        fields = ["verification", "verification_url"]
        widgets = {"verification": forms.Textarea(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["verification"] or cleaned["verification_url"]):
            self.add_error("verification", "写明凭什么核实的，或给出依据的网址，至少填一项。")
        return cleaned


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="协会看得到。",
        error_messages={"required": "请写明为什么收回。"},
    )


class MessageForm(forms.ModelForm):
    class Meta:
        model = Message
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"text": "发给协会所有申报人，并用邮件通知；对方看到的署名是“编辑部”。"}
        error_messages = {"text": {"required": "请写下要说的话。"}}
