"""The search index follows the names of those who take part in articles."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import published, unpublished

from initiatives.models import Person
from initiatives.reindexing import names_changed, reindex


@receiver([published, unpublished, names_changed], sender=Person)
def follow_a_participant(instance: Person, **kwargs: Any) -> None:
    """An article is found by who is in it, as long as readers may see them."""
    reindex(instance.appearances.only("page"))
