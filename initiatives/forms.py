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

__all__ = ["CommitmentChooser", "ConfirmationForm", "ContactForm", "RecordChooser", "RejectionForm"]


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
