"""Addresses of the desk, under /admin/manuscripts/."""

from django.urls import path

from .editing import CorrectView, CreateDraftsView, DeskView
from .views import DeleteManuscriptView, ManuscriptListView, NewManuscriptView

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", ManuscriptListView.as_view(), name="manuscripts"),
    path(
        "results/",
        ManuscriptListView.as_view(results_only=True),
        name="manuscripts_results",
    ),
    path("new/", NewManuscriptView.as_view(), name="manuscript_new"),
    path("<int:pk>/", DeskView.as_view(), name="manuscript_desk"),
    path("<int:pk>/correct/", CorrectView.as_view(), name="manuscript_correct"),
    path("<int:pk>/create/", CreateDraftsView.as_view(), name="manuscript_create"),
    path("<int:pk>/delete/", DeleteManuscriptView.as_view(), name="manuscript_delete"),
]
