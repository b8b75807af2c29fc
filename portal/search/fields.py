"""Search fields that Wagtail does not have."""

from wagtail.search import index

__all__ = ["SoundField"]


class SoundField(index.SearchField):
    """How something is read aloud: `portal.pinyin.spoken` forms, blanks between them.

    A word typed in letters finds it by the beginning of a form. Other backends take it for an
    ordinary search field, where a whole form finds it.
    """
