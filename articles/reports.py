"""出处失效: the commitments whose sentence no longer stands as quoted, for editors to settle."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from initiatives.enums import SourceState
from initiatives.models import Commitment
from initiatives.viewsets.listing import PlainSearch, PlainSheets
from initiatives.viewsets.worklist_filters import WorklistFilterSet
from initiatives.viewsets.worklists import edit_commitment, sees
from initiatives.worklists import Worklist

from .models import Mark

__all__ = ["BrokenSourcesView", "with_sentence_now", "worklists"]


def with_sentence_now(commitments: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Annotate what stands at the mark in the source article today; None where nothing does."""
    here = Mark.objects.present().filter(
        commitment=OuterRef("pk"), page=OuterRef("source_page"), page__live=True
    )
    return commitments.annotate(
        sentence_now=Subquery(here.order_by("position").values("sentence")[:1])
    )


class BrokenSourcesView(PlainSearch, PlainSheets, ReportView):
    """What was quoted beside what the article says now, with a way to either."""

    template_name = "initiatives/admin/worklist.html"
    page_title = "出处失效"
    header_icon = "warning"
    index_url_name = "broken_sources"
    index_results_url_name = "broken_sources_results"
    permission_policy = ModelPermissionPolicy(Commitment)
    any_permission_required = ["change", "publish"]
    filterset_class = WorklistFilterSet
    text_fields = ("code", "summary", "quote", "speaker__name", "source_page__title")
    pinyin_fields = ("speaker__pinyin",)
    list_export = ["code", "summary", "quote", "sentence_now", "source_page.title"]
    export_headings = {
        "code": "编号",
        "summary": "摘要",
        "quote": "原话",
        "sentence_now": "文中现在的句子",
        "source_page.title": "出处文章",
    }
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
        TitleColumn(
            "title",
            label="承诺",
            accessor=str,
            get_url=edit_commitment,
            get_title_id=lambda row: f"snippet_{row.pk}_title",
        ),
        Column("quote", label="承诺里的原话"),
        Column(
            "sentence_now",
            label="文中现在的句子",
            accessor=lambda row: row.sentence_now or "（标记已取消，或文章未发布）",
        ),
        TitleColumn(
            "article",
            label="出处文章",
            accessor="source_page.title",
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.source_page_id]),
        ),
    ]

    def get_base_queryset(self) -> QuerySet[Commitment]:
        broken = Commitment.objects.filter(source_state=SourceState.BROKEN)
        return with_sentence_now(broken).select_related("source_page").order_by("-said_on", "code")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "bulk_model": Commitment._meta}


def worklists() -> list[Worklist]:
    """What articles add to the newsroom's worklists."""
    return [
        Worklist(
            BrokenSourcesView.page_title,
            BrokenSourcesView.index_url_name,
            BrokenSourcesView.header_icon,
            50,
            allowed=sees(BrokenSourcesView),
            count=lambda user: Commitment.objects.filter(source_state=SourceState.BROKEN).count(),
            urgent=True,
        )
    ]
