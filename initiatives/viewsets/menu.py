"""Entries of the admin's menu, for those who may open what they lead to."""

from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

__all__ = ["menu_item_for"]


def menu_item_for(allowed: Callable[[AbstractBaseUser], bool]) -> type[MenuItem]:
    """A kind of entry that others don't see."""

    class PermittedMenuItem(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return allowed(request.user)

    return PermittedMenuItem
