"""`/data/`: the whole public record to take home, as files that say what they are."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.utils.translation import override
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from initiatives.asking import Asked, Refused, asked_for
from initiatives.models import Commitment

from .about import FORMATS, About
from .columns import Table
from .package import data_package
from .tables import TABLES
from .writing import WRITERS

__all__ = ["FileView", "OpenDataView", "PackageView", "pieces_of"]

# Rows that the database hands over at a time.
CHUNK = 500


class OpenDataView(TemplateView):
    """What there is, in which forms, and what every column means."""

    template_name = "home/open_data.html"
    extra_context = {"tables": TABLES.values(), "forms": FORMATS}


@method_decorator(csrf_exempt, name="dispatch")
class MachineView(View):
    """For programs, which only read; wrong questions are answered with 400 and the reason."""

    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Refused as refused:
            return refused.as_text()


class FileView(MachineView):
    """One table as a file, while it is read."""

    def get(self, request: HttpRequest, table: str, form: str) -> HttpResponseBase:
        if table not in TABLES or form not in WRITERS:
            return _no_such_file()
        found = TABLES[table]
        asked = asked_for(request.GET, Commitment.objects.public())
        # How long the file will be is not known before it has gone out.
        pieces = () if request.method == "HEAD" else pieces_of(found, asked, form)
        response = StreamingHttpResponse(pieces, content_type=FORMATS[form])
        name = f"{found.name}-{localdate().isoformat()}.{form}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class PackageView(MachineView):
    """`datapackage.json`: all files and their columns, in words of a standard."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = asked_for(request.GET, Commitment.objects.public())
        return JsonResponse(
            data_package(About.of(asked)), json_dumps_params={"ensure_ascii": False}
        )


def pieces_of(table: Table, asked: Asked, form: str) -> Iterator[bytes]:
    """Made while they go out, after the request's own language has been put away."""
    with override(settings.LANGUAGE_CODE):
        about = About.of(asked)
        found = table.values_of(table.rows_for(asked)).iterator(CHUNK)
        yield from WRITERS[form](table, table.read(found), about)


def _no_such_file() -> HttpResponse:
    tables, forms = "、".join(TABLES), "、".join(FORMATS)
    text = (
        f"没有这个文件。表：{tables}；格式：{forms}。例如 /data/commitments.csv，说明见 /data/。\n"
    )
    return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
