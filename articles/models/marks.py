"""Where the marked sentences stand in published articles; derived, rebuilt at each publish."""

from typing import Self

from django.db import models

from initiatives.models import Commitment

from .articles import ArticlePage

__all__ = ["Mark"]


class MarkQuerySet(models.QuerySet):
    def present(self) -> Self:
        """Still in the article as it is published now."""
        return self.filter(present=True)

    def public(self) -> Self:
        """In articles that every reader may open, of commitments that every reader may see."""
        return (
            self.present()
            .filter(page__in=ArticlePage.objects.visible(), commitment__live=True)
            .select_related("page")
        )


class Mark(models.Model):
    """One marked sentence of one article. Its UUID is the permalink and is never forgotten."""

    page = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="marks")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="marks")
    uuid = models.UUIDField("标记", db_index=True)
    sentence = models.TextField("句子")
    context = models.TextField("所在段落")
    position = models.PositiveIntegerField("次序", default=0)
    present = models.BooleanField("仍在文中", default=True)

    objects = MarkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "承诺标记"
        verbose_name_plural = "承诺标记"
        ordering = ["page", "position"]
        constraints = [models.UniqueConstraint(fields=["page", "uuid"], name="unique_mark_in_page")]

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        return f"{self.page.url}#{self.uuid}"
