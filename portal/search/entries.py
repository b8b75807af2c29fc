"""What the index holds of each published object, and which of them say a word."""

from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from .token_table import HasTokens
from .words import Word

__all__ = ["SearchEntry", "says"]

# How well something fits, best first: it is called so; begins so; is called something with all
# the words in it; says them somewhere.
EQUAL, STARTS, NAMED, SAID = 4.0, 3.0, 2.0, 1.0


def _stands_in(column: str, text: str) -> Q:
    """A plain comparison: nothing in `text` is a pattern."""
    return Q(GreaterThan(StrIndex(F(column), Value(text)), 0))


def says(words: list[Word], column: str) -> Q:
    """Every word stands in the column; one in letters may be the beginning of a sound, too."""
    tokens = list(dict.fromkeys(token for word in words for token in word.tokens))
    condition = Q(HasTokens(tokens)) if tokens else Q()
    for word in words:
        if column == "text" and word.is_token:
            continue
        there = _stands_in(column, word.text)
        if word.sound:
            there |= _stands_in("sounds", f" {word.sound}")
        condition &= there
    return condition


class SearchEntryQuerySet(models.QuerySet):
    def with_score(self, words: list[Word]) -> Self:
        """Annotate how well each fits what was typed."""
        if not words:
            return self.annotate(score=Value(SAID, output_field=models.FloatField()))
        whole = " ".join(word.text for word in words)
        called = Q()
        for word in words:
            called &= _stands_in("heading", word.text)
        return self.annotate(
            score=Case(
                When(_stands_in("heading", f"\n{whole}\n"), then=EQUAL),
                When(_stands_in("heading", f"\n{whole}"), then=STARTS),
                When(called, then=NAMED),
                default=SAID,
                output_field=models.FloatField(),
            )
        )

    def best_first(self) -> Self:
        """After `with_score`: equally good ones by date, the newest first."""
        return self.order_by("-score", F("day").desc(nulls_last=True), "-object_id")


class SearchEntry(models.Model):
    """One published object; for the columns see `reading.Contents`."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    heading = models.TextField()
    text = models.TextField()
    suggest = models.TextField()
    sounds = models.TextField()
    day = models.DateField(null=True)

    objects = SearchEntryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "检索条目"
        verbose_name_plural = "检索条目"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_search_entry")
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:40]
