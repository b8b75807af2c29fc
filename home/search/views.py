"""`/search/`, and what it proposes while somebody types."""

from typing import Any

from django.views.generic import TemplateView

from portal.search.asking import suggest

from .forms import LONGEST_QUERY, SearchForm
from .hits import Hit, by_rank, look_up
from .kinds import KINDS, NAMES
from .nearby import people_meant, topics_named

PROPOSED = 8
PROPOSED_OF_A_KIND = 4


class SearchView(TemplateView):
    """People, organisations, commitments, articles and initiatives in one list."""

    template_name = "home/search/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET)
        form.full_clean()
        context = super().get_context_data(**kwargs) | {
            "form": form,
            "query": form.query,
            "kind": form.kind_chosen,
            "longest": LONGEST_QUERY,
        }
        if form.query:
            found = look_up(form.query, form.kind_chosen, form.year_chosen, form.page)
            context |= {
                "found": found,
                "page_obj": found.page,
                "kinds": KINDS,
                "topics": topics_named(form.query),
                "meant": [] if found.total else people_meant(form.query),
            }
        return context


class SuggestionsView(TemplateView):
    """A piece of a page: what is called like, or contains, what is being typed; names first."""

    template_name = "home/search/suggestions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET)
        form.full_clean()
        hits = []
        if form.query:
            hits = [
                Hit(kind, thing, form.query)
                for kind in KINDS
                for thing in suggest(kind.everything(), form.query, PROPOSED_OF_A_KIND)
            ]
        hits = sorted(by_rank(hits), key=lambda hit: hit.kind.key not in NAMES)
        return super().get_context_data(**kwargs) | {"hits": hits[:PROPOSED]}
