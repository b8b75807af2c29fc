from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What every app shares; knows no app's models."""

    name = "portal"
    verbose_name = "门户"

    def ready(self) -> None:
        from . import checks  # noqa: F401 (registers itself)
        from .search import following  # noqa: F401 (registers itself)
