"""What is no hit itself and may still be what was meant: topics, and names with turned letters."""

from itertools import permutations

from django.db.models import QuerySet

from initiatives.models import Person, Topic
from portal.search.folding import fold
from portal.search.words import split

__all__ = ["people_meant", "topics_named"]

NAME_LENGTHS = range(2, 5)


def topics_named(query: str) -> list[Topic]:
    """Topics called something with all the words in it; there are some dozens in all."""
    words = [word.text for word in split(query)]
    return [
        topic for topic in Topic.objects.all() if all(word in fold(topic.name) for word in words)
    ]


def people_meant(query: str) -> QuerySet[Person]:
    """Those whose name has the same characters in another order; readers mix them up."""
    name = query.strip()
    if len(name) not in NAME_LENGTHS:
        return Person.objects.none()
    names = {"".join(letters) for letters in permutations(name)}
    return Person.objects.public().filter(name__in=names).order_by("pinyin", "pk")
