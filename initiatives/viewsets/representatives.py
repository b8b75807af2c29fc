"""协会账号: the log-ins of the associations' people."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button

from portal.conflicts import GuardedEditMixin, state_of

from ..models import Representative
from ..permissions import can_manage_representatives
from ..representatives import RepresentativeForm, invite, is_newsroom, switch
from .listing import PlainSearch

__all__ = ["RepresentativeViewSet"]

NEWSROOM = "这是编辑部人员的账号，不能在这里改动，请找系统管理员。"


class RepresentativeIndexView(PlainSearch, IndexView):
    queryset = Representative.objects.select_related("user", "association")
    text_fields = ("association__name", "user__username", "user__last_name", "user__email")
    pinyin_fields = ("association__pinyin",)

    def get_delete_url(self, instance: Representative) -> None:
        return None


class RepresentativeCreateView(CreateView):
    """A new person; the address where they set their password goes out by mail."""

    success_message = "已开账号：%(object)s，设置密码的邮件已发出。"

    @transaction.atomic
    def save_instance(self) -> Representative:
        representative = super().save_instance()
        invite(representative, self.request.user)
        return representative


class NotTheNewsrooms:
    """For the views that change an account."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        representative = get_object_or_404(
            Representative.objects.select_related("user", "association"), pk=kwargs["pk"]
        )
        if can_manage_representatives(request.user) and is_newsroom(representative.user):
            messages.error(request, NEWSROOM)
            return redirect("representatives:index")
        return super().dispatch(request, *args, **kwargs)


class RepresentativeEditView(NotTheNewsrooms, GuardedEditMixin, EditView):
    """Name, mail and telephone; the ways to a new password and to switching it off."""

    def state(self, saved: Representative) -> str:
        return state_of(saved) + state_of(saved.user)

    @property
    def header_more_buttons(self) -> list[Button]:
        def way(act: str, label: str, icon: str) -> Button:
            url = reverse(f"representatives:{act}", args=[self.object.pk])
            return Button(label, url=url, icon_name=icon, priority=20)

        if not self.object.user.is_active:
            return [*super().header_more_buttons, way("on", "启用…", "unlock")]
        return [
            *super().header_more_buttons,
            way("invite", "重发设置密码的邮件…", "mail"),
            way("off", "停用…", "lock"),
        ]


class ActView(NotTheNewsrooms, WagtailAdminTemplateMixin, TemplateView):
    """Asks before it sends a mail, or lets somebody in or keeps them out."""

    template_name = "initiatives/admin/representative_act.html"
    header_icon = "group"
    acts = {
        "invite": ("重发设置密码的邮件", "发出邮件", "邮件已发出。"),
        "off": ("停用账号", "停用", "已停用，对方不能再登录。"),
        "on": ("启用账号", "启用", "已启用，对方可以登录了。"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_manage_representatives(request.user):
            raise PermissionDenied
        self.object = get_object_or_404(self.rows(), pk=kwargs["pk"])
        self.page_title, self.button, self.done = self.acts[kwargs["act"]]
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[Representative]:
        return Representative.objects.select_related("user", "association")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = kwargs["act"]
        try:
            if act == "invite":
                invite(self.object, request.user)
            else:
                switch(self.object, request.user, on=act == "on")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, self.done)
        return redirect("representatives:edit", self.object.pk)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict]:
        edit_url = reverse("representatives:edit", args=[self.object.pk])
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": reverse("representatives:index"), "label": "协会账号"},
            {"url": edit_url, "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {
            "representative": self.object,
            "act": self.kwargs["act"],
            "button": self.button,
            "back_url": reverse("representatives:edit", args=[self.object.pk]),
        }
        return super().get_context_data(**kwargs) | context


class RepresentativeViewSet(ModelViewSet):
    """Switched off, never deleted: what they sent names them."""

    model = Representative
    name = "representatives"
    icon = "group"
    menu_label = "协会账号"
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = RepresentativeIndexView
    add_view_class = RepresentativeCreateView
    edit_view_class = RepresentativeEditView
    form_fields = ["association", "phone"]
    list_filter = ["association"]
    ordering = ["association__pinyin", "pk"]
    list_display = [
        Column("user", label="姓名", accessor="user.get_full_name", sort_key="user__last_name"),
        Column("username", label="用户名", accessor="user.username"),
        Column("association", label="协会", sort_key="association__pinyin"),
        Column("email", label="邮箱", accessor="user.email"),
        BooleanColumn("active", label="可登录", accessor="user.is_active"),
        DateColumn("last_login", label="上次登录", accessor="user.last_login"),
    ]

    def get_form_class(self, for_update: bool = False) -> type[RepresentativeForm]:
        return RepresentativeForm

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_common_view_kwargs(**kwargs), "delete_url_name": None}

    def get_urlpatterns(self) -> list:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [
            *kept,
            *(
                path(f"<int:pk>/{act}/", ActView.as_view(), {"act": act}, name=act)
                for act in ActView.acts
            ),
        ]
