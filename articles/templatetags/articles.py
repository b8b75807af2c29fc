"""What article templates need beyond the page itself."""

import re
from uuid import UUID

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import ArticlePage
from ..reading import ArticleReading

register = template.Library()

SENTENCE_END = re.compile(r"[。！？；]”?|\n")


@register.simple_tag
def reading(page: ArticlePage) -> ArticleReading:
    """The page's body as it is read: rows, passages, notes; its pictures ready to be shown."""
    article = ArticleReading(page)
    article.fetch_sizes()
    return article


@register.simple_tag
def sentence_around(context: str, sentence: str, url: str, mark: UUID) -> SafeString:
    """The marked sentence, linked to where it stands, with the rest of the sentence around it."""
    before, found, after = context.partition(sentence)
    if not found:
        before, after = "", ""
    before = SENTENCE_END.split(before)[-1]
    rest = SENTENCE_END.search(after)
    after = after[: rest.end()] if rest else after
    # The excerpt ends here, though the speaker went on.
    after = after.removesuffix("；") + "。" if after.endswith("；") else after
    return format_html(
        '{}<a class="pledge" href="{}#{}">{}</a>{}', before, url, mark, sentence, after
    )
