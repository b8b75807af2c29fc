"""合并: two people or organisations who are one, and the way back."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry
from wagtail.snippets.widgets import AdminSnippetChooser

from ..finding import KEY_FORM
from ..merging import Move, merge, plan_merge
from ..models import Merge, Mergeable, Organisation, Person, ProgressReport
from ..parting import plan_undo, undo
from ..permissions import can_merge
from .listing import DayColumn

__all__ = [
    "MergeButtons",
    "MergeFormatter",
    "MergeViewSet",
    "UndoFormatter",
    "lead_to_the_one_kept",
]

KINDS = {model._meta.model_name: model for model in (Person, Organisation)}
MOST_SHOWN = 20


def merging_url(name: str, *args: Any) -> str:
    return reverse(f"merging:{name}", args=args)


def edit_url(row: Model) -> str:
    """Where an editor looks at a row: its own form, or that of what it belongs to."""
    if hasattr(row, "page_id"):
        return reverse("wagtailadmin_pages:edit", args=[row.page_id])
    if isinstance(row, ProgressReport):
        return reverse("progress-reports:edit", args=[row.pk])
    holder = getattr(row, "association", row)
    return reverse(holder.snippet_viewset.get_url_name("edit"), args=[holder.pk])


def named(row: Model) -> str:
    page = getattr(row, "page", None)
    return f"《{page.title}》{row}" if page else str(row)


def shown(move: Move) -> dict[str, Any]:
    """One list of the preview: the first rows with their links, and how many there are."""
    return {
        "heading": move.heading,
        "count": len(move.rows),
        "rows": [(named(row), edit_url(row)) for row in move.rows[:MOST_SHOWN]],
        "more": max(0, len(move.rows) - MOST_SHOWN),
        "twins": [(named(row), edit_url(row)) for row in move.twins],
    }


class MergingView(WagtailAdminTemplateMixin):
    """For whoever may merge this kind of record; others are refused."""

    header_icon = "link"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_merge(request.user, self.merged_model):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def merged_model(self) -> type[Person | Organisation]:
        try:
            return KINDS[self.kwargs["kind"]]
        except KeyError as error:
            raise Http404 from error

    def record(self, name: str) -> Person | Organisation:
        """The one that the address names."""
        return get_object_or_404(self.merged_model, pk=key_of(self.kwargs[name]))

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": merging_url("index"), "label": "合并记录"},
            {"url": "", "label": self.page_title},
        ]


def key_of(text: str) -> int:
    if not KEY_FORM.fullmatch(text):
        raise Http404
    return int(text)


class RecordChooser(AdminSnippetChooser):
    """Wagtail's own fails over what can't be a key; here nothing was chosen then."""

    def value_from_datadict(self, data: dict, files: dict, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value if value and KEY_FORM.fullmatch(value) else None


class OtherForm(forms.Form):
    """Which other record it is the same as, and which of the two stays."""

    THIS, OTHER = "this", "other"

    def __init__(self, *args: Any, record: Person | Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        name = record._meta.verbose_name
        self.fields["other"] = forms.ModelChoiceField(
            label=f"与哪一条{name}重复",
            queryset=type(record).objects.on_record(),
            widget=RecordChooser(type(record)),
            error_messages={
                "required": f"请选择另一条{name}。",
                "invalid_choice": f"选中的{name}已不在，请另选一条。",
            },
        )
        self.fields["keep"] = forms.ChoiceField(
            label="保留哪一条",
            choices=[
                (self.THIS, f"保留“{record}”，另一条并入它"),
                (self.OTHER, f"保留另一条，“{record}”并入它"),
            ],
            initial=self.THIS,
            widget=forms.RadioSelect,
            error_messages={
                "required": "请选定保留哪一条。",
                "invalid_choice": "请选定保留哪一条。",
            },
        )

    def clean_other(self) -> Person | Organisation:
        other = self.cleaned_data["other"]
        if other == self.record:
            raise ValidationError("不能与自己合并，请另选一条。")
        return other


class ChooseView(MergingView, FormView):
    """The first step: the other one, and which is kept."""

    template_name = "initiatives/admin/merge_choose.html"
    page_title = "合并重复的记录"
    form_class = OtherForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.chosen = self.record("key")
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.chosen)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return lead_to_the_one_kept(request, self.chosen) or super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "record": self.chosen}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media, "back_url": edit_url(self.chosen)}

    def form_valid(self, form: OtherForm) -> HttpResponse:
        kept, lost = self.chosen, form.cleaned_data["other"]
        if form.cleaned_data["keep"] == form.OTHER:
            kept, lost = lost, kept
        return redirect(merging_url("preview", self.kwargs["kind"], kept.pk, lost.pk))


class PreviewView(MergingView, TemplateView):
    """The second step: all that moves; a POST confirms what was shown."""

    template_name = "initiatives/admin/merge_preview.html"
    page_title = "合并预览"

    def get_page_subtitle(self) -> str:
        return f"{self.lost} → {self.kept}"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.kept, self.lost = self.record("kept"), self.record("lost")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = plan_merge(self.kept, self.lost, self.request.user)
        kind = self.kwargs["kind"]
        return super().get_context_data(**kwargs) | {
            "plan": plan,
            "is_person": self.merged_model is Person,
            "lists": [shown(move) for move in plan.moves],
            "articles": [
                (page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]))
                for page in plan.articles
            ],
            "has_address": bool(plan.lost.live or plan.lost.first_published_at),
            "swap_url": merging_url("preview", kind, self.lost.pk, self.kept.pk),
            "choose_url": merging_url("choose", kind, self.kept.pk),
            "kept_url": edit_url(self.kept),
            "lost_url": edit_url(self.lost),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = request.POST.get("seen", "")
        if not seen:
            messages.error(request, "请先看过预览，再确认合并。")
            return self.get(request, *args, **kwargs)
        try:
            merge(self.kept, self.lost, request.user, fill=request.POST.getlist("fill"), seen=seen)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect(request.path)
        messages.success(
            request,
            f"已把“{self.lost}”并入“{self.kept}”。",
            buttons=[messages.button(merging_url("index"), "合并记录")],
        )
        return redirect(edit_url(self.kept))


class UndoView(MergingView, TemplateView):
    """What undoing puts back, and what it can't; a POST does it."""

    template_name = "initiatives/admin/merge_undo.html"
    page_title = "撤销合并"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.done = get_object_or_404(Merge, pk=key_of(kwargs["key"]))
        return super().dispatch(request, *args, **kwargs)

    @property
    def merged_model(self) -> type[Person | Organisation]:
        return self.done.content_type.model_class()

    def get_page_subtitle(self) -> str:
        return str(self.done)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parting = plan_undo(self.done)
        return super().get_context_data(**kwargs) | {
            "parting": parting,
            "lists": [shown(move) for move in parting.moves],
            "restored": [row._meta.verbose_name for row in parting.restored],
            "index_url": merging_url("index"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            parting = undo(self.done, request.user)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect(merging_url("index"))
        messages.success(request, f"已撤销：“{parting.lost}”重新单列。")
        for sentence in parting.left:
            messages.warning(request, sentence)
        return redirect(merging_url("index"))


class MergesView(ReportView):
    """Every merge, the newest first, with the way back."""

    page_title = "合并记录"
    header_icon = "link"
    index_url_name = "merging:index"
    index_results_url_name = "merging:results"
    is_searchable = False
    columns = [
        TitleColumn(
            "lost",
            label="并入的",
            accessor=lambda row: str(row.lost or "（已删除）"),
            get_url=lambda row: None if row.undone_at else merging_url("undo", row.pk),
        ),
        Column("kept", label="保留的", accessor=lambda row: str(row.kept or "（已删除）")),
        Column("kind", label="类别", accessor=lambda row: row.content_type.name),
        Column("merged_by", label="合并人"),
        DayColumn("merged_at", label="合并日期"),
        Column(
            "state",
            label="状态",
            accessor=lambda row: f"已由{row.undone_by}撤销" if row.undone_at else "有效",
        ),
        TitleColumn(
            "undo",
            label="撤销",
            accessor=lambda row: "—" if row.undone_at else "撤销…",
            get_url=lambda row: None if row.undone_at else merging_url("undo", row.pk),
        ),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.allowed = mergeable_by(request.user)
        if not self.allowed:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Merge]:
        records = [Person.objects.select_related("organisation"), Organisation.objects.all()]
        kinds = [model._meta.model_name for model in self.allowed]
        return (
            Merge.objects.filter(content_type__model__in=kinds)
            .defer("moved")
            .select_related("content_type", "merged_by", "undone_by")
            .prefetch_related(GenericPrefetch("kept", records), GenericPrefetch("lost", records))
        )


def mergeable_by(user: AbstractBaseUser) -> list[type[Mergeable]]:
    return [model for model in KINDS.values() if can_merge(user, model)]


class MergesMenuItem(MenuItem):
    """Shown to those who may merge anything."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(mergeable_by(request.user))


class MergeViewSet(ViewSet):
    """The addresses of it all, and the entry in the menu 报告."""

    name = "merging"
    icon = "link"
    menu_label = "合并记录"
    menu_order = 60
    menu_hook = "register_reports_menu_item"
    menu_item_class = MergesMenuItem

    def get_urlpatterns(self) -> list:
        results = MergesView.as_view(results_only=True)
        return [
            path("", MergesView.as_view(), name="index"),
            path("results/", results, name="results"),
            path("undo/<str:key>/", UndoView.as_view(), name="undo"),
            path("<str:kind>/<str:key>/", ChooseView.as_view(), name="choose"),
            path("<str:kind>/<str:kept>/<str:lost>/", PreviewView.as_view(), name="preview"),
        ]


class MergeButtons:
    """For the listing and the form of a record: the way to merging it."""

    def merge_buttons(self, record: Mergeable | None) -> list[Button]:
        if not can_merge(self.request.user, self.model):
            return []
        if record is None:
            return [Button("合并记录", url=merging_url("index"), icon_name="link", priority=90)]
        url = merging_url("choose", self.model._meta.model_name, record.pk)
        return [Button("合并…", url=url, icon_name="link", priority=15)]


def lead_to_the_one_kept(request: HttpRequest, record: Model) -> HttpResponse | None:
    """Whoever opens the form of one that was merged finds the other."""
    if not isinstance(record, Mergeable) or record.merged_into_id is None:
        return None
    messages.warning(request, f"“{record}”已并入“{record.merged_into}”，下面是保留的一条。")
    return redirect(edit_url(record.merged_into))


class MergeFormatter(LogFormatter):
    label = "合并"
    words = "把“{lost}”并入“{kept}”"

    def format_message(self, log_entry: ModelLogEntry) -> str:
        names = {key: log_entry.data.get(key, {}).get("title", "") for key in ("kept", "lost")}
        return self.words.format(**names)


class UndoFormatter(MergeFormatter):
    label = "撤销合并"
    words = "撤销合并：“{lost}”从“{kept}”分出"
