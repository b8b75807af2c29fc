"""Looking after many commitments at once: who is responsible, when to check, whom one called."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from portal.models import User

from .finding import KEY_FORM
from .forms import ContactForm
from .models import Commitment, Contact

__all__ = ["FOLLOW_UP_ACTION", "CommitmentAction", "FollowUpAction", "LogContactAction"]

FOLLOW_UP_ACTION = "initiatives.follow_up"
MOST_AT_ONCE = 500


def editors() -> QuerySet[User]:
    """Who may be made responsible: whoever may change commitments."""
    able = User.objects.with_perm(
        "initiatives.change_commitment", backend="django.contrib.auth.backends.ModelBackend"
    )
    return able.order_by("last_name", "first_name", "username")


class FollowUpForm(forms.Form):
    """What is left empty stays as it is."""

    responsible = forms.ModelChoiceField(
        label="负责编辑", queryset=User.objects.none(), required=False, empty_label="（不改）"
    )
    next_check = forms.DateField(
        label="下次核查", required=False, widget=AdminDateInput, help_text="留空则不改。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = editors()

    def clean_next_check(self) -> Any:
        day = self.cleaned_data["next_check"]
        if day and day < localdate():
            raise ValidationError("下次核查的日期不能早于今天。")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.values()):
            raise ValidationError("请选负责编辑，或填下次核查的日期。")
        return cleaned


class CallForm(ContactForm):
    """The same call or letter, about all that are ticked."""

    class Meta:
        model = Contact
        fields = ("contacted_on", "channel", "whom", "outcome", "note")
        widgets = {"contacted_on": AdminDateInput}


class CommitmentAction(SnippetBulkAction):
    """Something done to the ticked commitments, after a form is filled in."""

    models = [Commitment]
    template_name = "initiatives/admin/bulk_action.html"
    needed_permission = "initiatives.change_commitment"

    def __init__(self, request: HttpRequest, model: type[Commitment]) -> None:
        super().__init__(request, model)
        if self.next_url == request.path:
            self.next_url = reverse("wagtailsnippets_initiatives_commitment:list")

    @classmethod
    def get_queryset(cls, model: type[Commitment], object_ids: Any) -> list[Commitment]:
        keys = [key for key in map(str, object_ids) if KEY_FORM.fullmatch(key)][:MOST_AT_ONCE]
        found = list(model.objects.filter(pk__in=keys).select_related("speaker").order_by("code"))
        if not found:
            raise Http404("没有选中任何承诺")
        return found

    def check_perm(self, obj: Commitment) -> bool:
        return self.request.user.has_perm(self.needed_permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "action": self}


class FollowUpAction(CommitmentAction):
    """安排跟进."""

    display_name = "安排跟进"
    action_type = "follow_up"
    aria_label = "安排跟进：选中承诺的负责编辑和下次核查"
    form_class = FollowUpForm
    action_priority = 10

    @classmethod
    def execute_action(
        cls, objects: list[Commitment], self: "FollowUpAction", **kwargs: Any
    ) -> tuple[int, int]:
        changes = {key: value for key, value in self.cleaned_form.cleaned_data.items() if value}
        Commitment.objects.filter(pk__in=[one.pk for one in objects]).update(**changes)
        told = {key: str(value) for key, value in changes.items()}
        for commitment in objects:
            log(commitment, FOLLOW_UP_ACTION, user=self.request.user, data=told)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return f"已为 {num_parent_objects} 项承诺安排跟进。"


class LogContactAction(CommitmentAction):
    """登记联系."""

    display_name = "登记联系"
    action_type = "log_contact"
    aria_label = "登记联系：选中的承诺"
    form_class = CallForm
    needed_permission = "initiatives.add_contact"
    action_priority = 20

    @classmethod
    def execute_action(
        cls, objects: list[Commitment], self: "LogContactAction", **kwargs: Any
    ) -> tuple[int, int]:
        user: AbstractBaseUser = self.request.user
        for commitment in objects:
            contact = Contact.objects.create(
                commitment=commitment, recorded_by=user, **self.cleaned_form.cleaned_data
            )
            log(contact, "wagtail.create", user=user)
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return f"已为 {num_parent_objects} 项承诺登记这次联系。"
