"""Pages of a list: numbered, counted, never longer than a request should be."""

import re

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request

from initiatives.asking import Refused
from portal.addresses import absolute_url

__all__ = ["PAGING", "Slice"]

LONGEST, USUAL = 200, 50
NUMBER = re.compile(r"[1-9][0-9]{0,6}")
# Parameters that are no filters.
PAGING = ("page", "size")


class Slice:
    """The page of `rows` that an address asks for."""

    def __init__(self, rows: QuerySet, request: Request) -> None:
        wrong = []
        self.number = _given(request, "page", 1, wrong)
        size = _given(request, "size", USUAL, wrong)
        if size > LONGEST:
            wrong.append(f"参数 size 至多 {LONGEST}。")
        if wrong:
            raise Refused(wrong)
        self.request = request
        self.paginator = Paginator(rows, size)
        if self.number > self.paginator.num_pages:
            raise Http404(f"没有第 {self.number} 页，共 {self.paginator.num_pages} 页。")

    @property
    def keys(self) -> list[int]:
        start = (self.number - 1) * self.paginator.per_page
        keys = self.paginator.object_list.values_list("pk", flat=True)
        return list(keys[start : start + self.paginator.per_page])

    @property
    def next(self) -> str | None:
        return self._address(self.number + 1) if self.number < self.paginator.num_pages else None

    @property
    def previous(self) -> str | None:
        return self._address(self.number - 1) if self.number > 1 else None

    def _address(self, number: int) -> str:
        asked = self.request.query_params.copy()
        asked["page"] = str(number)
        return absolute_url(f"{self.request.path}?{asked.urlencode()}")


def _given(request: Request, name: str, usual: int, wrong: list[str]) -> int:
    values = request.query_params.getlist(name)
    if not values:
        return usual
    if len(values) > 1 or not NUMBER.fullmatch(values[0]):
        wrong.append(f"参数 {name} 要一个正整数。")
        return usual
    return int(values[0])
