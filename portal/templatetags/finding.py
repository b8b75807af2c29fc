"""What was looked for, made visible in templates."""

from django import template
from django.utils.safestring import SafeString

from portal.search.highlighting import highlight

register = template.Library()


@register.filter
def marked(text: str, query: str) -> SafeString:
    """`{{ thing.name|marked:query }}`: every word of the query in `<mark>`."""
    return highlight(text, query)
