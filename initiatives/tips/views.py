"""Where a reader tells the newsroom of a source. No account, no cookie, no script."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..models import Commitment
from .forms import TipForm
from .rules import TooOften, receive, sender_of

__all__ = ["TipReceivedView", "TipView"]

FORM_TYPE = "application/x-www-form-urlencoded"


# Without a session there is nothing that another site could abuse; it is still turned away.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class TipView(View):
    """Write and send; what was sent waits for an editor and is shown to nobody else."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        commitment = public_commitment(code)
        return self._page(commitment, "write", form=TipForm(commitment.code))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        commitment = public_commitment(code)
        if request.content_type != FORM_TYPE or comes_from_elsewhere(request):
            return self._page(commitment, "refused", status=403)
        form = TipForm(commitment.code, request.POST.dict())
        sent = HttpResponseRedirect(reverse("source_tip_received", args=[commitment.code]))
        if request.POST.get("website"):
            return sent
        if not form.is_valid():
            return self._page(commitment, "write", form=form, status=422)
        said = {name: form.cleaned_data[name] for name in ("url", "text", "contact")}
        try:
            receive(commitment, sender_of(request), **said)
        except TooOften as limit:
            response = self._page(commitment, "wait", form=form, status=429)
            response["Retry-After"] = str(limit.seconds)
            return response
        return sent

    def _page(
        self, commitment: Commitment, step: str, status: int = 200, **context: Any
    ) -> HttpResponse:
        shown = {"commitment": commitment, "step": step, **context}
        return render(self.request, "initiatives/tips/form.html", shown, status=status)


@method_decorator(never_cache, name="dispatch")
class TipReceivedView(View):
    """What happens next."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        context = {"commitment": public_commitment(code), "step": "received"}
        response = render(request, "initiatives/tips/form.html", context)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


def public_commitment(code: str) -> Commitment:
    """Drafts and unknown codes look alike."""
    commitments = Commitment.objects.public().with_verdict().select_related("speaker")
    return get_object_or_404(commitments, code=code)


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """By what the browser itself says; one that says nothing is believed."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and origin.partition("://")[2] != request.get_host()
