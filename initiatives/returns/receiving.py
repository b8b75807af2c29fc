"""An uploaded file becomes a return, or nothing at all."""

import hashlib
import tempfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import now

from ..enums import ReturnState
from ..models import ColumnMapping, Organisation, Return
from ..workbooks.headings import (
    HEADING_ROWS,
    Headings,
    Match,
    find_headings,
    is_complete,
    propose,
    read_choice,
)
from ..workbooks.limits import MAX_BYTES
from ..workbooks.reading import WorkbookRefused, clean_file_name, read_sheet
from ..workbooks.refusals import too_large
from ..workbooks.table import RawRow
from ..workbooks.values import display
from ..workbooks.writing import read_stamp
from .tasks import read_return

__all__ = ["choose_columns", "duplicate_of", "matches_of", "receive", "samples_of"]

SAMPLES, SAMPLE_LENGTH = 3, 40
NO_HEADINGS = (
    f"前 {HEADING_ROWS} 行里没有找到列名（承诺编号、数据日期、完成值……）。"
    "请用下载的申报表填写，或给自己的表加上这几个列名。"
)
NOT_YOURS = "这张申报表是另一家协会下载的。请重新下载本会的表；确实是本会的，把第一行删去再上传。"
NO_ROWS = "列名下面没有内容。请填好再上传。"


def receive(association: Organisation, user: AbstractBaseUser, upload: UploadedFile) -> Return:
    """Keep the file and have it read. Raises `WorkbookRefused`, and then nothing is kept."""
    name = clean_file_name(upload.name or "")
    if upload.size > MAX_BYTES:
        raise too_large(upload.size)
    with tempfile.NamedTemporaryFile() as copy:
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        headings, samples = _look_at(Path(copy.name), name, association)
        matches = propose(headings.texts, remembered(association))
        mapping = _mapping(headings, matches, samples)
        sure = is_complete(_columns(mapping)) and not any(one.is_guess for one in matches)
        copy.seek(0)
        batch = Return(
            association=association,
            uploaded_by=user,
            name=name,
            digest=digest.hexdigest(),
            mapping=mapping,
            state=ReturnState.WAITING if sure else ReturnState.MAPPING,
        )
        _keep(batch, File(copy, name=name))
    if sure:
        read_return.enqueue(batch.pk)
    return batch


def duplicate_of(batch: Return) -> Return | None:
    """The last return of the same association made from the same bytes."""
    earlier = Return.objects.of_association(batch.association).kept()
    return earlier.filter(digest=batch.digest, pk__lt=batch.pk).order_by("-pk").first()


def remembered(association: Organisation) -> dict[str, str]:
    """Heading as written → key, as this association's people once put it right."""
    row = ColumnMapping.objects.filter(association=association).first()
    return row.columns if row else {}


def matches_of(batch: Return) -> list[Match]:
    """What each column of the file is taken for now, with how that was found."""
    columns, found = _columns(batch.mapping), batch.mapping["found"]
    return [
        Match(index, text, columns.get(index, ""), found.get(str(index), ""))
        for index, text in enumerate(batch.mapping["headings"])
        if text
    ]


def samples_of(batch: Return, index: int) -> list[str]:
    """What stands in a column's first rows."""
    return [row[index] for row in batch.mapping["samples"] if index < len(row) and row[index]]


def choose_columns(batch: Return, chosen: dict[str, str]) -> list[str]:
    """Take somebody's word for what the columns are, remember it, and read on.

    Returns what is wrong with the choice; then nothing has changed.
    """
    with transaction.atomic():
        batch = Return.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if batch.state not in (ReturnState.MAPPING, ReturnState.CHECKED):
            return ["这份表现在不能改列的对应，请刷新页面。"]
        headings = batch.mapping["headings"]
        columns, problems = read_choice(headings, chosen)
        if problems:
            return problems
        batch.mapping |= {
            "columns": {str(index): key for index, key in columns.items()},
            "found": {str(index): "chosen" for index in columns},
        }
        batch.state, batch.heartbeat = ReturnState.WAITING, now()
        batch.save()
        kept = {text: columns.get(index, "") for index, text in enumerate(headings) if text}
        row, _ = ColumnMapping.objects.get_or_create(association=batch.association)
        row.columns = row.columns | kept
        row.save()
    read_return.enqueue(batch.pk)
    return []


def _look_at(path: Path, name: str, association: Organisation) -> tuple[Headings, list[list[str]]]:
    """The headings and a few rows below them. Raises `WorkbookRefused`."""
    with read_sheet(path, name) as sheet:
        rows = sheet.rows
        first = list(islice(rows, HEADING_ROWS))
        stamp = read_stamp(first)
        if stamp and stamp.key != association.slug:
            raise WorkbookRefused(NOT_YOURS)
        headings = find_headings(first)
        if headings is None:
            raise WorkbookRefused(NO_HEADINGS)
        below = [row for row in first if row.number > headings.number]
        below += islice(rows, max(0, SAMPLES - len(below)))
    if not below:
        raise WorkbookRefused(NO_ROWS)
    return headings, _samples(below)


def _samples(rows: Iterable[RawRow]) -> list[list[str]]:
    return [[display(cell)[:SAMPLE_LENGTH] for cell in row.cells] for row in islice(rows, SAMPLES)]


def _mapping(headings: Headings, matches: list[Match], samples: list[list[str]]) -> dict:
    return {
        "headings": list(headings.texts),
        "heading_row": headings.number,
        "columns": {str(one.index): one.key for one in matches if one.key},
        "found": {str(one.index): one.found for one in matches if one.key},
        "samples": samples,
    }


def _columns(mapping: dict) -> dict[int, str]:
    return {int(index): key for index, key in mapping["columns"].items()}


def _keep(batch: Return, file: File) -> None:
    """File and row, or neither."""
    batch.file.save(batch.name, file, save=False)
    try:
        batch.save()
    except Exception:
        batch.file.delete(save=False)
        raise
