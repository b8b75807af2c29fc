"""Atom feeds: all that is new, one section of it, what the ledger finds, or one subject."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe

from articles.models import ArticlePage, CommentaryPage, RoundtablePage
from home.models import NewsroomSettings
from initiatives.asking import Asked, Refused, asked_for
from initiatives.models import Commitment, InitiativePage
from initiatives.outlets import feed_address
from initiatives.subjects import SUBJECTS, Moved
from portal.addresses import absolute_url

from . import entries
from .entries import Entry

__all__ = ["CommitmentFeed", "LedgerFeed", "SectionFeed", "SubjectFeed"]


class SteadyAtomFeed(Atom1Feed):
    """The same bytes each time, with nothing in it as well."""

    def latest_post_date(self) -> dt.datetime:
        hours = (entry["updateddate"] for entry in self.items)
        return max(hours, default=entries.BEGINNING)


@method_decorator([csrf_exempt, require_safe, conditional_page], name="__call__")
class NewsroomFeed(Feed):
    """What every feed has; the same content gives the same ETag, so 304 is often enough.

    No Last-Modified: what is entered late bears the day on which it happened.
    """

    feed_type = SteadyAtomFeed
    language = "zh-hans"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = super().__call__(request, *args, **kwargs)
        except Refused as refused:
            return refused.as_text()
        del response["Last-Modified"]
        return response

    def title(self, followed: Any) -> str:
        return f"{NewsroomSettings.load().name}：{self.name(followed)}"

    def name(self, followed: Any) -> str:
        raise NotImplementedError

    def key(self, followed: Any) -> str:
        """What the feed is known by for good, whatever its address becomes."""
        raise NotImplementedError

    def author_name(self, followed: Any) -> str:
        return NewsroomSettings.load().name

    def feed_guid(self, followed: Any) -> str:
        return entries.unique_id(f"feed/{self.key(followed)}")

    def item_title(self, entry: Entry) -> str:
        return entry.title

    def item_link(self, entry: Entry) -> str:
        return absolute_url(entry.link)

    def item_guid(self, entry: Entry) -> str:
        return entries.unique_id(entry.key)

    def item_description(self, entry: Entry) -> str:
        """As markup, since that is what a summary is sent as: nobody's words become any."""
        return linebreaks(entry.summary, autoescape=True)

    def item_updateddate(self, entry: Entry) -> dt.datetime:
        return entry.updated

    def item_author_name(self, entry: Entry) -> str | None:
        return entry.author or None

    def item_categories(self, entry: Entry) -> list[str]:
        return [entry.category]


def _everything() -> list[Entry]:
    public = Commitment.objects.public()
    return entries.newest(
        entries.articles(ArticlePage.objects.all()),
        entries.initiatives(InitiativePage.objects.all()),
        entries.promises(public),
        entries.verdicts(public),
        entries.answers(public),
        entries.corrections(),
    )


def _about(commitments: Any) -> list[Entry]:
    return entries.newest(
        entries.promises(commitments),
        entries.verdicts(commitments),
        entries.reports(commitments),
        entries.answers(commitments),
    )


# By the last part of the address: what it is called, where its page is, what is in it.
SECTIONS = {
    "all": ("全部", "/", _everything),
    "roundtables": (
        "圆桌",
        "/roundtables/",
        lambda: entries.articles(RoundtablePage.objects.all()),
    ),
    "commentaries": (
        "评论",
        "/commentaries/",
        lambda: entries.articles(CommentaryPage.objects.all()),
    ),
    "initiatives": (
        "行动档案",
        "/initiatives/",
        lambda: entries.initiatives(InitiativePage.objects.all()),
    ),
    "corrections": ("更正", "/corrections/", lambda: entries.newest(entries.corrections())),
}


class SectionFeed(NewsroomFeed):
    """Everything, or one section of the newspaper."""

    def get_object(self, request: HttpRequest, section: str) -> str:
        if section not in SECTIONS:
            raise Http404
        return section

    def name(self, followed: str) -> str:
        return SECTIONS[followed][0]

    def key(self, followed: str) -> str:
        return followed

    def link(self, followed: str) -> str:
        return absolute_url(SECTIONS[followed][1])

    def feed_url(self, followed: str) -> str:
        return f"/feeds/{followed}/"

    def items(self, followed: str) -> list[Entry]:
        return SECTIONS[followed][2]()


class LedgerFeed(NewsroomFeed):
    """All commitments, or those that the ledger's filters find, and what becomes of them."""

    def get_object(self, request: HttpRequest) -> Asked:
        return asked_for(request.GET, Commitment.objects.public())

    def name(self, followed: Asked) -> str:
        return "承诺簿，只含筛出的" if followed.filter else "承诺簿"

    def key(self, followed: Asked) -> str:
        return f"commitments?{followed.filter}" if followed.filter else "commitments"

    def link(self, followed: Asked) -> str:
        return absolute_url(_with_query("/commitments/", followed.filter))

    def feed_url(self, followed: Asked) -> str:
        return _with_query(feed_address({}), followed.filter)

    def items(self, followed: Asked) -> list[Entry]:
        public = Commitment.objects.public()
        if followed.is_everything:
            return _about(public)
        return _about(public.filter(pk__in=followed.commitments.order_by().values("pk")))


def _with_query(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


class SubjectFeed(NewsroomFeed):
    """Of a person, an organisation, an initiative or a topic: its commitments and its articles."""

    def __call__(self, request: HttpRequest, *args: Any, kind: str, slug: str) -> HttpResponseBase:
        try:
            return super().__call__(request, *args, kind=kind, slug=slug)
        except Moved as moved:
            return redirect("subject_feed", kind=kind, slug=moved.slug, permanent=True)

    def get_object(self, request: HttpRequest, kind: str, slug: str) -> tuple[str, Any]:
        return kind, SUBJECTS[kind].get(slug)

    def name(self, followed: tuple[str, Any]) -> str:
        found = followed[1]
        return getattr(found, "name", None) or found.title

    def key(self, followed: tuple[str, Any]) -> str:
        return f"{followed[0]}/{followed[1].pk}"

    def link(self, followed: tuple[str, Any]) -> str:
        kind, found = followed
        return absolute_url(SUBJECTS[kind].page.format(found.slug))

    def feed_url(self, followed: tuple[str, Any]) -> str:
        return f"/feeds/{followed[0]}/{followed[1].slug}/"

    def items(self, followed: tuple[str, Any]) -> list[Entry]:
        kind, found = followed
        printed = {
            "people": {"appearances__person": found},
            "organisations": {"appearances__organisation": found},
            "initiatives": {"initiatives": found},
            "topics": {"topics": found},
        }[kind]
        return entries.newest(
            _about(SUBJECTS[kind].commitments(found)),
            entries.articles(ArticlePage.objects.filter(**printed).distinct()),
        )


class CommitmentFeed(NewsroomFeed):
    """What became of one commitment."""

    def get_object(self, request: HttpRequest, code: str) -> Commitment:
        public = Commitment.objects.public().select_related("speaker")
        return get_object_or_404(public, code=code)

    def name(self, followed: Commitment) -> str:
        return f"{followed.speaker.name}“{followed.summary}”"

    def key(self, followed: Commitment) -> str:
        return f"commitments/{followed.code}"

    def link(self, followed: Commitment) -> str:
        return absolute_url(followed.get_absolute_url())

    def feed_url(self, followed: Commitment) -> str:
        return f"/feeds/commitments/{followed.code}/"

    def items(self, followed: Commitment) -> list[Entry]:
        return _about(Commitment.objects.public().filter(pk=followed.pk))
