"""Addresses of people, organisations and commitments."""

from django.urls import path

from . import views
from .right_of_reply.views import ReplyByLinkView

urlpatterns = [
    path("people/", views.PersonListView.as_view(), name="person_list"),
    path("people/<slug:slug>/", views.PersonView.as_view(), name="person_detail"),
    path("organisations/", views.OrganisationListView.as_view(), name="organisation_list"),
    path(
        "organisations/<slug:slug>/", views.OrganisationView.as_view(), name="organisation_detail"
    ),
    path("commitments/", views.CommitmentListView.as_view(), name="commitment_list"),
    path("reply/<str:token>/", ReplyByLinkView.as_view(), name="reply_by_link"),
    path("commitments/<slug:code>/", views.CommitmentView.as_view(), name="commitment_detail"),
]
