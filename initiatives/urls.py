"""Addresses of people, organisations and commitments."""

from django.urls import path

from . import views
from .sharing.views import EmbedView
from .tips.views import TipReceivedView, TipView

urlpatterns = [
    path("people/", views.PersonListView.as_view(), name="person_list"),
    path("people/<slug:slug>/", views.PersonView.as_view(), name="person_detail"),
    path("organisations/", views.OrganisationListView.as_view(), name="organisation_list"),
    path(
        "organisations/<slug:slug>/", views.OrganisationView.as_view(), name="organisation_detail"
    ),
    path("commitments/", views.CommitmentListView.as_view(), name="commitment_list"),
    path("commitments/<slug:code>/source/", TipView.as_view(), name="source_tip"),
    path(
        "commitments/<slug:code>/source/received/",
        TipReceivedView.as_view(),
        name="source_tip_received",
    ),
    path("commitments/<slug:code>/embed/", EmbedView.as_view(), name="commitment_embed"),
    path("commitments/<slug:code>/", views.CommitmentView.as_view(), name="commitment_detail"),
]
