"""Documents behind reports: what is taken, what is not, and who may fetch it."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.tests.factories import UserFactory

from ..enums import ReportStatus, RowState
from ..members import evidence as rules
from ..members.evidence import evidence_of
from ..models import EvidenceFile, ReturnRow
from ..returns.single import submit_single
from ..reviewing import accept, ask
from .factories import (
    MembershipFactory,
    NumberCommitmentFactory,
    RepresentativeFactory,
    ReturnFactory,
    SubmittedReportFactory,
)

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 50).save(out, kind)
    return out.getvalue()


@pytest.fixture
def representative():
    return RepresentativeFactory()


@pytest.fixture
def report(representative):
    member = MembershipFactory(association=representative.association).member
    commitment = NumberCommitmentFactory(speaker__organisation=member)
    return SubmittedReportFactory(commitment=commitment, association=representative.association)


@pytest.fixture
def send(client, representative, report):
    client.force_login(representative.user)

    def post(*files: tuple[str, bytes]):
        uploads = [SimpleUploadedFile(name, content) for name, content in files]
        return client.post(f"/members/reports/{report.pk}/evidence/", {"files": uploads})

    return post


def stored() -> set[Path]:
    return set(Path(settings.PRIVATE_ROOT).rglob("evidence/*"))


@pytest.mark.parametrize(
    ("content", "media_type", "name"),
    [
        (PDF, "application/pdf", "证明.pdf"),
        (picture("JPEG"), "image/jpeg", "证明.jpg"),
        (picture("PNG"), "image/png", "证明.png"),
    ],
)
def test_the_content_says_what_a_file_is(send, report, content, media_type, name):
    assert send(("证明.html", content)).status_code == 302
    kept = report.evidence_files.get()
    assert (kept.media_type, kept.name, kept.size) == (media_type, name, len(content))
    assert kept.file.read() == content


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空.pdf", b"", "空"),
        ("页面.pdf", b"<html><script>alert(1)</script></html>" + PDF, "内容不是其中任何一种"),
        ("程序.png", b"MZ\x90\x00" + b"\0" * 100, "内容不是其中任何一种"),
        ("断.pdf", b"%PDF-1.7\n1 0 obj", "PDF 不完整"),
        ("断.jpg", picture("JPEG", (400, 300))[:2000], "图片打不开"),
        ("断.png", picture("PNG", (400, 300))[:2000], "图片打不开"),
        ("假.jpg", b"\xff\xd8\xff" + b"<script>" * 50, "图片打不开"),
        ("手机.jpg", b"\x00\x00\x00\x18ftypheic" + b"\0" * 50, "HEIC"),
        ("表.xlsx", b"PK\x03\x04" + b"\0" * 50, "只收 PDF、JPG、PNG"),
    ],
)
def test_what_is_none_of_the_three_is_refused_with_the_reason(send, name, content, why):
    before = stored()
    response = send((name, content))
    assert response.status_code == 422
    assert why in response.content.decode()
    assert not EvidenceFile.objects.exists()
    assert stored() == before


def test_too_large_a_file_and_too_many_pixels_are_refused(send, monkeypatch):
    monkeypatch.setattr(rules, "MAX_BYTES", 100)
    assert "最大" in send(("大.pdf", PDF + b" " * 100)).content.decode()
    monkeypatch.setattr(rules, "MAX_BYTES", 10**7)
    monkeypatch.setattr(rules, "MAX_PIXELS", 1000)
    assert "像素" in send(("大.png", picture("PNG"))).content.decode()


def test_a_request_that_is_far_too_long_is_answered_before_it_is_read(client, send, report):
    response = client.generic(
        "POST",
        f"/members/reports/{report.pk}/evidence/",
        b"x" * (21 * 1024 * 1024 + 1),
        content_type="multipart/form-data; boundary=x",
    )
    assert response.status_code == 413
    assert "一次最多上传 21 MB" in response.content.decode()


def test_the_same_file_is_kept_once_and_eleven_are_too_many(send, report):
    assert send(("一.pdf", PDF), ("二.pdf", PDF)).status_code == 422
    assert report.evidence_files.count() == 1
    more = [
        (f"{number}.pdf", b"%PDF-1.7 " + bytes([65 + number]) + b"%%EOF") for number in range(10)
    ]
    assert "最多 10 个文件" in send(*more).content.decode()
    assert report.evidence_files.count() == 10


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a\u202egpj.pdf", "长" * 300 + ".pdf", "x" * 300, ".pdf"]
)
def test_names_are_cleaned_and_never_a_path(send, report, name):
    assert send((name, PDF)).status_code == 302
    kept = report.evidence_files.get()
    assert "/" not in kept.name
    assert len(kept.name) <= 120
    assert kept.name.endswith(".pdf")
    assert "passwd" not in kept.file.name


def test_nothing_is_added_once_it_is_decided(send, report):
    accept(report, UserFactory(group="编辑"), seen=0)
    assert "不能再补文件" in send(("证明.pdf", PDF)).content.decode()


def test_a_file_answers_a_question(send, report):
    ask(report, UserFactory(group="编辑"), seen=0, reason="请附清单")
    assert send(("清单.pdf", PDF)).status_code == 302
    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED


def test_a_new_version_keeps_the_documents_of_the_old_one(send, representative, report):
    send(("证明.pdf", PDF))
    _, newer = submit_single(
        representative.association,
        representative.user,
        report.commitment,
        {"as_of": report.as_of.isoformat(), "value": "26万"},
    )
    assert newer.version == 2
    assert evidence_of(newer).get().name == "证明.pdf"


def test_a_document_is_a_download_that_runs_nowhere(client, send, report):
    send(("证明.pdf", PDF))
    response = client.get(f"/members/evidence/{EvidenceFile.objects.get().pk}/")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response.getvalue() == PDF


def test_a_document_that_is_lost_is_not_found(client, send):
    send(("证明.pdf", PDF))
    kept = EvidenceFile.objects.get()
    kept.file.storage.delete(kept.file.name)
    assert client.get(f"/members/evidence/{kept.pk}/").status_code == 404


def test_files_find_their_rows_by_the_code_in_their_names(client, representative, report):
    batch = ReturnFactory(association=representative.association)
    report.batch = batch
    report.save()
    ReturnRow.objects.create(batch=batch, number=3, state=RowState.SUBMITTED, report=report)
    client.force_login(representative.user)
    code = report.commitment.code
    files = [
        SimpleUploadedFile(f"{code.lower()}产量证明.pdf", PDF),
        SimpleUploadedFile("C-2019-9999.pdf", PDF),
        SimpleUploadedFile("没有编号.pdf", PDF),
    ]
    response = client.post(f"/members/returns/{batch.pk}/evidence/", {"files": files})
    page = response.content.decode()
    assert response.status_code == 422
    assert "收下 1 个，2 个没有收下" in page
    assert "没有提交过 C-2019-9999" in page
    assert "文件名里没有承诺编号" in page
    assert report.evidence_files.get().name == f"{code.lower()}产量证明.pdf"
