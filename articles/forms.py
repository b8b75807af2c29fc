"""The editor's form of an article."""

from typing import Any

from django import forms

from portal.forms import PinyinPageForm

__all__ = ["ArticleForm"]


class ArticleForm(PinyinPageForm):
    """Refuses to alter what readers have been told was wrong: a correction is only added to."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "corrections" in self.formsets:
            told = set(self.instance.public_corrections().values_list("pk", flat=True))
            for row in self.formsets["corrections"].forms:
                if row.instance.pk in told and self._alters(row):
                    raise forms.ValidationError(
                        "已经刊出的更正不能删改（“%(text)s”）；写错了，请再加一条更正。",
                        params={"text": row.initial["text"][:30]},
                    )
        return cleaned

    @staticmethod
    def _alters(row: forms.ModelForm) -> bool:
        return bool(row.data.get(row.add_prefix("DELETE"))) or any(
            name in row.changed_data for name in ("corrected_on", "text")
        )
