"""What may be asked."""

import re
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .kinds import BY_KEY, KINDS, Kind

__all__ = ["LONGEST_QUERY", "SearchForm"]

LONGEST_QUERY = 60
YEARS_OFFERED = 12
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


class SearchForm(forms.Form):
    """Words, a kind, a year. What it does not know, it ignores aloud."""

    q = forms.CharField(
        label=gettext_lazy("查找"),
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={
            "max_length": gettext_lazy("查找的字太多，最多 %(limit_value)d 字，请缩短再试。")
        },
    )
    kind = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    year = forms.TypedChoiceField(
        label=gettext_lazy("年份"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [("", ""), *((kind.key, kind.label) for kind in KINDS)]
        this_year = localdate().year
        self.fields["year"].choices = [
            ("", _("全部")),
            *(
                (year, _("%(year)s年") % {"year": year})
                for year in range(this_year, this_year - YEARS_OFFERED, -1)
            ),
        ]

    @property
    def query(self) -> str:
        return self.cleaned_data.get("q", "")

    @property
    def kind_chosen(self) -> Kind | None:
        return BY_KEY.get(self.cleaned_data.get("kind", ""))

    @property
    def year_chosen(self) -> int | None:
        return self.cleaned_data.get("year")

    @property
    def page(self) -> int:
        """What is no number of a page is the first."""
        wanted = self.data.get("page", "")
        return int(wanted) if PAGE_NUMBER.fullmatch(wanted) else 1

    @property
    def refused(self) -> list[str]:
        """What was wrong, as sentences."""
        sentences = [str(error) for error in self.errors.get("q", [])]
        unknown = [self.fields[name].label for name in ("kind", "year") if name in self.errors]
        return sentences + [
            _("“%(label)s”不认识这个值，已忽略。") % {"label": label} for label in unknown
        ]
