"""Private files that no row speaks of: a process was killed between the one and the other."""

import datetime as dt

from django.utils.timezone import now

from portal.private_files import private_storage

from .models import EvidenceFile, Return

__all__ = ["remove_leftover_files"]

OWNERS = {"returns": Return, "evidence": EvidenceFile}
# A younger one may belong to a row that is being saved.
AGE = dt.timedelta(days=1)


def remove_leftover_files() -> int:
    """Delete what nobody can reach any more; returns how many."""
    removed = 0
    for folder, model in OWNERS.items():
        known = set(model.objects.values_list("file", flat=True))
        for path in _files_in(folder):
            if path not in known and private_storage.get_modified_time(path) < now() - AGE:
                private_storage.delete(path)
                removed += 1
    return removed


def _files_in(folder: str) -> list[str]:
    if not private_storage.exists(folder):
        return []
    _, names = private_storage.listdir(folder)
    return [f"{folder}/{name}" for name in names]
