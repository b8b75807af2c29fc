from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class InitiativesConfig(AppConfig):
    name = "initiatives"
    verbose_name = "行动与承诺"

    def ready(self) -> None:
        """Connect the receivers: corrected commitments to 待核查, new names to the index, changes
        of the ledger to what was counted of it."""
        import_module("initiatives.reopening")
        import_module("initiatives.reindexing")
        post_migrate.connect(import_module("initiatives.ledger.freshness").keep_noting, sender=self)
