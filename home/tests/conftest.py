"""Content that many tests only look at."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from home.tests.populate import populate
from portal.tests.indexing import kept_index


@pytest.fixture(scope="module")
def populated(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One of everything, made once for all tests of a module, then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with kept_index():
            populate()
        yield
        transaction.set_rollback(True)
