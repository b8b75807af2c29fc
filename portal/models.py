"""The user and the image, both the project's own from the first migration on; the search index."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from .search.entries import SearchEntry

__all__ = ["NewsImage", "NewsRendition", "SearchEntry", "User"]


class User(AbstractUser):
    """Somebody who logs in: newsroom staff, or an association's reporter."""

    due_reminders = models.BooleanField(
        "到期提醒",
        default=True,
        help_text="由我负责的承诺在到期前 90 日、30 日和到期当日，用邮件提醒我。",
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Surname first, without a blank, as Chinese names are written."""
        return f"{self.last_name}{self.first_name}".strip()


class NewsImage(AbstractImage):
    """A picture with the credit a newspaper owes its photographer."""

    credit = models.CharField(
        "图片来源", max_length=100, blank=True, help_text="例如：记者 张三 摄；资料图片；示意图"
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(Image.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"


class NewsRendition(AbstractRendition):
    """A resized copy of a `NewsImage`."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]
