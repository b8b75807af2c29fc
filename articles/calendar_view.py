"""The page of the 出版日历: which month, which kinds, the months before and after."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .edition_calendar import WEEKDAYS, Kind, Month, kinds_seen_by

__all__ = ["CalendarMenuItem", "CalendarView", "month_of"]

FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTH_FORM = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
HOW_TO_WRITE = "请写成 2026-11 这样。"
LONGEST_MONTH = 20


def month_of(text: str) -> dt.date:
    """The first day of “2026-11” or “2026年11月”; ValidationError in words otherwise."""
    found = MONTH_FORM.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise forms.ValidationError(f"看不懂月份“{text}”，{HOW_TO_WRITE}")
    year, month = map(int, found.groups())
    if not 1 <= month <= 12:
        raise forms.ValidationError(f"没有 {month} 月，{HOW_TO_WRITE}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise forms.ValidationError(f"日历只有 {FIRST_YEAR} 年到 {LAST_YEAR} 年。")
    return dt.date(year, month, 1)


class CalendarForm(forms.Form):
    """A jump to a month, and what is shown of it."""

    month = forms.CharField(
        label="月份",
        required=False,
        max_length=LONGEST_MONTH,
        widget=forms.TextInput(
            attrs={"type": "month", "min": f"{FIRST_YEAR}-01", "max": f"{LAST_YEAR}-12"}
        ),
        error_messages={"max_length": f"月份太长，{HOW_TO_WRITE}"},
    )
    kind = forms.MultipleChoiceField(
        label="显示",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "日历里没有“%(value)s”这一类，已忽略。"},
    )
    mine = forms.BooleanField(label="承诺只看我负责的", required=False)

    def __init__(self, kinds: Iterable[Kind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]

    def clean_month(self) -> dt.date | None:
        text = self.cleaned_data["month"]
        return month_of(text) if text else None


class CalendarMenuItem(MenuItem):
    """Shown to those for whom something may stand in the calendar."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(kinds_seen_by(request.user))


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """One month. What the address gets wrong is said, and the present month shown instead."""

    template_name = "articles/admin/calendar.html"
    page_title = "日历"
    header_icon = "calendar-alt"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.kinds = kinds_seen_by(request.user)
        if not self.kinds:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        asked = CalendarForm(self.kinds, self.request.GET)
        asked.is_valid()
        wanted = set(self.request.GET.getlist("kind"))
        chosen = [kind for kind in self.kinds if kind in wanted] or self.kinds
        first = asked.cleaned_data.get("month") or localdate().replace(day=1)
        mine = bool(asked.cleaned_data.get("mine"))

        def address(month: dt.date | None) -> str:
            """The same view of another month; empty beyond the ends of the calendar."""
            if month is None:
                return ""
            query: dict[str, Any] = {"month": f"{month:%Y-%m}"}
            if chosen != self.kinds:
                query["kind"] = chosen
            if mine:
                query["mine"] = "on"
            return f"?{urlencode(query, doseq=True)}"

        return super().get_context_data(**kwargs) | {
            "month": Month(first, self.request.user, chosen, mine),
            "weekdays": WEEKDAYS,
            "problems": [said for errors in asked.errors.values() for said in errors],
            "form": CalendarForm(
                self.kinds,
                initial={"month": f"{first:%Y-%m}", "kind": chosen, "mine": mine},
                auto_id="calendar-%s",
            ),
            "previous_url": address(month_beside(first, -1)),
            "next_url": address(month_beside(first, 1)),
            "today_url": address(localdate()),
        }


def month_beside(first: dt.date, step: int) -> dt.date | None:
    """The month before or after; None beyond the years that the calendar has."""
    year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
    return dt.date(year, month + 1, 1) if FIRST_YEAR <= year <= LAST_YEAR else None
