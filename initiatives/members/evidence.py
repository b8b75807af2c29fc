"""Documents behind a report: which files are taken, and to which report they belong.

What a file is, its content says; the name is only shown. A new version of a report keeps the
documents of the old one: they are found by the report's key.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image, UnidentifiedImageError

from ..enums import OPEN_REPORTS, ReportStatus
from ..models import EvidenceFile, ProgressReport, Return
from ..workbooks.file_names import clean_file_name
from ..workbooks.values import read_code

__all__ = [
    "MAX_BYTES",
    "MAX_FILES",
    "EvidenceRefused",
    "Outcome",
    "add_evidence",
    "add_matching",
    "evidence_of",
]

MAX_BYTES = 10 * 1024 * 1024
MAX_FILES = 10
MAX_PIXELS = 60_000_000
LONGEST_STEM = 100
# Programs that write a PDF leave its end mark within the last kilobytes.
PDF_TAIL = 2048
CODE_IN_NAME = re.compile(
    r"(?<![A-Za-z])C\s?[-_—–]?\s?\d{4}\s?[-_—–]?\s?\d{4,6}(?!\d)", re.IGNORECASE
)
PDF, JPEG, PNG = ("application/pdf", ".pdf"), ("image/jpeg", ".jpg"), ("image/png", ".png")
KINDS = "只收 PDF、JPG、PNG。"


class EvidenceRefused(Exception):
    """`message` says what is wrong with the file and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Outcome:
    """What became of several files: those kept, and the others with the reason."""

    kept: list[EvidenceFile] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def evidence_of(report: ProgressReport) -> QuerySet[EvidenceFile]:
    """All documents for the same commitment, member and date, whichever version they came with."""
    versions = ProgressReport.objects.versions_of(report)
    return EvidenceFile.objects.filter(report__in=versions).order_by("pk")


def add_evidence(
    report: ProgressReport, uploads: Sequence[UploadedFile], user: AbstractBaseUser
) -> Outcome:
    """Keep what can be kept. A question of the newsroom is thereby answered: 待审 again."""
    outcome = Outcome()
    for upload in uploads:
        try:
            outcome.kept.append(_add(report, upload, user))
        except EvidenceRefused as refusal:
            outcome.refused.append((clean_file_name(upload.name), refusal.message))
    return outcome


def add_matching(batch: Return, uploads: Sequence[UploadedFile], user: AbstractBaseUser) -> Outcome:
    """Each file to the report of this return whose commitment's code is in the file's name."""
    wanted = {upload: _code_in(upload.name) for upload in uploads}
    reports = (
        ProgressReport.objects.filter(
            row__batch=batch, commitment__code__in=[code for code in wanted.values() if code]
        )
        .select_related("commitment")
        .order_by("as_of", "pk")
    )
    # Of several dates the latest: that is what people have the papers of.
    by_code = {report.commitment.code: report for report in reports}
    outcome = Outcome()
    for upload, code in wanted.items():
        if code in by_code:
            one = add_evidence(by_code[code], [upload], user)
            outcome.kept += one.kept
            outcome.refused += one.refused
            continue
        why = f"这份申报表里没有提交过 {code}。" if code else "文件名里没有承诺编号。"
        outcome.refused.append((clean_file_name(upload.name), why))
    return outcome


def _code_in(name: str) -> str:
    found = CODE_IN_NAME.search(name)
    return read_code(found[0]) if found else ""


def _add(report: ProgressReport, upload: UploadedFile, user: AbstractBaseUser) -> EvidenceFile:
    media_type, suffix = _kind_of(upload)
    name = PurePath(clean_file_name(upload.name)).stem[:LONGEST_STEM] + suffix
    upload.seek(0)
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    with transaction.atomic():
        # Two uploads at once must not both be the tenth file, or the same one twice.
        locked = ProgressReport.objects.select_for_update().get(pk=report.pk)
        if locked.status not in OPEN_REPORTS:
            raise EvidenceRefused("编辑部已有决定，不能再补文件。有新材料请填一份新的申报。")
        there = evidence_of(report)
        if there.filter(digest=digest).exists():
            raise EvidenceRefused("这个文件已经传过。")
        if there.count() >= MAX_FILES:
            raise EvidenceRefused(f"每条申报最多 {MAX_FILES} 个文件，已经满了。")
        kept = EvidenceFile(
            report=report,
            name=name,
            media_type=media_type,
            size=upload.size,
            digest=digest,
            added_by=user,
        )
        kept.file.save(name, upload, save=False)
        try:
            kept.save()
            ProgressReport.objects.filter(pk=report.pk).update(status=ReportStatus.SUBMITTED)
        except Exception:
            kept.file.delete(save=False)
            raise
    return kept


def _kind_of(upload: UploadedFile) -> tuple[str, str]:
    """Media type and suffix, by content alone."""
    if not upload.size:
        raise EvidenceRefused("文件是空的，请检查后重新上传。")
    if upload.size > MAX_BYTES:
        raise EvidenceRefused(
            f"文件有 {upload.size / 1024 / 1024:.1f} MB，最大 {MAX_BYTES // 1024 // 1024} MB。"
            "请压缩，或只传有关的几页。"
        )
    upload.seek(0)
    head = upload.read(16)
    if head.startswith(b"%PDF-"):
        upload.seek(max(0, upload.size - PDF_TAIL))
        if b"%%EOF" not in upload.read():
            raise EvidenceRefused("PDF 不完整，可能没有下载完。请重新导出后上传。")
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        _open_picture(upload, "JPEG")
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        _open_picture(upload, "PNG")
        return PNG
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise EvidenceRefused(f"这是手机的 HEIC 照片，{KINDS}请另存为 JPG 再上传。")
    raise EvidenceRefused(f"{KINDS}这个文件的内容不是其中任何一种，改文件名没有用。")


def _open_picture(upload: UploadedFile, kind: str) -> None:
    """Read it through without ever holding all its pixels."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=[kind]) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                most = f"{MAX_PIXELS // 10_000} 万像素"
                raise EvidenceRefused(f"图片有 {width}×{height} 像素，请缩小到{most}以内。")
            if kind == "PNG":
                picture.verify()
            elif not picture.info.get("progressive"):
                # A progressive one would be held whole; its head has been read.
                picture.draft("L", (width // 8 or 1, height // 8 or 1))
                picture.load()
    except (
        OSError,
        SyntaxError,
        ValueError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ) as error:
        raise EvidenceRefused("图片打不开，可能没有传完整。请重新导出后上传。") from error
