"""Choosing a commitment, or writing down a new one from a sentence just selected."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_date
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import CreationFormMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from .finding import KEY_FORM, matches
from .models import Commitment, Organisation, Person

__all__ = ["CommitmentChooserViewSet", "MarkChooserViewSet"]

FOUND_IN = ("code", "summary", "quote", "speaker__name", "organisation__name")
SOUNDS_IN = ("speaker__pinyin",)
SUMMARY_LENGTH = 40
# What the editor's script passes along from the article's form.
PREFILLED = ("quote", "speaker", "speaker_title", "organisation", "said_on")
PREFILLED_LENGTH = 2000


class CommitmentFilterForm(BaseFilterForm):
    """Conditions on the rows: the search index knows nothing of drafts."""

    q = forms.CharField(
        label="查找",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "编号、摘要、原话、承诺人姓名或拼音"}),
    )

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        if query := self.cleaned_data["q"]:
            objects = objects.filter(matches(query, FOUND_IN, SOUNDS_IN))
            self.is_searching, self.search_query = True, query
        return objects


class CommitmentListing:
    """What a line of the dialog shows: code and summary, speaker, how it stands."""

    filter_form_class = CommitmentFilterForm
    page_title = "选择承诺"
    results_template_name = "initiatives/choosers/results.html"

    def get_object_list(self) -> QuerySet:
        return Commitment.objects.for_listing()

    @property
    def page_subtitle(self) -> str:
        return ""

    @property
    def columns(self) -> list[Column]:
        title = self.title_column
        title.label = "承诺"
        return [
            title,
            Column("speaker", label="承诺人", accessor="speaker.name"),
            Column("verdict", label="判定", accessor="verdict.label"),
            Column("live", label="状态", accessor=lambda row: "已发布" if row.live else "草稿"),
        ]


class CommitmentChooseView(CommitmentListing, ChooseView):
    """The dialog as it opens."""


class CommitmentChooseResultsView(CommitmentListing, ChooseResultsView):
    """The lines alone, while searching or paging."""


class CommitmentResponse:
    """What the editor's script learns about the commitment chosen."""

    def get_chosen_response_data(self, item: Commitment) -> dict[str, Any]:
        return {
            **super().get_chosen_response_data(item),
            "code": item.code,
            "summary": item.summary,
            "verdict": item.verdict.label,
            "live": item.live,
        }


class CommitmentChosenView(CommitmentResponse, SnippetChosenView):
    """One commitment was clicked."""

    def get_object(self, pk: str) -> Commitment:
        if not KEY_FORM.fullmatch(pk):
            raise Http404
        return Commitment.objects.for_listing().get(pk=pk)


class CommitmentChosenMultipleView(CommitmentResponse, SnippetChosenMultipleView):
    """Several commitments were ticked, in a panel that takes more than one."""

    def get_objects(self, pks: list[str]) -> QuerySet:
        return Commitment.objects.for_listing().filter(
            pk__in=[pk for pk in pks if KEY_FORM.fullmatch(pk)]
        )


class CommitmentChooserViewSet(SnippetChooserViewSet):
    """Finds commitments by code, summary, quote, speaker's name and pinyin."""

    model = Commitment
    icon = "commitment"
    choose_one_text = "选择承诺"
    choose_another_text = "换一项承诺"
    edit_item_text = "编辑这项承诺"
    choose_view_class = CommitmentChooseView
    choose_results_view_class = CommitmentChooseResultsView
    chosen_view_class = CommitmentChosenView
    chosen_multiple_view_class = CommitmentChosenMultipleView
    per_page = 10


