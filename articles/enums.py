"""What an article is, and what part a person has in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppearanceRole(models.TextChoices):
    GUEST = "guest", _("嘉宾")
    MODERATOR = "moderator", _("主持人")
    AUTHOR = "author", _("作者")
    REPORTER = "reporter", _("记者")


class RoundtableFormat(models.TextChoices):
    ROUNDTABLE = "roundtable", _("圆桌会")
    ROUNDUP = "roundup", _("热议")
