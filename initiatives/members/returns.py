"""A workbook from the upload to the last row's fate: each state of a return has its page."""

from pathlib import PurePath
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import TemplateView

from ..enums import RETURNS_AT_WORK, ReturnState, RowState
from ..models import Return
from ..returns.correcting import correct
from ..returns.exporting import write_problems
from ..returns.problems import KINDS, label_of
from ..returns.receiving import choose_columns, duplicate_of, matches_of, receive, samples_of
from ..returns.submitting import discard, submit
from ..returns.summary import summary
from ..workbooks.columns import COLUMNS
from ..workbooks.limits import MAX_BYTES, MAX_ROWS
from ..workbooks.refusals import WorkbookRefused
from .access import AssociationView, UploadView
from .desk import MEDIA_TYPES
from .evidence import MAX_BYTES as MAX_EVIDENCE_BYTES
from .evidence import MAX_FILES, add_matching
from .fates import fates_of
from .rows import lines, read_changes, rows_wanted

__all__ = [
    "ReturnColumns",
    "ReturnCorrections",
    "ReturnDiscard",
    "ReturnEvidence",
    "ReturnPage",
    "ReturnProblems",
    "ReturnProgress",
    "ReturnSubmit",
    "Returns",
    "Upload",
]

PAGE_LENGTH = 20
ROWS_SHOWN = 50
MEGABYTE = 1024 * 1024
WAITING = (RowState.BLOCKED, RowState.CONFIRM)
OPEN = (ReturnState.CHECKED, ReturnState.SUBMITTED)


class Returns(AssociationView, TemplateView):
    """Every workbook this association sent, newest first."""

    template_name = "members/returns.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        returns = Return.objects.of_association(self.association).kept()
        page = Paginator(returns, PAGE_LENGTH).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page_obj": page,
            "returns": fates_of(page.object_list),
        }


class Upload(UploadView):
    """Takes a filled-in form, or says at once why not."""

    longest_request = MAX_BYTES + MEGABYTE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        upload = request.FILES.get("file")
        if upload is None:
            return self._page("还没有选文件。请先选填好的申报表，再点上传。", 422)
        try:
            batch = receive(self.association, request.user, upload)
        except WorkbookRefused as refusal:
            status = 413 if upload.size > MAX_BYTES else 422
            return self._page(refusal.message, status, upload.name)
        return redirect(batch)

    def _page(self, fault: str = "", status: int = 200, name: str = "") -> HttpResponse:
        context = {
            "fault": fault,
            "name": name,
            "megabytes": MAX_BYTES // MEGABYTE,
            "max_bytes": MAX_BYTES,
            "most_rows": MAX_ROWS,
        }
        return render(self.request, "members/upload.html", context, status=status)


class OneReturn(AssociationView):
    """Any return of this association; others are not found."""

    def batch(self, pk: int) -> Return:
        mine = Return.objects.of_association(self.association)
        return get_object_or_404(mine.select_related("association"), pk=pk)


class ReturnPage(OneReturn):
    """By state: how far the reading is, which column is which, what to put right, what became."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return return_page(request, self.batch(pk))


def return_page(
    request: HttpRequest, batch: Return, *, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page for its state; `extra` is what the last action has to tell."""
    if batch.state in RETURNS_AT_WORK:
        return render(request, "members/return_progress.html", {"batch": batch})
    if batch.state == ReturnState.MAPPING:
        return columns_page(request, batch)
    if batch.state not in OPEN:
        return render(request, "members/return_closed.html", {"batch": batch})
    context = check_context(request, batch) | extra
    return render(request, "members/return.html", context, status=status)


def check_context(request: HttpRequest, batch: Return) -> dict[str, Any]:
    """Summary by kind, then the rows that the address asks for."""
    [fate] = fates_of([batch])
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    state = _state_wanted(request.GET.get("state", ""), fate.waiting, fate.rows)
    page = Paginator(rows_wanted(batch, state, kind), ROWS_SHOWN).get_page(request.GET.get("page"))
    page.object_list = lines(page.object_list)
    return {
        "batch": batch,
        "fate": fate,
        "ready": fate.rows.get(RowState.READY, 0),
        "sent": fate.rows.get(RowState.SUBMITTED, 0),
        "summary": summary(batch) if fate.waiting else [],
        "duplicate": duplicate_of(batch),
        "state": state,
        "kind": kind,
        "kind_label": label_of(kind) if kind else "",
        # The rows that wait share a tab of their own.
        "tabs": [
            (one, fate.rows[one]) for one in RowState if one in fate.rows and one not in WAITING
        ],
        "page_obj": page,
        "most_files": MAX_FILES,
        "most_bytes": 2 * MAX_EVIDENCE_BYTES,
        "most_megabytes": MAX_EVIDENCE_BYTES // MEGABYTE,
    }


