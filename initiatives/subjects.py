"""Whom or what a feed or a calendar can be about, by the last part of its address."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.http import Http404
from wagtail.contrib.redirects.models import Redirect

from .models import Commitment, InitiativePage, Organisation, Person, Topic

__all__ = ["SUBJECTS", "Moved", "Subject"]


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

    def get(self, slug: str) -> Model:
        """The one at this slug; `Moved`, if it is elsewhere now, `Http404`, if there is none."""
        found = self.public().filter(slug=slug).first()
        if found:
            return found
        former = Redirect.objects.filter(old_path=Redirect.normalise_path(self.page.format(slug)))
        moved = former.select_related("redirect_page").first()
        if moved is None:
            raise Http404
        present = moved.link.rstrip("/").rpartition("/")[2].rpartition("=")[2]
        if not self.public().filter(slug=present).exists():
            raise Http404
        raise Moved(present)

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
