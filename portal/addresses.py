"""Addresses as they are written into mail, feeds and pictures: whole, with the site's own host."""

from urllib.parse import urljoin

from django.conf import settings

__all__ = ["absolute_url"]


def absolute_url(path: str) -> str:
    """`/people/x/` → `https://portal.example.cn/people/x/`."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", path)
