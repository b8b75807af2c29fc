"""The editor's form of the methodology."""

from typing import Any

from django import forms

from portal.forms import PinyinPageForm

__all__ = ["MethodologyForm"]

WORDS = ("title", "intro", "body")


class MethodologyForm(PinyinPageForm):
    """No change of its words without a note for the readers; no change of a note they have read."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        notes = self.formsets.get("changes")
        if notes is None:
            return cleaned
        told = set(self.instance.public_changes().values_list("pk", flat=True))
        kept = [row for row in notes.forms if not row.data.get(row.add_prefix("DELETE"))]
        if len(told & {row.instance.pk for row in kept}) < len(told) or any(
            row.instance.pk in told and row.has_changed() for row in kept
        ):
            raise forms.ValidationError("已经刊出的修订记录不能删改；写错了，请再加一条。")
        added = any(row.instance.pk not in told and row.has_changed() for row in kept)
        if not self.is_deferred_validation and not added and self._differs_from_what_is_public():
            raise forms.ValidationError("正文有改动：请在“修订记录”里加一条，写明改了什么。")
        return cleaned

    def _differs_from_what_is_public(self) -> bool:
        """Compared with the page as readers see it now, not with the last draft."""
        public = type(self.instance).objects.filter(pk=self.instance.pk, live=True).first()
        return public is not None and any(
            self.cleaned_data.get(name) != getattr(public, name)
            for name in WORDS
            if name in self.cleaned_data
        )
