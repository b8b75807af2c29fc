"""What the newsroom's listings and choosers have in common."""

import codecs
import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, localtime
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.models import DraftStateMixin
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

from ..finding import KEY_FORM, matches
from ..forms import RecordChooser
from ..models import Mergeable
from ..workbooks.formulas import guard

__all__ = ["DayColumn", "PlainSearch", "PlainSheets", "StatusColumn", "chooser_of"]

LONGEST_QUERY = 100


class PlainSearch:
    """For an index view: searches by substring and pinyin instead of the full-text index."""

    text_fields: tuple[str, ...] = ()
    pinyin_fields: tuple[str, ...] = ()

    @property
    def is_searchable(self) -> bool:
        return True

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        query = self.search_query[:LONGEST_QUERY]
        return queryset.filter(matches(query, self.text_fields, self.pinyin_fields))


class PlainSheets:
    """For a view that exports: sheets that Excel on a Chinese machine opens as they are meant.

    CSV begins with a byte order mark, and no cell can run as a formula.
    """

    def get_filename(self) -> str:
        return f"{self.page_title}-{localdate():%Y%m%d}"

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)
        if value is None:
            return ""
        return guard(value) if isinstance(value, str) else value

    def to_row_dict(self, item: Model) -> dict[str, Any]:
        """People and organisations by name; an empty relation is an empty cell."""
        row = super().to_row_dict(item)
        return {
            key: str(value) if isinstance(value, Model) else value for key, value in row.items()
        }

    def stream_csv(self, queryset: QuerySet) -> Iterator[bytes]:
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)

    def write_csv_response(self, queryset: QuerySet) -> HttpResponseBase:
        response = super().write_csv_response(queryset)
        name = f"{self.get_filename()}.csv"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response


class StatusColumn(Column):
    """已发布, 草稿, or published with changes that are not."""

    def get_value(self, instance: Model) -> str:
        if not instance.live:
            return "草稿"
        return "已发布，有未发布的修改" if instance.has_unpublished_changes else "已发布"


class DayColumn(Column):
    """A plain date: how long ago something falls due says nothing."""

    def get_value(self, instance: Model) -> str:
        value = super().get_value(instance)
        return (
            date_format(localtime(value) if isinstance(value, dt.datetime) else value, "Y-m-d")
            if value
            else "—"
        )


class ChosenView(SnippetChosenView):
    """One row was clicked; an address that names none is not found."""

    def get_object(self, pk: str) -> Model:
        if not KEY_FORM.fullmatch(pk):
            raise Http404
        return super().get_object(pk)


class ChosenMultipleView(SnippetChosenMultipleView):
    """Several rows were ticked."""

    def get_objects(self, pks: list[str]) -> QuerySet:
        return super().get_objects([pk for pk in pks if KEY_FORM.fullmatch(pk)])


def chooser_of(
    *,
    found_in: tuple[str, ...],
    sounds_in: tuple[str, ...],
    shown: list[Column],
    hint: str,
    related: tuple[str, ...] = (),
) -> type[SnippetChooserViewSet]:
    """A chooser that lists `shown` and searches by substring and pinyin."""

    class FilterForm(BaseFilterForm):
        q = forms.CharField(
            label="查找",
            required=False,
            max_length=LONGEST_QUERY,
            widget=forms.TextInput(attrs={"placeholder": hint}),
        )

        def filter(self, objects: QuerySet) -> QuerySet:
            objects = super().filter(objects)
            if query := self.cleaned_data["q"]:
                objects = objects.filter(matches(query, found_in, sounds_in))
                self.is_searching, self.search_query = True, query
            return objects

    class Listing:
        filter_form_class = FilterForm

        def get_object_list(self) -> QuerySet:
            objects = self.model_class.objects.all()
            if issubclass(self.model_class, Mergeable):
                objects = objects.on_record()
            return objects.select_related(*related) if related else objects

        @property
        def title_column(self) -> Column:
            column = super().title_column
            column.accessor, column.label = "name", "名称"
            return column

        @property
        def columns(self) -> list[Column]:
            columns = [self.title_column, *shown]
            if issubclass(self.model_class, DraftStateMixin):
                columns.append(StatusColumn("live", label="状态"))
            return columns

    class Chooser(SnippetChooserViewSet):
        choose_view_class = type("ListedChooseView", (Listing, ChooseView), {})
        choose_results_view_class = type(
            "ListedChooseResultsView", (Listing, ChooseResultsView), {}
        )
        chosen_view_class = ChosenView
        chosen_multiple_view_class = ChosenMultipleView

        @cached_property
        def widget_class(self) -> RecordChooser:
            return RecordChooser(model=self.model, icon=self.icon)

    return Chooser
