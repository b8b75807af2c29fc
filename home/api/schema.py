"""The API in the words of OpenAPI 3.1: made from the tables and filters, never written twice."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from home.open_data.columns import Kind, Table
from home.open_data.parameters import SLUG, parameters

from .paging import LONGEST, USUAL
from .serializers import ErrorsSerializer, detail_serializer, list_serializer, row_serializer

__all__ = ["ADDRESS", "describes_list", "describes_record", "only_this_api"]

ADDRESS = "/api/v1/"
WRONG = OpenApiResponse(ErrorsSerializer, "参数不对：哪一个，怎样改")
NOWHERE = OpenApiResponse(
    ErrorsSerializer, "没有这一页、这一条或所说的人物、机构、主题，或没有公开"
)
SAME = OpenApiResponse(None, "与 If-None-Match 所说的一样，没有变")
MOVED = OpenApiResponse(None, "从前的名字，现在的地址在 Location")


def only_this_api(endpoints: list[tuple], **kwargs: Any) -> list[tuple]:
    """Not this description, nor the interfaces that Wagtail's admin has with itself."""
    return [one for one in endpoints if one[0].startswith(ADDRESS) and one[0].endswith("/")]


def describes_list(table: Table) -> Callable[[Any], Any]:
    return extend_schema(
        operation_id=f"list_{table.name}",
        summary=f"{table.title}：列表",
        description=table.about,
        tags=[table.title],
        parameters=[*_filters(), *_paging()],
        responses={200: list_serializer(table), 304: SAME, 400: WRONG, 404: NOWHERE},
    )


def describes_record(table: Table, nested: tuple[str, ...]) -> Callable[[Any], Any]:
    shape = detail_serializer(table, nested) if nested else row_serializer(table)
    number, word = {"type": "integer", "minimum": 1}, {"type": "string"} | SLUG
    kind = number if table.key.kind == Kind.INTEGER else word
    return extend_schema(
        operation_id=f"get_{table.name}",
        summary=f"{table.title}：一条",
        description=table.about,
        tags=[table.title],
        parameters=[
            OpenApiParameter("key", kind, OpenApiParameter.PATH, description=table.key.title)
        ],
        responses={200: shape, 301: MOVED, 304: SAME, 404: NOWHERE},
    )


def _filters() -> list[OpenApiParameter]:
    return [
        OpenApiParameter(one.name, one.schema, description=one.description, explode=True)
        for one in parameters()
    ]


def _paging() -> list[OpenApiParameter]:
    page = {"type": "integer", "minimum": 1, "maximum": 9_999_999, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": LONGEST, "default": USUAL}
    return [
        OpenApiParameter("page", page, description="第几页"),
        OpenApiParameter("size", size, description="每页多少条"),
    ]
