"""What an article is, and what part a person has in it."""

from django.db import models


class AppearanceRole(models.TextChoices):
    GUEST = "guest", "嘉宾"
    MODERATOR = "moderator", "主持人"
    AUTHOR = "author", "作者"
    REPORTER = "reporter", "记者"


class RoundtableFormat(models.TextChoices):
    ROUNDTABLE = "roundtable", "圆桌会"
    ROUNDUP = "roundup", "热议"
