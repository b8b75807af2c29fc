"""One state of the explorer: what is found, what could be asked next, and at which addresses.

Every state is an address; its parameters stand in one order, without empty ones, so that a state
has one address only. The questions are addresses like any other: what depends on the day is a
word in them (`year=this`), so that a bookmark asks the same question next year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..enums import Verdict
from ..models import Commitment
from ..outlets import calendar_address, feed_address, table_address
from .columns import how_many
from .facets import Facets, since_label, year_label
from .filters import NEWEST_SAID, SORTS, LedgerFilterSet
from .reading import columns_of_today

__all__ = ["PAGE_LENGTH", "Chip", "Explorer", "Link"]

PAGE_LENGTH = 30
VIEWS = {"list": gettext_lazy("列表"), "table": gettext_lazy("表格")}
PLAIN_VIEW = "list"
PARAMETERS = [*LedgerFilterSet.base_filters, "view", "page"]

QUESTIONS = (
    (gettext_lazy("今年到期的"), {"year": ["this"]}),
    (gettext_lazy("已逾期的"), {"schedule": ["overdue"]}),
    (gettext_lazy("本月有更新的"), {"since": ["month"]}),
    (gettext_lazy("无回音的"), {"silent": ["yes"]}),
    (gettext_lazy("带数字的"), {"number": ["yes"]}),
)


@dataclass(frozen=True)
class Link:
    """Somewhere else in the ledger."""

    label: str
    address: str
    is_current: bool = False
    count: int | None = None
    key: str = ""


@dataclass(frozen=True)
class Chip:
    """A choice in force, and the address without it."""

    facet: str
    label: str
    address: str
    is_name: bool = False


class Found:
    """What is found, as a paginator takes it: counted already, read by the page in one query."""

    def __init__(self, facets: Facets, order: str) -> None:
        self.facets = facets
        self.order = order

    def __len__(self) -> int:
        return how_many(self.facets.found)

    def __getitem__(self, wanted: slice) -> list[Commitment]:
        keys = self.facets.columns.slice(self.facets.found, self.order, wanted.start, wanted.stop)
        rows = Commitment.objects.public().for_listing().with_updated().in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


class Explorer:
    """The ledger as an address asks for it."""

    def __init__(self, data: QueryDict, path: str) -> None:
        self.data = data
        self.path = path
        self.filters = LedgerFilterSet(data, Commitment.objects.public())

    @cached_property
    def facets(self) -> Facets:
        return Facets(self.filters, columns_of_today())

    @property
    def view(self) -> str:
        wanted = self.data.get("view", "")
        return wanted if wanted in VIEWS else PLAIN_VIEW

    @property
    def sort(self) -> str:
        return self.filters.values.get("sort", NEWEST_SAID)

    @property
    def refused(self) -> list[str]:
        """What the address asks for and nobody knows, as sentences."""
        sentences = list(self.filters.refused)
        if self.data.get("view", PLAIN_VIEW) not in VIEWS:
            sentences.append(_("“%(label)s”不认识这个值，已忽略。") % {"label": _("显示")})
        return sentences

    @cached_property
    def state(self) -> dict[str, list[str]]:
        """What is in force, as it stands in an address."""
        state = {}
        for name, value in self.filters.values.items():
            values = value if isinstance(value, list) else [value]
            state[name] = [one.slug if isinstance(one, Model) else one for one in values]
        return state | {"view": [self.view]}

    def address(self, state: Mapping[str, list[str]]) -> str:
        """The one address of a state."""
        usual = {"sort": [NEWEST_SAID], "view": [PLAIN_VIEW]}
        given = [
            (name, state[name])
            for name in PARAMETERS
            if state.get(name) and state[name] != usual.get(name)
        ]
        return f"{self.path}?{urlencode(given, doseq=True)}" if given else self.path

    def with_change(self, **changes: list[str]) -> str:
        return self.address(self.state | changes)

    @property
    def asked(self) -> dict[str, list[str]]:
        """The filters in force, in the order of an address, without order and view."""
        names = [name for name in LedgerFilterSet.base_filters if name != "sort"]
        return {name: self.state[name] for name in names if self.state.get(name)}

    @property
    def calendar(self) -> str:
        """Where what is found falls due, on whichever page of it the reader is."""
        return calendar_address(self.asked)

    @property
    def table(self) -> str:
        """Where all that is found is a file, in the same order."""
        order = {} if self.sort == NEWEST_SAID else {"sort": [self.sort]}
        return table_address(self.asked | order)

    @property
    def feed(self) -> str:
        """Where what is new about them can be followed."""
        return feed_address(self.asked)

    @property
    def name(self) -> str:
        """What this state is called: in titles of pages, bookmarks and feeds."""
        labels = _("、").join(chip.label for chip in self.chips)
        return f"{_('承诺簿')}{_('：')}{labels}" if labels else _("承诺簿")

    @property
    def tidied(self) -> str:
        """Where an address with empty parameters, as a form sends them, leads; else empty."""
        empty = [name for name in PARAMETERS if "" in self.data.getlist(name)]
        return self.own_address if empty and not self.refused else ""

    @property
    def own_address(self) -> str:
        """The one of this very page, however it was asked for."""
        pages = [page for page in self.data.getlist("page") if page]
        return self.address(self.state | {"page": pages[-1:]})

    @cached_property
    def page(self) -> Page:
        return Paginator(Found(self.facets, self.sort), PAGE_LENGTH).get_page(self.data.get("page"))

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def tally(self) -> dict[Verdict, int]:
        """How many of those found stand at each verdict; empty when nothing was found."""
        counts = self.facets.columns.facets["verdict"].counts(self.facets.found)
        return {verdict: counts.get(verdict.value, 0) for verdict in Verdict} if self.total else {}

    @property
    def questions(self) -> list[Link]:
        """Each asked of the whole ledger, in the same view and order."""
        kept = {name: self.state.get(name, []) for name in ("sort", "view")}
        asked = {name: value for name, value in self.state.items() if name not in kept}
        links = []
        for label, question in QUESTIONS:
            ((name, values),) = question.items()
            mask = self.facets.mask_of(name, values[0] if name == "since" else values)
            links.append(
                Link(str(label), self.address(question | kept), asked == question, how_many(mask))
            )
        return links

    @property
    def sorts(self) -> list[Link]:
        return [
            Link(str(label), self.with_change(sort=[key]), key == self.sort, key=key)
            for key, label in SORTS.items()
        ]

    @property
    def views(self) -> list[Link]:
        return [
            Link(str(label), self.with_change(view=[key]), key == self.view, key=key)
            for key, label in VIEWS.items()
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        """Every choice in force, in the order of the address."""
        return [
            self._chip(name, value, place)
            for name, values in self.filters.values.items()
            if name != "sort"
            for place, value in enumerate(values if isinstance(values, list) else [values])
        ]

    def _chip(self, name: str, value: Any, place: int) -> Chip:
        field = self.filters.form.fields[name]
        others = self.state[name][:place] + self.state[name][place + 1 :]
        is_name = isinstance(value, Model)
        if is_name:
            label = getattr(value, "name", None) or value.title
        elif name == "year":
            label = year_label(value, self.filters.today)
        elif name == "since":
            label = since_label(value)
        elif name == "q":
            label = value
        else:
            label = str(dict(field.choices)[value])
        return Chip(str(field.label), label, self.with_change(**{name: others}), is_name)

    @property
    def cleared(self) -> str:
        """Without any choice, in the same view and order."""
        return self.address({name: self.state.get(name, []) for name in ("sort", "view")})
