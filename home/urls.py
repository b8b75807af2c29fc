"""Addresses that look across the whole site, or speak of it."""

from django.conf import settings
from django.urls import path

from . import views
from .styleguide import StyleguideView

urlpatterns = [
    path("search/", views.SearchView.as_view(), name="search"),
    path("accessibility/", views.AccessibilityView.as_view(), name="accessibility"),
    *([path("styleguide/", StyleguideView.as_view())] if settings.STYLEGUIDE else []),
]
