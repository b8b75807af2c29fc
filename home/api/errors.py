"""What a program is told when it asked wrongly: always JSON, the reason in Chinese."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.response import Response
from rest_framework.views import exception_handler

from initiatives.asking import Refused

__all__ = ["answer", "no_such_address"]

NO_SUCH_THING = "没有这一条，或者它没有公开。"
NO_SUCH_ADDRESS = "没有这个地址。有哪些地址，见 /api/v1/。"


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """For the framework: errors of ours and of its own in one form."""
    if isinstance(error, Refused):
        return Response({"errors": error.sentences}, status=error.status)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, Http404):
        sentence = str(error) or NO_SUCH_THING
    elif isinstance(error, MethodNotAllowed):
        sentence = "这里只能读（GET、HEAD）。"
    elif isinstance(error, APIException):
        sentence = f"请求不对：{error.detail}"
    else:
        sentence = "不能这样做。"
    response.data = {"errors": [sentence]}
    return response


def no_such_address(request: HttpRequest, *args: Any) -> JsonResponse:
    """Below the API's address nobody meets a page for people."""
    unicode = {"ensure_ascii": False}
    return JsonResponse({"errors": [NO_SUCH_ADDRESS]}, status=404, json_dumps_params=unicode)
