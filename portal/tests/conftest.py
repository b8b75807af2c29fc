"""The services' own commands need a PostgreSQL: the round that has one runs them."""

from django.conf import settings

ON_POSTGRESQL = settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql"
collect_ignore = [] if ON_POSTGRESQL else ["test_services.py"]
