"""The page behind the secret address. No account, no cookie: who has the address may answer."""

from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ..models import ReplyLink
from .forms import AnswerForm
from .rules import receive

__all__ = ["ReplyByLinkView"]

MOST_POSTS_AN_HOUR, HOUR = 30, 3600
TEMPLATE = "initiatives/reply/answer.html"


# The secret in the address does what a CSRF token would: another site can't know it.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class ReplyByLinkView(View):
    """Write, read once more, send; the answer waits for an editor to read it."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        link = self._link(token)
        if not link.is_open:
            return self._closed(link)
        given = {"text": link.received_text, "signature": link.received_from}
        return self._page(link, "write", form=AnswerForm(initial=given))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        link = self._link(token)
        if not link.is_open:
            return self._closed(link)
        if self._too_often(link):
            return self._page(link, "wait", status=429)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._page(link, "write", form=form, status=422)
        if form.cleaned_data["website"]:
            return self._page(link, "received", answer=form.cleaned_data)
        step = request.POST.get("step")
        if step == "change":
            return self._page(link, "write", form=form)
        if step != "send":
            return self._page(link, "preview", form=form, answer=form.cleaned_data)
        try:
            link = receive(link, form.cleaned_data["text"], form.cleaned_data["signature"])
        except ValidationError:
            return self._closed(self._link(token))
        answer = {"text": link.received_text, "signature": link.received_from}
        return self._page(link, "received", answer=answer)

    @staticmethod
    def _link(token: str) -> ReplyLink:
        """Unknown, revoked and deleted look alike."""
        link = (
            ReplyLink.objects.of_token(token)
            .select_related("reply__commitment__speaker", "organisation")
            .first()
        )
        if link is None or not link.reply.commitment.live:
            raise Http404
        return link

    @staticmethod
    def _too_often(link: ReplyLink) -> bool:
        key = f"reply-link-{link.pk}"
        cache.add(key, 0, HOUR)
        return cache.incr(key) > MOST_POSTS_AN_HOUR

    def _closed(self, link: ReplyLink) -> HttpResponse:
        return self._page(link, "closed", status=410)

    def _page(self, link: ReplyLink, step: str, status: int = 200, **context: Any) -> HttpResponse:
        shown = {"link": link, "commitment": link.reply.commitment, "step": step, **context}
        return render(self.request, TEMPLATE, shown, status=status)
