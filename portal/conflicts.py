"""Two people at one form: whoever saves second is told, and decides; nothing is overwritten unseen.

Wagtail's own notice in the editor needs its script to have run in time, and its form saves over a
newer version all the same. Here the server looks: revisions of pages and snippets, and, for
records without revisions, the state that the form was opened with.
"""

import datetime as dt
from hashlib import sha256

from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from modelcluster.models import ClusterableModel
from wagtail.log_actions import registry
from wagtail.models import Revision, RevisionMixin

__all__ = ["GuardedEditMixin", "answer_stale_form", "state_of"]

ANYWAY = "save_over_newer"
SEEN = "seen_state"
OWN_SCRIPT = dt.timedelta(seconds=30)
# Not the editor's own input: written afresh by the page that asks.
NOT_REPEATED = {"csrfmiddlewaretoken", ANYWAY}


def answer_stale_form(request: HttpRequest, instance: Model) -> HttpResponse | None:
    """For a form of something with revisions: a 409 page that keeps the input, or None.

    The script that saves by itself is left to Wagtail, which refuses it on its own.
    """
    if request.method != "POST" or not request.accepts("text/html"):
        return None
    latest = instance.latest_revision if isinstance(instance, RevisionMixin) else None
    if latest is None or ANYWAY in request.POST or not _is_stale(request, latest):
        return None
    if _saved_itself_meanwhile(request, latest):
        return None
    return _ask(request, instance, latest.user, latest.created_at)


def _is_stale(request: HttpRequest, latest: Revision) -> bool:
    """Whether the form was opened, or last saved by itself, on another version than the latest."""
    own = request.POST.get("overwrite_revision_id")
    loaded = request.POST.get("loaded_revision_id")
    if own:
        return own != str(latest.pk)
    if not loaded:
        return False
    created = request.POST.get("loaded_revision_created_at", "")
    return loaded != str(latest.pk) or created != latest.created_at.isoformat()


def _saved_itself_meanwhile(request: HttpRequest, latest: Revision) -> bool:
    """The form's own script was still saving when its editor pressed the button."""
    return latest.user_id == request.user.pk and now() - latest.created_at < OWN_SCRIPT


def state_of(instance: Model) -> str:
    """A digest of all that is saved about it, with what belongs to it."""
    values = (
        instance.serializable_data()
        if isinstance(instance, ClusterableModel)
        else model_to_dict(instance)
    )
    return sha256(repr(sorted(values.items())).encode()).hexdigest()


class GuardedEditMixin:
    """For the edit view of a model without revisions."""

    def get_form(self, form_class: type[forms.ModelForm] | None = None) -> forms.ModelForm:
        form = super().get_form(form_class)
        form.fields[SEEN] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=self.state(self.object)
        )
        return form

    def state(self, saved: Model) -> str:
        """Of all that the form shows; for one that shows more than the record itself."""
        return state_of(saved)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        saved = self.get_object()
        seen = request.POST.get(SEEN)
        if seen and seen != self.state(saved) and ANYWAY not in request.POST:
            last = registry.get_logs_for_instance(saved).select_related("user").first()
            return _ask(request, saved, last and last.user, last and last.timestamp)
        return super().post(request, *args, **kwargs)


def _ask(request: HttpRequest, instance: Model, user, moment) -> HttpResponse:
    repeated = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_REPEATED
        for value in values
    ]
    context = {
        "instance": instance,
        "kind": instance._meta.verbose_name,
        "other": user,
        "moment": moment,
        "repeated": repeated,
        "anyway": ANYWAY,
        "address": request.get_full_path(),
    }
    return render(request, "portal/admin/conflict.html", context, status=409)
