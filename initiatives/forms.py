"""Forms of the editors' own operations."""

import datetime as dt

from django import forms
from django.utils.timezone import localdate
from wagtail.admin.forms.models import WagtailAdminModelForm

__all__ = ["ConfirmationForm", "ContactForm", "RejectionForm"]


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
