"""What the newsroom's listings and choosers have in common."""

import datetime as dt

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.formats import date_format
from django.utils.timezone import localtime
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

__all__ = ["DayColumn", "PlainSearch", "StatusColumn", "chooser_of"]

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

    return Chooser
