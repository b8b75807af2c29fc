"""`/api/v1/openapi.json`, and the page that explains the same to people."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django.views.generic import TemplateView
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from home.open_data.parameters import parameters
from home.open_data.tables import TABLES

from .paging import LONGEST, USUAL
from .views import AlwaysJson

__all__ = ["ApiPageView", "DescriptionView"]


class PlainJsonRenderer(OpenApiJsonRenderer):
    """Under a name that browsers show instead of storing it."""

    media_type = "application/json"


@method_decorator(conditional_page, name="dispatch")
class DescriptionView(SpectacularAPIView):
    """OpenAPI 3.1, made from the tables."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (PlainJsonRenderer,)
    content_negotiation_class = AlwaysJson
    http_method_names = ("get", "head")

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().get(request, *args, **kwargs)
        del response["Content-Disposition"]
        return response


class ApiPageView(TemplateView):
    """How to ask, and what comes back."""

    template_name = "home/api.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "tables": TABLES.values(),
            "parameters": parameters(),
            "longest": LONGEST,
            "usual": USUAL,
        }
