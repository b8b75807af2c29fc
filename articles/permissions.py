"""Who may bring in manuscripts: read by the desk, its menu and its templates alike."""

from django.contrib.auth.models import AbstractBaseUser

from .models import CommentaryIndexPage, RoundtableIndexPage

__all__ = ["can_import"]


def can_import(user: AbstractBaseUser) -> bool:
    """May bring in copy, and may add the articles that are made of it."""
    if not user.has_perms(["wagtailadmin.access_admin", "articles.add_manuscript"]):
        return False
    indexes = [RoundtableIndexPage.objects.first(), CommentaryIndexPage.objects.first()]
    return all(index and index.permissions_for_user(user).can_add_subpage() for index in indexes)
