"""Invitations to answer, the answers, and what came through the addresses that were sent out."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet

from portal.conflicts import GuardedEditMixin

from ..filters import ReplyFilterSet
from ..models import Reply, ReplyLink
from ..panels import REPLY_FORM
from ..permissions import can_moderate_replies
from ..right_of_reply.forms import InvitationForm, ModerationForm
from ..right_of_reply.rules import invite, print_answer, revoke, withhold
from ..worklists import Worklist
from .listing import DayColumn, PlainSearch
from .progress import COMMITMENT_FIELDS, COMMITMENT_SOUNDS, AboutCommitment

__all__ = ["ReplyViewSet", "reply_worklists"]


def mail_state(reply: Reply) -> str:
    """What became of the address that was sent out."""
    mail = reply.mail
    if mail is None:
        return "—"
    if mail.withheld_reason:
        return "未刊出"
    if mail.moderated_at:
        return "已刊出"
    if mail.received_at:
        return "待审读"
    return f"等待答复，至 {mail.expires_on:%Y-%m-%d}" if mail.is_open else "链接已失效"


class ReplyIndexView(PlainSearch, IndexView):
    queryset = Reply.objects.select_related("commitment", "link__moderated_by")
    text_fields = (*COMMITMENT_FIELDS, "responder", "text")
    pinyin_fields = COMMITMENT_SOUNDS


class ReplyCreateView(AboutCommitment, CreateView):
    """请其回应."""


class ReplyEditView(GuardedEditMixin, EditView):
    """The answer, when it comes."""


class ReplyDeleteView(DeleteView):
    """Not behind a published verdict, nor once an answer came."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        reason = self.get_object().must_stay
        if reason:
            messages.error(request, reason)
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)


class ReplyLinkView(WagtailAdminTemplateMixin, TemplateView):
    """Send out an address, take it back, read what came, print it or say why not."""

    template_name = "initiatives/admin/reply_link.html"
    page_title = "回应链接"
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not can_moderate_replies(request.user):
            raise PermissionDenied
        rows = Reply.objects.select_related(
            "commitment__organisation", "link__moderated_by", "link__created_by"
        )
        self.object = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        act = {"invite": self.invite, "revoke": self.revoke, "moderate": self.moderate}.get(
            request.POST.get("act", "")
        )
        if act is None:
            return self.show(status=400)
        try:
            return act()
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect(request.path)

    def invite(self) -> HttpResponse:
        form = InvitationForm(self.request.POST)
        if not form.is_valid():
            return self.show(invitation=form, status=422)
        address = invite(
            self.object,
            self.request.user,
            organisation=self.object.commitment.organisation,
            **form.cleaned_data,
        )
        self.object.refresh_from_db()
        messages.success(self.request, "链接已生成，只显示这一次。")
        return self.show(address=address)

    def revoke(self) -> HttpResponse:
        if self.object.mail:
            revoke(self.object.mail, self.request.user)
            messages.success(self.request, "链接已作废。")
        return redirect(self.request.path)

    def moderate(self) -> HttpResponse:
        mail = self.object.mail
        if mail is None:
            raise ValidationError("还没有发出过链接。")
        form = ModerationForm(self.request.POST)
        if not form.is_valid():
            return self.show(moderation=form, status=422)
        chosen = form.cleaned_data
        if chosen["decision"] == "print":
            print_answer(mail, self.request.user, seen=chosen["seen"])
            messages.success(self.request, "已照录刊出。")
        else:
            withhold(mail, self.request.user, chosen["reason"], seen=chosen["seen"])
            messages.success(self.request, "已记下不刊出的原因，公开页上会写明。")
        return redirect(self.request.path)

    def show(self, status: int = 200, **context) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)

    def get_page_subtitle(self) -> str:
        return str(self.object.commitment)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": reverse("replies:index"), "label": "回应"},
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs) -> dict:
        mail = self.object.mail
        seen = mail.received_at.isoformat() if mail and mail.received_at else ""
        return {
            "invitation": InvitationForm(),
            "moderation": ModerationForm(initial={"seen": seen}),
            "reply": self.object,
            "commitment": self.object.commitment,
            "mail": mail,
            "state": mail_state(self.object),
            **super().get_context_data(**kwargs),
        }


class ReplyViewSet(ModelViewSet):
    """Invitations to answer, and the answers."""

    model = Reply
    name = "replies"
    icon = "mail"
    menu_label = "回应"
    menu_order = 130
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ReplyIndexView
    add_view_class = ReplyCreateView
    edit_view_class = ReplyEditView
    delete_view_class = ReplyDeleteView
    filterset_class = ReplyFilterSet
    edit_handler = REPLY_FORM
    ordering = ["-invited_on", "-pk"]
    list_display = [
        "commitment",
        DayColumn("invited_on", label="请其回应", sort_key="invited_on"),
        Column("channel", label="方式"),
        DayColumn("replied_on", label="回应日期", sort_key="replied_on"),
        Column("responder", label="回应人"),
        TitleColumn(
            "mail",
            label="回应链接",
            accessor=mail_state,
            get_url=lambda row: reverse("replies:link", args=[row.pk]),
        ),
    ]

    def get_urlpatterns(self) -> list:
        link = path("link/<int:pk>/", ReplyLinkView.as_view(), name="link")
        return [*super().get_urlpatterns(), link]


def waiting(user: AbstractBaseUser) -> int:
    return ReplyLink.objects.awaiting_moderation().count()


def reply_worklists() -> list[Worklist]:
    """Answers that came and that nobody has read."""
    return [
        Worklist(
            "待审读的回应",
            "replies:index",
            "mail",
            75,
            allowed=can_moderate_replies,
            count=waiting,
            urgent=True,
            query=lambda user: {"mail": "waiting"},
        )
    ]
