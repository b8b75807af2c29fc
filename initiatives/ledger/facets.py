"""What could be chosen next, and how many commitments each choice would give."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.templatetags.typography import cn_date

from ..models import Commitment
from ..subjects import BY_PARAMETER
from .columns import Columns, Mask, how_many
from .fields import SINCE_WORDS, THIS_YEAR, since_day, year_number
from .filters import LedgerFilterSet

__all__ = ["Facet", "Facets", "Option", "since_label", "year_label"]

# Of a long facet this many stand open, as many more behind a disclosure; no page holds them all.
SHOWN, MORE = 6, 40


@dataclass(frozen=True)
class Option:
    """One value of a facet, and what the list would hold of it."""

    value: str
    label: str
    count: int
    is_chosen: bool = False
    # Not the newspaper's vocabulary but somebody's name, which no interface translates.
    is_name: bool = False


@dataclass(frozen=True)
class Facet:
    """One question with its answers; `rest` counts those for which there is no room."""

    name: str
    label: str
    options: list[Option]
    more: list[Option]
    rest: int = 0
    rest_address: str = ""
    is_single: bool = False

    @property
    def is_chosen(self) -> bool:
        return any(option.is_chosen for option in self.options)


def year_label(value: str, today: dt.date) -> str:
    if value == THIS_YEAR:
        return _("今年（%(year)s年）") % {"year": today.year}
    return _("%(year)s年") % {"year": value}


def since_label(value: str) -> str:
    """A word for the time, or the day since when."""
    if value in SINCE_WORDS:
        return str(SINCE_WORDS[value])
    return _("%(day)s以来") % {"day": cn_date(dt.date.fromisoformat(value))}


class Facets:
    """Each facet's counts: with all other filters in force, but not its own."""

    def __init__(self, filters: LedgerFilterSet, columns: Columns) -> None:
        self.filters = filters
        self.columns = columns
        self.values = {name: value for name, value in filters.values.items() if name != "sort"}

    @cached_property
    def masks(self) -> dict[str, Mask]:
        """What each filter in force leaves of the ledger by itself; text costs a query."""
        return {name: self.mask_of(name, value) for name, value in self.values.items()}

    def mask_of(self, name: str, value: Any) -> Mask:
        """What one filter leaves of the whole ledger."""
        match name:
            case "q":
                public = Commitment.objects.public().order_by()
                found = self.filters.filter_text(public, name, value)
                return self.columns.with_keys(set(found.values_list("pk", flat=True)))
            case "since":
                return self._since_mask(value)
            case "year":
                years = {str(year_number(one, self.filters.today)) for one in value}
                return self.columns.facets[name].mask(years)
        return self.columns.facets[name].mask(
            one.pk if isinstance(one, Model) else one for one in value
        )

    def _since_mask(self, value: str) -> Mask:
        if value in SINCE_WORDS:
            return self.columns.recent[value]
        return self.columns.updated_since(since_day(value, self.filters.today))

    def without(self, name: str = "") -> Mask:
        """What all filters but one leave."""
        return self.columns.all_of(*(mask for other, mask in self.masks.items() if other != name))

    @cached_property
    def found(self) -> Mask:
        return self.without()

    @cached_property
    def counts(self) -> dict[str, Mapping[Any, int]]:
        """By facet, how many commitments each value would give."""
        return {
            name: column.counts(self.without(name) if name in self.masks else self.found)
            for name, column in self.columns.facets.items()
        }

    @cached_property
    def all(self) -> list[Facet]:
        """In the order of the page."""
        names = self._names()
        return [
            self._words("verdict"),
            self._words("schedule"),
            self._words("evidence"),
            self._words("kind"),
            self._years(),
            self._things("topic", names),
            self._things("organisation", names),
            self._things("speaker", names),
            self._things("initiative", names),
            self._words("number"),
            self._since(),
            self._words("silent"),
        ]

    def _label(self, name: str) -> str:
        return str(self.filters.form.fields[name].label)

    def _words(self, name: str) -> Facet:
        counts, chosen = self.counts[name], self.values.get(name, [])
        options = [
            Option(value, str(label), counts.get(value, 0), value in chosen)
            for value, label in self.filters.form.fields[name].choices
        ]
        return Facet(name, self._label(name), options, [])

    def _years(self) -> Facet:
        counts, chosen = self.counts["year"], self.values.get("year", [])
        today = self.filters.today
        years = sorted(
            {*(year for year, number in counts.items() if number), *chosen} - {THIS_YEAR}
        )
        options = [
            Option(year, year_label(year, today), counts.get(year, 0), year in chosen)
            for year in years
        ]
        if THIS_YEAR in chosen:
            number = counts.get(str(today.year), 0)
            this = Option(THIS_YEAR, year_label(THIS_YEAR, today), number, True)
            options = [this, *(one for one in options if one.value != str(today.year))]
        near = [one for one in options if one.is_chosen or _is_near(one.value, today.year)]
        far = [one for one in options if one not in near]
        return Facet("year", self._label("year"), near, far)

    def _since(self) -> Facet:
        chosen, others = self.values.get("since", ""), self.without("since")
        values = [*SINCE_WORDS, *([chosen] if chosen and chosen not in SINCE_WORDS else [])]
        options = [Option("", _("不限"), how_many(others), not chosen)]
        for value in values:
            number = how_many(self.columns.all_of(self._since_mask(value), others))
            options.append(Option(value, since_label(value), number, value == chosen))
        return Facet("since", self._label("since"), options, [], is_single=True)

    def _things(self, name: str, names: dict[tuple[str, int], tuple[str, str]]) -> Facet:
        counts = self._known[name]
        chosen = {one.pk for one in self.values.get(name, [])}
        options = []
        for key in self._foremost(name):
            if (name, key) in names:
                slug, label = names[name, key]
                options.append(Option(slug, label, counts.get(key, 0), key in chosen, True))
        options.sort(key=lambda one: (not one.is_chosen, -one.count, one.label))
        shown = max(SHOWN, len(chosen))
        options, more = options[:shown], options[shown : SHOWN + MORE]
        rest = sum(map(bool, counts.values())) - len(options) - len(more)
        known = len(counts) > SHOWN + MORE
        address = reverse(INDEXES[name]) if name in INDEXES and known else ""
        return Facet(name, self._label(name), options, more, rest if known else 0, address)

    def _foremost(self, name: str) -> list[int]:
        """Keys of what would give most, and of what is chosen."""
        counts = self._known[name]
        most = sorted((key for key in counts if counts[key]), key=lambda key: -counts[key])
        chosen = [one.pk for one in self.values.get(name, [])]
        return [*dict.fromkeys([*chosen, *most[: SHOWN + MORE]])]

    @cached_property
    def _known(self) -> dict[str, dict[int, int]]:
        """The counts of things that every reader may see; one query for all that are not."""
        first, *others = (
            subject.hidden()
            .annotate(of_facet=Value(name, output_field=CharField()))
            .values_list("of_facet", "pk")
            for name, subject in BY_PARAMETER.items()
        )
        hidden = set(first.union(*others, all=True))
        return {
            name: {
                key: count for key, count in self.counts[name].items() if (name, key) not in hidden
            }
            for name in BY_PARAMETER
        }

    def _names(self) -> dict[tuple[str, int], tuple[str, str]]:
        """Slug and name of everything published that is to be shown; one query for all."""
        first, *others = (
            self._named(name).filter(pk__in=self._foremost(name)) for name in BY_PARAMETER
        )
        return {(kind, key): (slug, label) for kind, key, slug, label in first.union(*others)}

    def _named(self, name: str) -> QuerySet:
        things = BY_PARAMETER[name].public().order_by()
        return things.annotate(
            of_facet=Value(name, output_field=CharField()), label=F(LABELS.get(name, "name"))
        ).values_list("of_facet", "pk", "slug", "label")


LABELS = {"initiative": "title"}
INDEXES = {"organisation": "organisation_list", "speaker": "person_list"}


def _is_near(year: str, this_year: int) -> bool:
    return year == THIS_YEAR or abs(int(year) - this_year) <= 3
