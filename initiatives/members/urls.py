"""Addresses of the association's area."""

from django.urls import path

from . import desk, entrance

app_name = "members"

urlpatterns = [
    path("", desk.Home.as_view(), name="home"),
    path("commitments/", desk.Commitments.as_view(), name="commitments"),
    path("roll/", desk.Roll.as_view(), name="roll"),
    path("messages/", desk.Messages.as_view(), name="messages"),
    path("template.xlsx", desk.Template.as_view(suffix="xlsx"), name="template_xlsx"),
    path("template.csv", desk.Template.as_view(suffix="csv"), name="template_csv"),
    path("login/", entrance.LogIn.as_view(), name="login"),
    path("logout/", entrance.LogOut.as_view(), name="logout"),
    path("password/", entrance.PasswordChange.as_view(), name="password_change"),
    path(
        "password/changed/",
        entrance.PasswordChanged.as_view(),
        name="password_changed",
    ),
    path("password/reset/", entrance.PasswordReset.as_view(), name="password_reset"),
    path("password/reset/sent/", entrance.PasswordResetDone.as_view(), name="password_reset_done"),
    path(
        "password/reset/<uidb64>/<token>/",
        entrance.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
    path(
        "password/reset/done/",
        entrance.PasswordResetComplete.as_view(),
        name="password_reset_complete",
    ),
]
