"""Whom or what a feed or a calendar can be about, by the last part of its address."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.http import Http404
from wagtail.contrib.redirects.models import Redirect

from .models import Commitment, InitiativePage, Organisation, Person, Topic

__all__ = ["BY_PARAMETER", "SUBJECTS", "Moved", "Subject"]


class Moved(Exception):
    """The address is a former one; `slug` stands in the present one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True)
class Subject:
    """`public`: those every reader may see; `lookup`: how commitments lead to it.

    `parameter`: the ledger's filter for it. `page`: the address its readers know, with the slug
    for `{}`; redirects are kept for that.
    """

    public: Callable[[], QuerySet]
    lookup: str
    parameter: str
    page: str

    def hidden(self) -> QuerySet:
        """Drafts, what was merged away, and pages that only some may open."""
        public = self.public().order_by()
        return public.model._default_manager.order_by().exclude(pk__in=public.values("pk"))

    def get(self, slug: str) -> Model:
        """The one at this slug; `Moved`, if it is elsewhere now, `Http404`, if there is none."""
        found = self.known([slug]).get(slug)
        if found is None:
            raise Http404
        if found.slug != slug:
            raise Moved(found.slug)
        return found

    def known(self, slugs: list[str]) -> dict[str, Model]:
        """By slug, those that every reader may see; a former slug means the one it leads to.

        One query, and two more when there are slugs that nobody has.
        """
        found = {one.slug: one for one in self.public().filter(slug__in=slugs).order_by("slug")}
        moved = self._moved([slug for slug in slugs if slug not in found])
        if moved:
            present = {one.slug: one for one in self.public().filter(slug__in=moved.values())}
            found |= {old: present[new] for old, new in moved.items() if new in present}
        return found

    def _moved(self, slugs: list[str]) -> dict[str, str]:
        """Of former slugs, the present ones."""
        paths = {Redirect.normalise_path(self.page.format(slug)): slug for slug in slugs}
        if not paths:
            return {}
        former = Redirect.objects.filter(old_path__in=paths).select_related("redirect_page")
        return {
            paths[one.old_path]: one.link.rstrip("/").rpartition("/")[2].rpartition("=")[2]
            for one in former
        }

    def commitments(self, found: Model) -> QuerySet[Commitment]:
        """What was promised by it, for it, or under it."""
        return Commitment.objects.public().filter(**{self.lookup: found})


SUBJECTS = {
    "people": Subject(lambda: Person.objects.public(), "speaker", "speaker", "/people/{}/"),
    "organisations": Subject(
        lambda: Organisation.objects.public(),
        "organisation",
        "organisation",
        "/organisations/{}/",
    ),
    "initiatives": Subject(
        lambda: InitiativePage.objects.visible(), "initiatives", "initiative", "/initiatives/{}/"
    ),
    "topics": Subject(lambda: Topic.objects.all(), "topics", "topic", "/commitments/?topic={}"),
}
BY_PARAMETER = {subject.parameter: subject for subject in SUBJECTS.values()}
