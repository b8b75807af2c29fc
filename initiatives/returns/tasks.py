"""Work on returns that no request waits for; each may run twice and does nothing twice."""

from django_tasks import task

from ..models import Return
from ..notices import submitted
from .reading import read
from .sending import send

__all__ = ["read_return", "submit_return"]


@task(backend="imports")
def read_return(key: int) -> None:
    read(key)


@task(backend="imports")
def submit_return(key: int, user_key: int | None) -> None:
    if send(key, user_key):
        submitted(Return.objects.select_related("association").get(pk=key))
