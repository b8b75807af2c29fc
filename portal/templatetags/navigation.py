"""Where one is and where one can go: sections, addresses with parameters, the other language."""

from dataclasses import dataclass, field, replace
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.translation import gettext_lazy as _

from .typography import is_english

register = template.Library()

CHINESE, ENGLISH = "zh-Hans", "en"

SECTIONS = (
    (_("头版"), ""),
    (_("圆桌"), "roundtables/"),
    (_("评论"), "commentaries/"),
    (_("行动档案"), "initiatives/"),
    (_("承诺簿"), "commitments/"),
    (_("人物"), "people/"),
    (_("查找"), "search/"),
)
STANDING = (
    (_("方法说明"), "methodology/"),
    (_("更正"), "corrections/"),
    (_("开放数据"), "data/"),
    (_("机构"), "organisations/"),
    (_("无障碍说明"), "accessibility/"),
)


@register.simple_tag
def address(path: str = "") -> str:
    """A page's address by its path (`/methodology/`), in the reader's language."""
    return reverse("wagtail_serve", args=[path.removeprefix("/")])


@register.inclusion_tag("portal/includes/sections.html", takes_context=True)
def sections(context: Context) -> dict[str, Any]:
    """Every section, the current one told."""
    here = getattr(context.get("request"), "path", "")
    front = address()
    return {
        "sections": [
            {
                "name": name,
                "url": url,
                "is_current": here == url or (url != front and here.startswith(url)),
            }
            for name, url in ((name, address(path)) for name, path in SECTIONS)
        ]
    }


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changes: Any) -> str:
    """The present query string with some parameters set, or dropped when None."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.inclusion_tag("portal/includes/standing.html", takes_context=True)
def standing(context: Context) -> dict[str, Any]:
    """What the newspaper says about itself, at the foot of every page."""
    here = getattr(context.get("request"), "path", "")
    links = ((name, address(path)) for name, path in STANDING)
    return {"links": [{"name": name, "url": url, "is_current": here == url} for name, url in links]}


@dataclass(frozen=True)
class SamePage:
    """This page in the languages that it has: `alternates` is empty where it has but one."""

    language: str
    canonical: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    other: str = ""

    @property
    def other_language(self) -> str:
        return CHINESE if self.language == ENGLISH else ENGLISH

    @property
    def other_name(self) -> str:
        """The other language's own name for itself."""
        return dict(settings.LANGUAGES)[self.other_language.lower()]


@register.simple_tag(takes_context=True)
def same_page(context: Context) -> SamePage:
    """Where the page is, and where it is in the other language, filters and all.

    Of the parameters only the page number belongs to the address that search engines keep: a
    filtered list is no page of its own.
    """
    language = ENGLISH if is_english() else CHINESE
    request: HttpRequest | None = context.get("request")
    if request is None or request.resolver_match is None:
        return SamePage(language)
    number = request.GET.get("page", "")
    query = f"?page={number}" if number.isdecimal() and number != "1" else ""
    root = settings.WAGTAILADMIN_BASE_URL
    paths = {code: translate_url(request.path, code.lower()) for code in (CHINESE, ENGLISH)}
    if len(set(paths.values())) == 1:
        return SamePage(language, canonical=f"{root}{request.path}{query}")
    addresses = {code: f"{root}{path}{query}" for code, path in paths.items()}
    page = SamePage(language, addresses[language], addresses)
    parameters = request.META.get("QUERY_STRING", "")
    other = paths[page.other_language] + (f"?{parameters}" if parameters else "")
    return replace(page, other=other)
