"""Where a marked sentence is, and what was corrected."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import RedirectView, TemplateView

from initiatives.models import Commitment

from .models import Correction, Mark

PAGE_LENGTH = 50


class MarkRedirectView(RedirectView):
    """`/q/<mark>/`: to the sentence where it stands, else to the commitment it was."""

    def get_redirect_url(self, *args: Any, mark: UUID, **kwargs: Any) -> str:
        standing = Mark.objects.public().filter(uuid=mark).first()
        if standing:
            return standing.get_absolute_url()
        commitment = Commitment.objects.public().filter(marks__uuid=mark).first()
        if commitment is None:
            raise Http404
        return commitment.get_absolute_url()


class CorrectionListView(TemplateView):
    """Every correction, newest first."""

    template_name = "articles/correction_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        corrections = Paginator(Correction.objects.public(), PAGE_LENGTH)
        page = corrections.get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page_obj": page}
