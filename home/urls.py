"""Addresses that look across the whole site, or speak of it."""

from django.conf import settings
from django.urls import path

from . import views
from .api.description import ApiPageView
from .open_data.views import OpenDataView
from .search.views import SearchView, SuggestionsView
from .styleguide import StyleguideView

urlpatterns = [
    path("search/", SearchView.as_view(), name="search"),
    path("search/suggestions/", SuggestionsView.as_view(), name="search_suggestions"),
    path("data/", OpenDataView.as_view(), name="open_data"),
    path("api/v1/", ApiPageView.as_view(), name="api"),
    path("accessibility/", views.AccessibilityView.as_view(), name="accessibility"),
    *([path("styleguide/", StyleguideView.as_view())] if settings.STYLEGUIDE else []),
]
