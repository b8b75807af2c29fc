"""One machine, no set-up: SQLite, open only to this machine, pages as readers see them.

`DEBUG=1` shows Django's own error pages instead of the newspaper's.
"""

from .base import *
from .base import STORAGES, env

DEBUG = env.bool("DEBUG", default=False)
STYLEGUIDE = True
SECRET_KEY = "only-for-this-machine-not-a-secret"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
IS_PUBLIC = False
SERVES_MEDIA = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
