"""What every public template knows about the newsroom."""

from django.http import HttpRequest

from .models import NewsroomSettings


def newsroom(request: HttpRequest) -> dict[str, NewsroomSettings]:
    """Name, motto and notice of the newsroom; one cached row for each request."""
    return {"newsroom": NewsroomSettings.load(request_or_site=request)}
