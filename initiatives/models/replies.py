"""What the speakers answer, and who was asked: shown beside a verdict, never one."""

import hashlib
import secrets
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate, now

from ..enums import ContactOutcome
from .assessments import AppendOnlyError, Assessment
from .people import Organisation

__all__ = ["Contact", "Reply", "ReplyLink"]

RELIED_ON = "请其回应之后已经发布了判定，这一条不能再改；有新的回应，请另记一条。"


class Reply(models.Model):
    """An invitation to answer, and the answer in the speaker's own words."""

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        on_delete=models.PROTECT,
        related_name="replies",
    )
    invited_on = models.DateField("请其回应日期")
    channel = models.CharField("方式", max_length=60, blank=True, help_text="例如：书面函、电话")
    responder = models.CharField("回应人", max_length=80, blank=True)
    replied_on = models.DateField("回应日期", null=True, blank=True)
    text = models.TextField("回应原话", blank=True, help_text="照录，不改写。")

    class Meta:
        verbose_name = "回应"
        verbose_name_plural = "回应"
        ordering = ["invited_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, text="")
                | (Q(replied_on__isnull=False) & ~Q(text="")),
                name="reply_has_text_and_day",
                violation_error_message="有回应时，回应日期和原话都要填。",
            ),
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True) | Q(replied_on__gte=models.F("invited_on")),
                name="reply_follows_invitation",
                violation_error_message="回应日期不能早于请其回应的日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.invited_on:%Y-%m-%d}"

    @property
    def mail(self) -> "ReplyLink | None":
        """What came, or may come, through the address that was sent; free when selected along."""
        return getattr(self, "link", None)

    @property
    def is_relied_on(self) -> bool:
        """A verdict was published after the invitation: what it rests on stays as it was."""
        return (
            Assessment.objects.published()
            .filter(commitment=self.commitment_id, published_at__date__gte=self.invited_on)
            .exists()
        )

    @property
    def must_stay(self) -> str:
        """Why it may not be deleted; empty when it may."""
        if self.mail and self.mail.received_at:
            return "对方已经发来答复，这一条不能删除。"
        return "请其回应之后已经发布了判定，这一条不能删除。" if self.is_relied_on else ""

    def clean(self) -> None:
        super().clean()
        if self._alters_what_stands():
            raise ValidationError(RELIED_ON)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._alters_what_stands():
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.must_stay:
            raise AppendOnlyError
        return super().delete(*args, **kwargs)

    def _alters_what_stands(self) -> bool:
        """An answer may still be filled in where there was none; nothing else may change."""
        saved = Reply.objects.filter(pk=self.pk).first() if self.pk else None
        if saved is None or not saved.is_relied_on:
            return False
        fixed = ["commitment_id", "invited_on", "channel"]
        if saved.replied_on:
            fixed += ["responder", "replied_on", "text"]
        return any(getattr(self, name) != getattr(saved, name) for name in fixed)


class ReplyLinkQuerySet(models.QuerySet):
    def of_token(self, token: str) -> Self:
        """The one link that a secret address names."""
        return self.filter(digest=hashlib.sha256(token.encode()).hexdigest())

    def awaiting_moderation(self) -> Self:
        return self.filter(received_at__isnull=False, moderated_at__isnull=True)


class ReplyLink(models.Model):
    """An address without an account at which the organisation answers in its own words.

    What arrives waits here until somebody has read it for what the law forbids; only then is it
    copied, word for word, into the reply. The address itself is not kept, only its digest.
    """

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="link")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="请谁回应",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    email = models.EmailField("邮箱", blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField("有效至")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="发出人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField("发出时间", default=now)
    received_text = models.TextField("收到的原话", blank=True)
    received_from = models.CharField("署名", max_length=80, blank=True)
    received_at = models.DateTimeField("收到时间", null=True, blank=True)
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="审读人",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    moderated_at = models.DateTimeField("审读时间", null=True, blank=True)
    # Public: why an answer that came is not printed. Empty when it is.
    withheld_reason = models.CharField("不刊出的法律原因", max_length=200, blank=True)

    objects = ReplyLinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "回应邀请"
        verbose_name_plural = "回应邀请"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_at__isnull=True, received_text="")
                | (Q(received_at__isnull=False) & ~Q(received_text="")),
                name="reply_link_has_text_and_hour",
            ),
            models.CheckConstraint(
                condition=Q(moderated_at__isnull=True) | Q(received_at__isnull=False),
                name="reply_link_is_moderated_once_received",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reply} 邀请"

    @property
    def is_open(self) -> bool:
        """May still be answered, or answered anew."""
        return self.moderated_at is None and localdate() <= self.expires_on

    def new_token(self) -> str:
        """A secret for the address, told once; the one before it stops working."""
        token = secrets.token_urlsafe(24)
        self.digest = hashlib.sha256(token.encode()).hexdigest()
        return token


class Contact(models.Model):
    """One attempt to hear how a commitment stands. The newsroom's own log, never public."""

    commitment = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="承诺",
        on_delete=models.CASCADE,
        related_name="contacts",
    )
    contacted_on = models.DateField("联系日期", default=localdate)
    channel = models.CharField("方式", max_length=60, help_text="例如：电话、微信、书面函")
    whom = models.CharField("联系了谁", max_length=80, blank=True)
    outcome = models.CharField(
        "结果",
        max_length=20,
        choices=ContactOutcome.choices,
        default=ContactOutcome.NO_ANSWER,
    )
    note = models.CharField("说了什么", max_length=300, blank=True, help_text="只供编辑部看")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登记人",
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "联系记录"
        verbose_name_plural = "联系记录"
        ordering = ["-contacted_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.commitment.code} {self.contacted_on:%Y-%m-%d} {self.channel}"
