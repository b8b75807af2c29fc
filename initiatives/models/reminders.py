"""Which editor was told by e-mail about which deadline, so that nobody is told twice."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from ..enums import ReminderStage
from .commitments import Commitment

__all__ = ["Reminder"]


class Reminder(models.Model):
    """One editor was told once that one commitment falls due; a moved deadline is told anew."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reminders")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    deadline = models.DateField("期限")
    stage = models.PositiveSmallIntegerField("提醒", choices=ReminderStage.choices)
    sent_at = models.DateTimeField("发出时间", default=now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "到期提醒"
        verbose_name_plural = "到期提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "recipient", "deadline", "stage"], name="unique_reminder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.get_stage_display()}"
