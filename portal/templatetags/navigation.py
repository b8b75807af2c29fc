"""The line of sections under the masthead, and addresses that keep their parameters."""

from typing import Any

from django import template
from django.template import Context

register = template.Library()

SECTIONS = (
    ("头版", "/"),
    ("圆桌", "/roundtables/"),
    ("评论", "/commentaries/"),
    ("行动档案", "/initiatives/"),
    ("承诺簿", "/commitments/"),
    ("人物", "/people/"),
    ("查找", "/search/"),
)


@register.inclusion_tag("portal/includes/sections.html", takes_context=True)
def sections(context: Context) -> dict[str, Any]:
    """Every section, the current one told."""
    path = getattr(context.get("request"), "path", "")
    return {
        "sections": [
            {
                "name": name,
                "url": url,
                "is_current": path == url or (url != "/" and path.startswith(url)),
            }
            for name, url in SECTIONS
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
