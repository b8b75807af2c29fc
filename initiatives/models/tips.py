"""What readers send: where the newsroom might look. Never public, never a verdict."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from ..enums import TipState

__all__ = ["SourceTip"]


class SourceTipQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Nobody has decided what to make of them."""
        return self.filter(state=TipState.OPEN)


class SourceTip(models.Model):
    """A hint from a reader about one commitment: an address, a few words, perhaps a contact.

    It outlives its commitment, whose code it keeps. `sender` is a digest of the network it came
    from, kept for a day to count by; the address itself is never stored.
    """

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        null=True,
        on_delete=models.SET_NULL,
        related_name="tips",
        editable=False,
    )
    code = models.CharField("编号", max_length=20, editable=False)
    url = models.CharField("网址", max_length=500, blank=True, editable=False)
    text = models.TextField("说明", max_length=1000, blank=True, editable=False)
    contact = models.CharField("联系方式", max_length=120, blank=True, editable=False)
    sender = models.CharField(max_length=32, blank=True, editable=False)
    received_at = models.DateTimeField("收到时间", default=now, editable=False)
    state = models.CharField("状态", max_length=20, choices=TipState.choices, default=TipState.OPEN)
    note = models.CharField("编辑部备注", max_length=300, blank=True, help_text="只供编辑部看")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="经手人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = SourceTipQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "线索"
        verbose_name_plural = "线索"
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["sender", "received_at"], name="tip_sender"),
            models.Index(fields=["state", "received_at"], name="tip_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(url="", text=""),
                name="tip_says_something",
                violation_error_message="网址和说明至少填一项。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} 线索 {self.pk}"
