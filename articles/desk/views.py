"""Manuscripts brought in: the list, a new one, deleting one."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from ..intake import take_in
from ..models import Manuscript
from .access import ImportersOnly
from .forms import LONGEST_REQUEST, ManuscriptForm, too_long

__all__ = ["DeleteManuscriptView", "ManuscriptListView", "NewManuscriptView"]

PAGE_LENGTH = 20
POLICY = ModelPermissionPolicy(Manuscript)
LIST = {"url": "", "label": "导入稿件"}


def state(manuscript: Manuscript) -> str:
    number = manuscript.draft_count
    return f"已建草稿 {number} 篇" if number else "进行中"


class ManuscriptListView(ImportersOnly, IndexView):
    """Newest work first; a row opens the desk."""

    model = Manuscript
    page_title = "导入稿件"
    header_icon = "doc-full-inverse"
    permission_policy = POLICY
    any_permission_required = ["add", "change", "delete", "view"]
    paginate_by = PAGE_LENGTH
    is_searchable = False
    index_url_name = "manuscripts"
    index_results_url_name = "manuscripts_results"
    add_url_name = "manuscript_new"
    edit_url_name = "manuscript_desk"
    delete_url_name = "manuscript_delete"
    add_item_label = "导入新稿件"
    default_ordering = None
    list_display = [
        "name",
        Column("published", label="见报日期", accessor=lambda row: f"{row.published:%Y-%m-%d}"),
        Column("owner", label="导入人", accessor=lambda row: row.owner or "—"),
        Column("state", label="状态", accessor=state),
        DateColumn("changed_at", label="最近改动"),
    ]

    def get_base_queryset(self) -> QuerySet[Manuscript]:
        return Manuscript.objects.for_listing()

    def get_breadcrumbs_items(self) -> list[dict]:
        return [{"url": reverse("wagtailadmin_home"), "label": "主页"}, LIST]


class BoundedUpload:
    """Answers what is too long in the page's own words.

    CSRF is checked here, after the length: reading a 50 MB paste to find the token would end in
    Django's bare 400.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        length = int(length) if length.isdecimal() else 0
        if length > LONGEST_REQUEST:
            return self.refuse_long(length)
        try:
            return self._dispatch_checked(request, *args, **kwargs)
        except RequestDataTooBig:
            return self.refuse_long(length)

    @method_decorator(csrf_protect)
    def _dispatch_checked(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)


@method_decorator(csrf_exempt, name="dispatch")
class NewManuscriptView(ImportersOnly, BoundedUpload, WagtailAdminTemplateMixin, FormView):
    """Paste or upload; what is understood of it opens at the desk."""

    page_title = "导入新稿件"
    header_icon = "doc-full-inverse"
    form_class = ManuscriptForm
    template_name = "articles/desk/new.html"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": reverse("manuscripts"), "label": "导入稿件"},
            {"url": "", "label": self.page_title},
        ]

    def refuse_long(self, length: int) -> HttpResponse:
        """Nothing of the request has been read: an empty form, and what went wrong."""
        context = self.get_context_data(form=ManuscriptForm(), refusal=too_long(length))
        return self.render_to_response(context, status=413)

    def form_invalid(self, form: ManuscriptForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def form_valid(self, form: ManuscriptForm) -> HttpResponse:
        began = now()
        manuscript = take_in(
            form.reading, form.name, form.cleaned_data["published"], self.request.user
        )
        if manuscript.created_at < began:
            messages.warning(self.request, "这份稿件已经导入过，这里接着上次的工作。")
        elif not manuscript.work["articles"]:
            messages.warning(self.request, "没有认出文章，请核对原文。")
        return redirect("manuscript_desk", manuscript.pk)


class DeleteManuscriptView(ImportersOnly, DeleteView):
    """The desk's work goes; drafts made from it stay."""

    model = Manuscript
    permission_policy = POLICY
    permission_required = "delete"
    index_url_name = "manuscripts"
    edit_url_name = "manuscript_desk"
    delete_url_name = "manuscript_delete"
    header_icon = "bin"
    page_title = "删除导入的稿件"
    success_message = "已删除导入的稿件“%(object)s”。"

    @property
    def confirmation_message(self) -> str:
        return (
            f"要删除“{self.object}”吗？原文与在这里做的改动都会删去，不能恢复；"
            "已经建好的草稿不受影响。"
        )