def _state_wanted(asked: str, waiting: int, rows: dict[str, int]) -> str:
    """Empty for rows with problems: those first, as long as there are any."""
    if asked in rows:
        return asked
    if waiting:
        return ""
    first = (RowState.READY, RowState.SUBMITTED, RowState.UNCHANGED, RowState.BLANK)
    return next((state for state in first if rows.get(state)), "")


class ReturnProgress(OneReturn):
    """How far the work is, for the page's own script."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        batch = self.batch(pk)
        return JsonResponse(
            {
                "working": batch.state in RETURNS_AT_WORK,
                "label": batch.get_state_display(),
                "done": batch.done_rows,
                "total": batch.total_rows,
            }
        )


class ReturnColumns(OneReturn):
    """Which column is which, as somebody says."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        if batch.state not in (ReturnState.MAPPING, ReturnState.CHECKED):
            return redirect(batch)
        return columns_page(request, batch)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        chosen = {
            name.removeprefix("column-"): key
            for name, key in request.POST.items()
            if name.startswith("column-")
        }
        problems = choose_columns(batch, chosen)
        if problems:
            batch.refresh_from_db()
            if batch.state not in (ReturnState.MAPPING, ReturnState.CHECKED):
                return redirect(batch)
            return columns_page(request, batch, chosen, problems)
        return redirect(batch)


def columns_page(
    request: HttpRequest,
    batch: Return,
    chosen: dict[str, str] | None = None,
    problems: list[str] | None = None,
) -> HttpResponse:
    """Every column with a heading, what stands in it, and what it is taken for."""
    rows = [
        {
            "match": match,
            "samples": samples_of(batch, match.index),
            "key": chosen.get(str(match.index), "") if chosen is not None else match.key,
        }
        for match in matches_of(batch)
    ]
    context = {"batch": batch, "rows": rows, "columns": COLUMNS, "problems": problems or []}
    return render(request, "members/return_columns.html", context, status=422 if problems else 200)


class ReturnCorrections(OneReturn):
    """A page of cells put right, all at once."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        changes = read_changes(batch, request.POST)
        rows = correct(batch, changes.cells, changes.confirmed)
        if changes.overtaken:
            names = "、".join(changes.overtaken[:5])
            messages.warning(request, f"{names}刚刚有人改过，没有覆盖，请再看一遍。")
        mended = sum(row.state not in WAITING for row in rows)
        if rows:
            still = f"，另外 {len(rows) - mended} 行还要改" if mended < len(rows) else ""
            messages.success(request, f"已保存：{mended} 行没有问题了{still}。")
        elif not changes.overtaken:
            messages.info(request, "没有改动。请改好有问题的格，或勾选“无误”，再保存。")
        query = request.META.get("QUERY_STRING", "")
        address = batch.get_absolute_url()
        return redirect(f"{address}?{query}#rows" if query else f"{address}#rows")


class ReturnSubmit(OneReturn):
    """Sends what is ready; the rest waits."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        if not submit(batch, request.user):
            messages.info(request, "没有可以提交的行，或刚刚已有人提交。")
        return redirect(batch)


class ReturnDiscard(OneReturn):
    """Asks before it gives up what was not sent."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        [fate] = fates_of([batch])
        return render(request, "members/return_discard.html", {"batch": batch, "fate": fate})

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        discard(batch)
        batch.refresh_from_db()
        if batch.state == ReturnState.SUBMITTING:
            messages.info(request, "正在提交，不能放弃。")
            return redirect(batch)
        messages.success(request, "没有提交的行已放弃。")
        return redirect("members:returns")


class ReturnProblems(OneReturn):
    """The rows that wait, with every problem coloured and noted at its cell."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        batch = self.batch(pk)
        # Closed by the response once it is sent.
        target = TemporaryFile()  # noqa: SIM115
        write_problems(target, batch)
        target.seek(0)
        name = f"待修改-{PurePath(batch.name).stem}.xlsx"
        return FileResponse(
            target, as_attachment=True, filename=name, content_type=MEDIA_TYPES["xlsx"]
        )


class ReturnEvidence(UploadView, OneReturn):
    """Documents for many rows at once, matched by the codes in their names."""

    longest_request = 2 * MAX_EVIDENCE_BYTES + MEGABYTE

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self.batch(pk)
        outcome = add_matching(batch, request.FILES.getlist("files"), request.user)
        if not outcome.kept and not outcome.refused:
            outcome.refused.append(("没有选文件", "请先选文件，再点上传。"))
        if outcome.refused:
            return return_page(request, batch, status=422, evidence=outcome)
        messages.success(request, f"收到 {len(outcome.kept)} 个文件，已归到各条申报。")
        return redirect(f"{batch.get_absolute_url()}#evidence")
