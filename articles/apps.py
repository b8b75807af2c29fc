from importlib import import_module

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "稿件"

    def ready(self) -> None:
        """Connect the receivers: marks and sources at every publish, names in the index."""
        import_module("articles.sources")
        import_module("articles.reindexing")
