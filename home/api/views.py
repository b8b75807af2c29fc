"""Lists and single records of every table."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from home.open_data.about import About
from home.open_data.columns import Table
from home.open_data.tables import TABLES
from initiatives.asking import Asked, asked_for
from initiatives.models import Commitment
from initiatives.subjects import SUBJECTS, Moved

from .errors import answer
from .paging import PAGING, Slice
from .schema import describes_list, describes_record
from .serializers import record

__all__ = ["NESTED", "list_view", "record_view"]

# What a single record brings along.
NESTED = {"commitments": ("assessments", "evidence", "reports", "replies")}


class AlwaysJson(BaseContentNegotiation):
    """There is one form; whoever would rather have another gets it all the same."""

    def select_parser(self, request: Request, parsers: list) -> Any:
        return parsers[0]

    def select_renderer(
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


@method_decorator(conditional_page, name="dispatch")
class TableView(APIView):
    """Read-only, the same for everybody; with an ETag, so that 304 is often enough."""

    table: Table
    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AlwaysJson
    metadata_class = None
    http_method_names = ("get", "head")

    def get_exception_handler(self) -> Callable[..., Response | None]:
        return answer

    def records(self, table: Table, rows: Any) -> list[dict[str, Any]]:
        return [record(table, row) for row in table.read(rows)]


class ListView(TableView):
    def answer(self, request: Request) -> Response:
        asked = asked_for(request.query_params, Commitment.objects.public(), besides=PAGING)
        about = About.of(asked)
        part = Slice(self.table.rows_for(asked), request)
        return Response(
            {
                "count": part.paginator.count,
                "next": part.next,
                "previous": part.previous,
                "as_of": about.as_of.isoformat(),
                "licence": about.licence,
                "results": self.records(self.table, self.table.pick(part.keys)),
            }
        )


class RecordView(TableView):
    def answer(self, request: Request, key: str) -> HttpResponseBase:
        found = self.table.values_of(self.table.public().filter(**{self.table.key.name: key}))
        records = self.records(self.table, found[:1])
        if not records:
            return self._moved(key)
        return Response(records[0] | self._nested(key))

    def _nested(self, key: str) -> dict[str, list[dict[str, Any]]]:
        names = NESTED.get(self.table.name, ())
        if not names:
            return {}
        asked = Asked(Commitment.objects.public().filter(code=key), "", is_everything=False)
        tables = [TABLES[name] for name in names]
        return {
            table.name: self.records(table, table.values_of(table.rows_for(asked)))
            for table in tables
        }

    def _moved(self, key: str) -> HttpResponseBase:
        """A former name leads to the present one."""
        if self.table.name not in SUBJECTS:
            raise Http404
        try:
            SUBJECTS[self.table.name].get(key)
        except Moved as moved:
            return redirect(f"api_{self.table.name}_record", moved.slug, permanent=True)
        raise Http404


def list_view(table: Table) -> type[ListView]:
    """Of one table, described for programs."""

    @describes_list(table)
    def get(self: ListView, request: Request) -> Response:
        return self.answer(request)

    return type(f"{table.name.title()}ListView", (ListView,), {"table": table, "get": get})


def record_view(table: Table) -> type[RecordView]:
    """One row of one table, described for programs."""

    @describes_record(table, NESTED.get(table.name, ()))
    def get(self: RecordView, request: Request, key: str | int) -> HttpResponseBase:
        return self.answer(request, key)

    return type(f"{table.name.title()}RecordView", (RecordView,), {"table": table, "get": get})
