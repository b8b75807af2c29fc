"""Addresses of marked sentences and of the corrections log."""

from django.urls import path

from . import views

urlpatterns = [
    path("q/<uuid:mark>/", views.MarkRedirectView.as_view(), name="mark"),
    path("corrections/", views.CorrectionListView.as_view(), name="correction_list"),
]
