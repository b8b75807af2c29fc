"""Whether the search index follows what is saved."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler, register_signal_handlers


def let_index_rest() -> None:
    """From now on it does not."""
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)


@contextmanager
def kept_index() -> Iterator[None]:
    """Meanwhile it does, as outside of tests."""
    register_signal_handlers()
    try:
        yield
    finally:
        let_index_rest()
