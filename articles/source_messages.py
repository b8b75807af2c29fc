"""What the admin tells an editor about sentences that are, or were, the source of a commitment."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from initiatives.enums import AssessmentOrigin
from initiatives.models import Assessment, Commitment

from .models import ArticlePage
from .release import can_release, drafts_in
from .sources import broken_by_draft, broken_sources, commitments_said_in

__all__ = [
    "forbid_deleting_sources",
    "forbid_deleting_sources_in_bulk",
    "remember_sources",
    "tell_what_draft_breaks",
    "tell_what_publishing_did",
    "warn_on_opening",
]

HANDING_IN = ("action-submit", "action-restart-workflow", "action-workflow-action")


def remember_sources(request: HttpRequest, page: Page) -> None:
    """Before publishing: which commitments have their source here already."""
    if isinstance(page, ArticlePage):
        request.sources_before = set(_intact(page).values_list("pk", flat=True))
        request.reopened_before = set(_reopened(page).values_list("pk", flat=True))


def tell_what_publishing_did(request: HttpRequest, page: Page) -> None:
    """After publishing: which sentences became sources, which commitments lost theirs."""
    if not isinstance(page, ArticlePage) or not _is_for_a_person(request):
        return
    before = getattr(request, "sources_before", set())
    new = _intact(page).filter(live=True).exclude(pk__in=before)
    if new:
        _say(request, messages.SUCCESS, "以下承诺的出处已在本文确认：", new)
    _say_reopened(request, page)
    _say_broken(request, page)
    _say_unpublished(request, page)


def tell_what_draft_breaks(request: HttpRequest, page: Page) -> None:
    """After handing a draft in: what publishing it would break.

    Publishing tells by itself; merely saving leads back to the editor, which tells on opening.
    """
    handed_in = any(name in request.POST for name in HANDING_IN)
    if isinstance(page, ArticlePage) and handed_in:
        _say_broken_by_draft(request, page)


def warn_on_opening(request: HttpRequest, page: Page) -> None:
    """When the editor opens: what is broken, and what the present draft would break."""
    page = page.specific
    if request.method == "GET" and isinstance(page, ArticlePage):
        if _is_for_a_person(request):
            _say_broken(request, page)
        draft = page.get_latest_revision_as_object()
        _say_broken_by_draft(request, draft)
        _say_unpublished(request, draft)


def forbid_deleting_sources(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An article that is the source of commitments can be withdrawn, but not deleted."""
    commitments = commitments_said_in([page])
    if not commitments:
        return None
    _say(
        request,
        messages.ERROR,
        f"“{page.title}”是下列承诺的出处，不能删除；需要撤下时请取消发布：",
        commitments,
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def forbid_deleting_sources_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable, action: object
) -> HttpResponse | None:
    """The same for several pages ticked in a list."""
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type != "delete" or not pages:
        return None
    commitments = commitments_said_in(pages)
    if not commitments:
        return None
    _say(request, messages.ERROR, "所选页面是下列承诺的出处，不能删除：", commitments)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def _intact(page: ArticlePage):
    return Commitment.objects.filter(source_page_id=page.pk, source_state="intact").order_by("code")


def _reopened(page: ArticlePage) -> QuerySet[Assessment]:
    """Returns to 待核查 of commitments that were said here."""
    return Assessment.objects.filter(
        origin=AssessmentOrigin.CORRECTION, commitment__source_page_id=page.pk
    )


def _is_for_a_person(request: HttpRequest) -> bool:
    """Not for the editor's script, which saves by itself every moment."""
    return request.accepts("text/html")


def _say_reopened(request: HttpRequest, page: ArticlePage) -> None:
    before = getattr(request, "reopened_before", set())
    reopened = _reopened(page).exclude(pk__in=before).select_related("commitment")
    if reopened:
        _say(
            request,
            messages.WARNING,
            "原句已改，下列承诺的判定回到待核查，旧判定留在来龙去脉里。"
            "请在文章的“更正”里写明原来怎么说、现在怎么说：",
            [one.commitment for one in reopened],
        )


def _say_broken(request: HttpRequest, page: ArticlePage) -> None:
    broken = broken_sources(page)
    if broken:
        _say(
            request,
            messages.WARNING,
            "出处失效：下列承诺的原话在本文中已被改动或取消标记。"
            "请恢复原句、重新标记，或在承诺中更正原话：",
            broken,
        )


def _say_broken_by_draft(request: HttpRequest, page: ArticlePage) -> None:
    if not _is_for_a_person(request):
        return
    lost = broken_by_draft(page)
    if lost:
        _say(
            request,
            messages.WARNING,
            "这份草稿改动了下列承诺的原句，或取消了标记；发布后其出处失效，"
            "改了原句的，已有的判定回到待核查：",
            lost,
        )


def _say_unpublished(request: HttpRequest, page: ArticlePage) -> None:
    """Publishing an article does not publish what a reporter marked or named in it."""
    drafts = drafts_in(page) if _is_for_a_person(request) else None
    if not drafts:
        return
    if drafts.commitments:
        text = "下列承诺还是草稿，读者在文中看不到标记："
    else:
        text = "文中的人物或机构还是草稿，读者点不开他们的名字。"
    link = ""
    if can_release(request.user, page):
        address = reverse("release_drafts", args=[page.pk])
        link = format_html('<a href="{}" class="yn-message-link">核对并一并发布</a>', address)
    _say(request, messages.WARNING, text, drafts.commitments, link)


def _say(
    request: HttpRequest,
    level: int,
    text: str,
    commitments: Iterable[Commitment],
    link: str = "",
) -> None:
    finder = AdminURLFinder(request.user)
    items = format_html_join(
        "",
        '<li><a href="{}" target="_blank" rel="noreferrer" style="color: inherit;'
        ' text-decoration: underline">{} {}</a></li>',
        (
            (finder.get_edit_url(one) or one.get_absolute_url(), one.code, one.summary)
            for one in commitments
        ),
    )
    messages.add_message(request, level, format_html("{}<ul>{}</ul>{}", text, items, link))