class NewCommitmentForm(forms.ModelForm):
    """The least a new commitment needs; topics, baseline and the rest follow on its own page."""

    class Meta:
        model = Commitment
        fields = (
            "quote",
            "summary",
            "speaker",
            "speaker_title",
            "organisation",
            "said_on",
            "kind",
            "comparator",
            "target",
            "unit",
            "number_text",
            "deadline",
            "deadline_precision",
            "deadline_text",
        )
        widgets = {
            "quote": forms.Textarea(attrs={"rows": 3}),
            "said_on": AdminDateInput,
            "deadline": AdminDateInput,
            "target": forms.TextInput(attrs={"inputmode": "decimal"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Plain lists: a chooser cannot open on top of this dialog.
        for name in ("speaker", "organisation"):
            self.fields[name].widget = forms.Select(choices=self.fields[name].choices)
        self.fields["speaker"].queryset = Person.objects.on_record().for_listing()
        self.fields["organisation"].queryset = Organisation.objects.on_record()

    def group(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def words(self) -> list[forms.BoundField]:
        return self.group("quote", "summary")

    @property
    def people(self) -> list[forms.BoundField]:
        return self.group("speaker", "speaker_title", "organisation", "said_on")

    @property
    def number(self) -> list[forms.BoundField]:
        return self.group("kind", "comparator", "target", "unit", "number_text")

    @property
    def due(self) -> list[forms.BoundField]:
        return self.group("deadline", "deadline_precision", "deadline_text")


def standing(model: type[Person | Organisation], key: str) -> Person | Organisation | None:
    """Whom the script names; of one merged into another, the other."""
    if not KEY_FORM.fullmatch(key):
        return None
    named = model.objects.filter(pk=key).select_related("merged_into").first()
    return named and named.resolved


def prefilled(parameters: dict[str, str]) -> dict[str, Any]:
    """The form's first values from what the script sent; anything odd is simply left out."""
    given = {name: parameters.get(name, "")[:PREFILLED_LENGTH].strip() for name in PREFILLED}
    initial: dict[str, Any] = {
        "quote": given["quote"],
        "summary": given["quote"][:SUMMARY_LENGTH],
        "speaker_title": given["speaker_title"],
    }
    try:
        initial["said_on"] = parse_date(given["said_on"])
    except ValueError:
        initial["said_on"] = None
    if organisation := standing(Organisation, given["organisation"]):
        initial["organisation"] = organisation.pk
    speaker = standing(Person, given["speaker"])
    if speaker:
        initial["speaker"] = speaker.pk
        initial["speaker_title"] = given["speaker_title"] or speaker.title
        initial.setdefault("organisation", speaker.organisation_id)
    return initial


class NewCommitment(CreationFormMixin):
    """The second tab: a new commitment from the sentence selected."""

    creation_form_template_name = "initiatives/choosers/new_commitment.html"

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_creation_form_kwargs()
        if self.request.method == "GET":
            kwargs["initial"] = prefilled(self.request.GET)
        return kwargs

    def may_publish(self) -> bool:
        return self.get_permission_policy().user_has_permission(self.request.user, "publish")

    def get_creation_form_context_data(self, form: forms.ModelForm) -> dict[str, Any]:
        return {
            **super().get_creation_form_context_data(form),
            "may_publish": self.may_publish(),
        }


class MarkChooseView(NewCommitment, CommitmentChooseView):
    """The dialog behind the toolbar button 承诺."""


class MarkChooseResultsView(NewCommitment, CommitmentChooseResultsView):
    """Its list, while searching or paging."""


class MarkResponse(CommitmentResponse):
    """Adds where the mark's tooltip can ask for the same again."""

    def get_chosen_response_data(self, item: Commitment) -> dict[str, Any]:
        return {
            **super().get_chosen_response_data(item),
            "details_url": reverse("mark_chooser:chosen", args=[item.pk]),
        }


class MarkChosenView(MarkResponse, CommitmentChosenView):
    """A commitment was clicked, or a mark's tooltip wants to know about it."""


class MarkCreateView(NewCommitment, MarkResponse, SnippetCreateView):
    """Saves the new commitment: published if the user may publish, a draft otherwise."""

    def save_form(self, form: forms.ModelForm) -> Commitment:
        user = self.request.user
        with transaction.atomic():
            form.instance.live = False
            form.instance.responsible = user
            commitment = form.save()
            revision = commitment.save_revision(user=user)
            log(commitment, "wagtail.create", user=user, revision=revision)
            if self.may_publish():
                revision.publish(user=user)
                commitment.refresh_from_db()
        return commitment


class MarkChooserViewSet(CommitmentChooserViewSet):
    """The dialog for marking a sentence: choose a commitment, or write down a new one."""

    register_widget = False
    permission_policy = ModelPermissionPolicy(Commitment)
    choose_one_text = "把这句话标为承诺"
    search_tab_label = "选择已有"
    creation_tab_label = "新建承诺"
    create_action_label = "新建并标记"
    create_action_clicked_label = "正在保存……"
    creation_form_class = NewCommitmentForm
    choose_view_class = MarkChooseView
    choose_results_view_class = MarkChooseResultsView
    chosen_view_class = MarkChosenView
    create_view_class = MarkCreateView
