from importlib import import_module

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = "行动与承诺"

    def ready(self) -> None:
        """Connect the receivers: corrected commitments to 待核查, new names to the index."""
        import_module("initiatives.reopening")
        import_module("initiatives.reindexing")
