"""Whether the search index follows what is saved."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler, register_signal_handlers
from wagtail.signals import page_published

from portal.search.following import take_up


def let_index_rest() -> None:
    """From now on it does not."""
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)
    page_published.disconnect(take_up)


@contextmanager
def kept_index() -> Iterator[None]:
    """Meanwhile it does, as outside of tests."""
    register_signal_handlers()
    page_published.connect(take_up)
    try:
        yield
    finally:
        let_index_rest()
