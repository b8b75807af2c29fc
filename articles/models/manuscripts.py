"""Newspaper copy brought in, what was understood of it, and the drafts made from it."""

from typing import Self

from django.conf import settings
from django.db import models
from wagtail.models import Page

from ..manuscripts.understanding import Understanding

__all__ = ["Manuscript", "ManuscriptDraft"]


class ManuscriptQuerySet(models.QuerySet):
    def for_listing(self) -> Self:
        """What the list of imports shows; the text and the work stay in the database."""
        return (
            self.defer("text", "work")
            .select_related("owner")
            .annotate(draft_count=models.Count("drafts"))
            .order_by("-changed_at", "-pk")
        )


class Manuscript(models.Model):
    """Raw copy, and the desk's work on it: kept until the drafts are made, and after."""

    name = models.CharField("稿件名", max_length=120, help_text="文件名，或正文的第一行")
    text = models.TextField("原文")
    encoding = models.CharField("编码", max_length=20)
    published = models.DateField("见报日期", help_text="“今年”“明年6月前”等从这一天算起")
    work = models.JSONField("理解的结果", default=dict)
    version = models.PositiveIntegerField("版本", default=1)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="导入人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField("导入时间", auto_now_add=True)
    changed_at = models.DateTimeField("最近改动", auto_now=True)

    objects = ManuscriptQuerySet.as_manager()

    class Meta:
        verbose_name = "导入的稿件"
        verbose_name_plural = "导入的稿件"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def understanding(self) -> Understanding:
        """The work as it stands; read anew at each access."""
        return Understanding.from_dict(self.work)


class ManuscriptDraft(models.Model):
    """Which draft was made from which printed words: the same words never make a second one."""

    manuscript = models.ForeignKey(
        Manuscript, null=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    digest = models.CharField("原文摘要值", max_length=64, unique=True)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "由稿件生成的草稿"
        verbose_name_plural = "由稿件生成的草稿"

    def __str__(self) -> str:
        return str(self.page)
