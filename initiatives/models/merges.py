"""What was moved when two records turned out to be the same one."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.timezone import now

__all__ = ["Merge"]


class Merge(models.Model):
    """One person or organisation was merged into another, and perhaps parted from it again."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    kept_id = models.PositiveBigIntegerField()
    lost_id = models.PositiveBigIntegerField()
    kept = GenericForeignKey("content_type", "kept_id")
    lost = GenericForeignKey("content_type", "lost_id")
    # {"initiatives.commitment.speaker": [1, 2], …}: which rows pointed at the one given up.
    moved = models.JSONField(default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="合并人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    merged_at = models.DateTimeField("合并时间", default=now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="撤销人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "合并"
        verbose_name_plural = "合并"
        ordering = ["-merged_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.lost} → {self.kept}"
