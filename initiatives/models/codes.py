"""Public codes of commitments: given out once, never again."""

from django.db import models, transaction

__all__ = ["CodeCounter"]


class CodeCounter(models.Model):
    """The last number given out in a year, so that a deleted commitment's code stays retired."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"C-{self.year}-{self.last:04d}"

    @classmethod
    def next_code(cls, year: int) -> str:
        """Give out the next code of a year: `C-2025-0007`."""
        with transaction.atomic():
            cls.objects.get_or_create(year=year)
            counter = cls.objects.select_for_update().get(year=year)
            counter.last += 1
            counter.save(update_fields=["last"])
        return str(counter)
