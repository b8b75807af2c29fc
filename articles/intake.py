"""Taking copy in: kept with what was understood of it, once."""

import datetime as dt

from django.contrib.auth.models import AbstractBaseUser
from wagtail.log_actions import log

from .editorial_log import IMPORT_ACTION
from .manuscripts.parser import understand
from .manuscripts.reading import Reading
from .models import Manuscript

__all__ = ["take_in"]

NAME_LENGTH = Manuscript._meta.get_field("name").max_length


def take_in(
    reading: Reading, name: str, published: dt.date, owner: AbstractBaseUser | None
) -> Manuscript:
    """The manuscript of this text and day: the one that is there already, with the desk's work.

    `name` is the file's; without one, the first line of the text stands in.
    """
    known = Manuscript.objects.filter(published=published, text=reading.text).first()
    if known:
        return known
    name = name.strip() or reading.text.strip().splitlines()[0].strip()
    manuscript = Manuscript.objects.create(
        name=name[:NAME_LENGTH],
        text=reading.text,
        encoding=reading.encoding,
        published=published,
        work=understand(reading.text, published).to_dict(),
        owner=owner,
    )
    log(manuscript, IMPORT_ACTION, user=owner)
    return manuscript
