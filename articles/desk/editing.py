"""The desk: one article at a time, corrected step by step, made into drafts at the end."""

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from ..drafting import DraftingError, create_drafts
from ..manuscripts.corrections import CorrectionError
from ..manuscripts.understanding import Article
from ..matching import match_people
from ..models import Manuscript
from .access import ImportersOnly
from .drafts import drafts_by_number, plan_drafts
from .operations import OPERATIONS
from .presentation import ArticleView
from .saving import StaleError, correct, lock_version, undo, undoable

__all__ = ["CorrectView", "CreateDraftsView", "DeskView"]

LONGEST_CORRECTION = 64 * 1024
UNREADABLE = "这一步没有保存：页面发来的内容不完整，请刷新页面再试。"


def panes(manuscript: Manuscript, number: int) -> dict[str, Any]:
    """Everything that is drawn anew after each correction."""
    articles = manuscript.understanding.articles
    article = articles[number - 1]
    drafts = drafts_by_number(manuscript, articles)
    draft = drafts.get(number)
    return {
        "manuscript": manuscript,
        "desk": ArticleView(article, number, match_people(article), [draft] if draft else []),
        "tabs": [
            {
                "number": position,
                "title": one.title or "（没有标题）",
                "candidates": _count(one),
                "skipped": one.skipped,
                "draft": drafts.get(position),
            }
            for position, one in enumerate(articles, 1)
        ],
        "anything_to_create": any(
            not one.skipped and position not in drafts for position, one in enumerate(articles, 1)
        ),
        "can_undo": draft is None and undoable(manuscript, number) is not None,
    }


def _count(article: Article) -> int:
    return sum(not one.dropped for block in article.blocks for one in block.candidates)


class AtTheDesk(ImportersOnly, WagtailAdminTemplateMixin):
    """Pages about one manuscript."""

    header_icon = "doc-full-inverse"

    @cached_property
    def manuscript(self) -> Manuscript:
        return get_object_or_404(Manuscript, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.manuscript.name

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": reverse("manuscripts"), "label": "导入稿件"},
            {
                "url": reverse("manuscript_desk", args=[self.manuscript.pk]),
                "label": self.manuscript.name,
            },
        ]


class DeskView(AtTheDesk, TemplateView):
    """Text on the left, what was understood on the right."""

    page_title = "导入稿件"
    template_name = "articles/desk/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        total = len(self.manuscript.understanding.articles)
        wanted = self.request.GET.get("article", "1")
        number = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 1
        if total:
            context |= panes(self.manuscript, min(max(number, 1), total))
        return context | {"manuscript": self.manuscript}


class CorrectView(ImportersOnly, View):
    """One correction as JSON in; both panes drawn anew as HTML in JSON out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> JsonResponse:
        try:
            name, version, number, data = self._read(request)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return self._refuse(UNREADABLE)
        try:
            if name == "undo":
                manuscript, done = undo(pk, version, number, request.user)
            elif name in OPERATIONS:
                form = OPERATIONS[name](data)
                if not form.is_valid():
                    return self._refuse(first(form.messages), errors=form.messages)
                manuscript, done = correct(pk, version, number, form, request.user)
            else:
                return self._refuse(UNREADABLE)
        except CorrectionError as error:
            return self._refuse(str(error))
        except StaleError as error:
            return self._refuse(str(error), status=409)
        except Manuscript.DoesNotExist:
            return self._refuse("这份稿件已被删除，请回到列表。", status=404)
        return JsonResponse(
            {
                "version": manuscript.version,
                "message": done.message,
                "focus": done.focus,
                "html": render_to_string(
                    "articles/desk/article.html", panes(manuscript, number), request
                ),
            }
        )

    def _read(self, request: HttpRequest) -> tuple[str, int, int, dict[str, str]]:
        """Operation, version, article, and the fields as a form expects them."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_CORRECTION:
            raise ValueError("too long")
        sent = json.loads(request.body)
        data = {
            str(key): "on" if value is True else str(value)
            for key, value in sent.get("data", {}).items()
            if value is not False and value is not None
        }
        name, version, number = (str(sent[key]) for key in ("operation", "version", "article"))
        if not (version.isdecimal() and number.isdecimal()):
            raise ValueError("not a number")
        "".join([name, *data, *data.values()]).encode()  # half a character is a ValueError
        return name, _number(version), _number(number), data

    def _refuse(self, message: str, status: int = 400, **more: Any) -> JsonResponse:
        return JsonResponse({"message": message, **more}, status=status)


def _number(written: str) -> int:
    """A version or the number of an article; 0, which fits none, for anything else."""
    return int(written) if written.isdecimal() and len(written) < 10 else 0


def first(errors: dict[str, list[str]]) -> str:
    return next((message for found in errors.values() for message in found), UNREADABLE)


class CreateDraftsView(AtTheDesk, TemplateView):
    """What will be made, and making it: all of it or nothing."""

    page_title = "创建草稿"
    template_name = "articles/desk/create.html"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "manuscript": self.manuscript,
            "plan": plan_drafts(self.manuscript, self.manuscript.understanding.articles),
            "objections": kwargs.get("objections", []),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = request.POST.get("version", "")
        get_object_or_404(Manuscript, pk=pk)
        try:
            with transaction.atomic():
                manuscript = lock_version(pk, _number(version))
                report = create_drafts(manuscript, request.user)
        except StaleError as error:
            return self._object([str(error)], 409)
        except DraftingError as error:
            return self._object(error.messages, 400)
        self._tell(report.created, "已创建草稿：")
        self._tell(report.known, "这几篇早有草稿，没有再建：")
        for line in report.left_out:
            messages.warning(request, line)
        return redirect("manuscript_desk", pk)

    def _object(self, objections: list[str], status: int) -> HttpResponse:
        self.manuscript.refresh_from_db()
        return self.render_to_response(self.get_context_data(objections=objections), status=status)

    def _tell(self, pages: list[Page], text: str) -> None:
        if pages:
            links = format_html_join(
                "",
                '<li><a href="{}" style="color: inherit; text-decoration: underline">{}</a></li>',
                ((reverse("wagtailadmin_pages:edit", args=[one.pk]), one.title) for one in pages),
            )
            messages.success(self.request, format_html("{}<ul>{}</ul>", text, links))
