"""出处失效: the commitments whose sentence no longer stands as quoted, for editors to settle."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from initiatives.enums import SourceState
from initiatives.models import Commitment

from .models import Mark

__all__ = ["BrokenSourcesView"]


def edit_url(commitment: Commitment) -> str:
    return reverse("wagtailsnippets_initiatives_commitment:edit", args=[commitment.pk])


class BrokenSourcesView(ReportView):
    """What was quoted beside what the article says now, with a way to either."""

    page_title = "出处失效"
    header_icon = "warning"
    index_url_name = "broken_sources"
    index_results_url_name = "broken_sources_results"
    permission_policy = ModelPermissionPolicy(Commitment)
    any_permission_required = ["change", "publish"]
    is_searchable = False
    list_export = ["code", "summary", "quote", "sentence_now", "source_page.title"]
    export_headings = {
        "code": "编号",
        "summary": "摘要",
        "quote": "原话",
        "sentence_now": "文中现在的句子",
        "source_page.title": "出处文章",
    }
    columns = [
        TitleColumn("title", label="承诺", accessor=str, get_url=edit_url),
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

    def get_queryset(self) -> QuerySet[Commitment]:
        here = Mark.objects.present().filter(
            commitment=OuterRef("pk"), page=OuterRef("source_page"), page__live=True
        )
        return (
            Commitment.objects.filter(source_state=SourceState.BROKEN)
            .select_related("source_page")
            .annotate(sentence_now=Subquery(here.order_by("position").values("sentence")[:1]))
            .order_by("-said_on", "code")
        )
