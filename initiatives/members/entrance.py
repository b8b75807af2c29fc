"""Logging in and out, and passwords: Django's own views in the association's area."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from portal.models import User

from ..permissions import represented_association
from .access import AssociationView, PrivatePage

__all__ = [
    "LogIn",
    "LogOut",
    "PasswordChange",
    "PasswordChanged",
    "PasswordReset",
    "PasswordResetComplete",
    "PasswordResetConfirm",
    "PasswordResetDone",
]

STRANGER = "这里是协会申报的入口，这个账号不属于任何协会。编辑部人员请从 /admin/ 登录。"


class EntranceForm(AuthenticationForm):
    """Refuses those who report for nobody; the password was right, so they may be told why."""

    def confirm_login_allowed(self, user: User) -> None:
        super().confirm_login_allowed(user)
        if represented_association(user) is None:
            raise forms.ValidationError(STRANGER, code="stranger")


class ForgottenPasswordForm(PasswordResetForm):
    """Writes to representatives only; also to those who never had a password."""

    def get_users(self, email: str) -> Iterator[User]:
        for user in User.objects.filter(
            email__iexact=email, is_active=True, representative__isnull=False
        ):
            # `iexact` may fold more than case; the mail goes to the address on record.
            if user.email.casefold() == email.casefold():
                yield user


class LogIn(PrivatePage, views.LoginView):
    """The associations' own entrance."""

    template_name = "members/login.html"
    form_class = EntranceForm
    next_page = reverse_lazy("members:home")

    def admit(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if represented_association(request.user):
            return redirect(self.get_success_url())
        return super().admit(request, *args, **kwargs)


class LogOut(PrivatePage, views.LogoutView):
    next_page = reverse_lazy("members:login")


class PasswordChange(AssociationView, views.PasswordChangeView):
    template_name = "members/password_change.html"
    success_url = reverse_lazy("members:password_changed")


class PasswordChanged(AssociationView, TemplateView):
    template_name = "members/password_changed.html"


class PasswordReset(PrivatePage, views.PasswordResetView):
    """The answer is the same whether the address is known or not."""

    template_name = "members/password_reset.html"
    form_class = ForgottenPasswordForm
    subject_template_name = "members/email/password_reset_subject.txt"
    email_template_name = "members/email/password_reset.txt"
    extra_email_context = {"newsroom": settings.WAGTAIL_SITE_NAME}
    success_url = reverse_lazy("members:password_reset_done")


class PasswordResetDone(PrivatePage, views.PasswordResetDoneView):
    template_name = "members/password_reset_done.html"


class PasswordResetConfirm(PrivatePage, views.PasswordResetConfirmView):
    """Also where somebody chooses a first password, by the link in the mail."""

    template_name = "members/password_reset_confirm.html"
    success_url = reverse_lazy("members:password_reset_complete")


class PasswordResetComplete(PrivatePage, TemplateView):
    template_name = "members/password_reset_complete.html"
