"""Forms of the editors' own operations."""

from django import forms

__all__ = ["ConfirmationForm", "RejectionForm"]


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
