"""Forms of the editors' own operations."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.snippets.widgets import AdminSnippetChooser

from .finding import KEY_FORM
from .models import Commitment

__all__ = [
    "CommitmentChooser",
    "ConfirmationForm",
    "ContactForm",
    "OwnReportForm",
    "RecordChooser",
    "RejectionForm",
]


class RecordChooser(AdminSnippetChooser):
    """Wagtail's own breaks when the form is shown again with a key that can be none."""

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> str | None:
        key = data.get(name, "")
        return key if KEY_FORM.fullmatch(key) else None


class CommitmentChooser(RecordChooser):
    icon = "commitment"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(model=Commitment, **kwargs)


class ConfirmationForm(forms.Form):
    """Nothing to fill in: the POST itself is the answer, about what was shown."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class RejectionForm(forms.Form):
    """Why a proposed verdict goes back."""

    reason = forms.CharField(
        label="退回理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写给提出人看，不公开。",
    )


class ContactForm(WagtailAdminModelForm):
    """An attempt that was made, not one that is planned."""

    def clean_contacted_on(self) -> dt.date:
        contacted_on = self.cleaned_data["contacted_on"]
        if contacted_on > localdate():
            raise forms.ValidationError("联系日期不能晚于今天。")
        return contacted_on


class OwnReportForm(WagtailAdminModelForm):
    """What the newsroom registers itself: verified with its source, or somebody's own word."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        sourced = cleaned.get("verification") or cleaned.get("verification_url")
        if cleaned.get("verified") and not sourced:
            self.add_error("verification", "写明凭什么核实的，或给出依据的网址，至少填一项。")
        if sourced and not cleaned.get("verified"):
            self.add_error("verified", "写了核实依据，就要勾选“编辑部已核实”；没有核实请清空依据。")
        if not cleaned.get("verified") and not cleaned.get("reporter"):
            self.add_error("reporter", "没有核实的进展，要写明是哪家单位说的。")
        return cleaned
