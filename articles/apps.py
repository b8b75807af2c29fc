from importlib import import_module

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "稿件"

    def ready(self) -> None:
        """Connect the receivers that keep marks and sources up to date at every publish."""
        import_module("articles.sources")
