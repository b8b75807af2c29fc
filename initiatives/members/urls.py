"""Addresses of the association's area."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from . import desk, entrance, reports, returns, typed


class KeyConverter(IntConverter):
    """A primary key small enough for every database; a larger one is not found."""

    regex = "[0-9]{1,18}"


register_converter(KeyConverter, "key")

app_name = "members"

urlpatterns = [
    path("", desk.Home.as_view(), name="home"),
    path("commitments/", desk.Commitments.as_view(), name="commitments"),
    path("roll/", desk.Roll.as_view(), name="roll"),
    path("messages/", desk.Messages.as_view(), name="messages"),
    path("template.xlsx", desk.Template.as_view(suffix="xlsx"), name="template_xlsx"),
    path("template.csv", desk.Template.as_view(suffix="csv"), name="template_csv"),
    path("upload/", returns.Upload.as_view(), name="upload"),
    path("returns/", returns.Returns.as_view(), name="returns"),
    path("returns/<key:pk>/", returns.ReturnPage.as_view(), name="return"),
    path("returns/<key:pk>/progress/", returns.ReturnProgress.as_view(), name="return_progress"),
    path("returns/<key:pk>/columns/", returns.ReturnColumns.as_view(), name="return_columns"),
    path("returns/<key:pk>/rows/", returns.ReturnCorrections.as_view(), name="return_rows"),
    path("returns/<key:pk>/problems/", returns.ReturnProblems.as_view(), name="return_problems"),
    path("returns/<key:pk>/submit/", returns.ReturnSubmit.as_view(), name="return_submit"),
    path("returns/<key:pk>/discard/", returns.ReturnDiscard.as_view(), name="return_discard"),
    path("returns/<key:pk>/evidence/", returns.ReturnEvidence.as_view(), name="return_evidence"),
    path("reports/", reports.Reports.as_view(), name="reports"),
    path("reports/new/", typed.ReportNew.as_view(), name="report_new"),
    path("reports/<key:pk>/", reports.ReportPage.as_view(), name="report"),
    path("reports/<key:pk>/evidence/", reports.ReportEvidence.as_view(), name="report_evidence"),
    path("reports/<key:pk>/withdraw/", reports.ReportWithdraw.as_view(), name="report_withdraw"),
    path("evidence/<key:pk>/", reports.Evidence.as_view(), name="evidence"),
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
