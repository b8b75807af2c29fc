"""Chinese full-text search behind Wagtail's search API, on SQLite and PostgreSQL alike."""

from .backend import SearchBackend

__all__ = ["SearchBackend"]
