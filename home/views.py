"""One search over everything a reader may open; what the site says of its own accessibility."""

from typing import Any

from django.views.generic import TemplateView

from articles.models import ArticlePage
from initiatives.finding import matches
from initiatives.ledger import LONGEST_TEXT, about, with_organisation
from initiatives.models import Commitment, InitiativePage, Organisation, Person

SHOWN = 20


class SearchView(TemplateView):
    """`/search/?q=`: people, commitments, articles, initiatives, organisations."""

    template_name = "home/search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").strip()
        too_long = len(query) > LONGEST_TEXT
        context = super().get_context_data(**kwargs) | {
            "query": query[:LONGEST_TEXT],
            "too_long": too_long,
            "longest": LONGEST_TEXT,
            "shown": SHOWN,
        }
        return context | (_find(query) if query and not too_long else {})


class AccessibilityView(TemplateView):
    """What works for whom, how that was checked, and what does not work yet."""

    template_name = "home/accessibility.html"


def _find(query: str) -> dict[str, Any]:
    """The first results of each kind, one query a kind."""
    people = with_organisation(query, ("name", "title"), ("pinyin",))
    organisations = matches(query, ("name", "short_name"), ("pinyin",))
    articles = matches(
        query,
        ("title", "standfirst", "column", "appearances__person__name"),
        ("appearances__person__pinyin",),
    )
    initiatives = matches(query, ("title", "summary"))
    return {
        "people": Person.objects.public().for_listing().filter(people)[:SHOWN],
        "organisations": Organisation.objects.public().filter(organisations)[:SHOWN],
        "commitments": Commitment.objects.public().for_listing().filter(about(query))[:SHOWN],
        "articles": ArticlePage.objects.visible()
        .filter(articles)
        .distinct()
        .newest_first()[:SHOWN],
        "initiatives": InitiativePage.objects.visible()
        .filter(initiatives)
        .order_by("title")[:SHOWN],
    }
