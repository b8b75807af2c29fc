"""What can be found: five kinds, in the order of the tabs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import ArticlePage
from initiatives.models import Commitment, InitiativePage, Organisation, Person

from .bodies import texts_of

__all__ = ["BY_KEY", "KINDS", "NAMES", "Kind"]


@dataclass(frozen=True)
class Kind:
    """`key` stands in addresses, `title` names the attribute that a hit is called by.

    `texts`: what an excerpt may be taken from; `dated`: the column of its day, if it has one;
    `opening`: the attribute that introduces what was found by something else than its text.
    """

    key: str
    label: Promise
    everything: Callable[[], QuerySet]
    title: str
    texts: Callable[[Any], Iterable[str]]
    dated: str | None = None
    opening: str = ""

    def in_year(self, year: int | None) -> QuerySet:
        """All that readers may see of it; nothing of what knows no years, once one is asked for."""
        if year is None:
            return self.everything()
        if self.dated is None:
            return self.everything().none()
        return self.everything().filter(**{f"{self.dated}__year": year})


KINDS = (
    Kind(
        "people",
        _("人物"),
        lambda: Person.objects.public().select_related("organisation"),
        "name",
        lambda person: [person.full_title, person.biography],
    ),
    Kind(
        "organisations",
        _("机构"),
        lambda: Organisation.objects.public(),
        "name",
        lambda organisation: [organisation.short_name, organisation.description],
    ),
    Kind(
        "commitments",
        _("承诺"),
        lambda: Commitment.objects.public().for_listing(),
        "summary",
        lambda commitment: [
            commitment.quote,
            commitment.metric,
            commitment.speaker_title,
            commitment.note,
        ],
        dated="said_on",
    ),
    Kind(
        "articles",
        _("稿件"),
        lambda: ArticlePage.objects.visible().specific(),
        "title",
        lambda article: [
            article.standfirst,
            *texts_of(article.body),
            article.kicker,
            article.disclaimer,
        ],
        dated="edition_date",
        opening="standfirst",
    ),
    Kind(
        "initiatives",
        _("行动档案"),
        lambda: InitiativePage.objects.visible(),
        "title",
        lambda initiative: [initiative.summary, *texts_of(initiative.body), initiative.period_text],
        dated="starts_on",
        opening="summary",
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
# Whoever types a name wants the one who bears it.
NAMES = ("people", "organisations")
