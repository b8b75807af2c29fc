"""The ledger's filters for machines: what they ask wrongly is refused, not ignored."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.utils.http import urlencode

from .ledger import SINGLE, LedgerFilterSet
from .models import Commitment

__all__ = ["Asked", "Refused", "asked_for"]


class Refused(Exception):
    """`sentences` say what was wrong, in Chinese; `status` is 404 if nothing but a name is."""

    def __init__(self, sentences: list[str], status: int = 400) -> None:
        super().__init__(*sentences)
        self.sentences = sentences
        self.status = status

    def as_text(self) -> HttpResponse:
        """What a program's author reads."""
        text = "\n".join([*self.sentences, ""])
        return HttpResponse(text, status=self.status, content_type="text/plain; charset=utf-8")


@dataclass(frozen=True)
class Asked:
    """The commitments that an address asks for; `filter`: the same as parameters, in one order."""

    commitments: QuerySet[Commitment]
    filter: str
    is_everything: bool


def asked_for(
    data: QueryDict, commitments: QuerySet[Commitment], *, besides: tuple[str, ...] = ()
) -> Asked:
    """What the parameters ask for; `besides`: parameters that are no filters."""
    filters = LedgerFilterSet(data, commitments)
    unknown = sorted(set(data) - set(filters.filters) - set(besides))
    sentences = [f"没有 {name[:40]} 这个参数。" for name in unknown]
    for name in filters.filters:
        given = data.getlist(name)
        if not all(value.strip() for value in given):
            sentences.append(f"参数 {name} 是空的。")
        elif len(given) > 1 and name in SINGLE:
            sentences.append(f"参数 {name} 只能给一个值。")
    status = 400 if sentences else 404
    for name, values in filters.unknown.items():
        sentences.append(f"参数 {name} 不认识这个值：{'、'.join(values)[:80]}。")
        if getattr(filters.form.fields[name], "missing", None) != values:
            status = 400
    if sentences:
        known = "、".join(filters.filters)
        raise Refused([*sentences, f"可用的参数：{known}。取值见 /data/ 与 /api/v1/。"], status)
    given = [(name, value) for name in filters.filters for value in data.getlist(name)]
    return Asked(filters.qs, urlencode(given), set(filters.values) <= {"sort"})
