"""Addresses of the API: promised to stay; below them nothing else answers."""

from django.urls import path, re_path

from home.open_data.columns import Kind
from home.open_data.tables import TABLES

from .description import DescriptionView
from .errors import no_such_address
from .views import list_view, record_view

urlpatterns = [
    path("api/v1/openapi.json", DescriptionView.as_view(), name="api_description"),
    *(
        path(f"api/v1/{name}/", list_view(table).as_view(), name=f"api_{name}")
        for name, table in TABLES.items()
    ),
    *(
        path(
            f"api/v1/{name}/<{'int' if table.key.kind == Kind.INTEGER else 'slug'}:key>/",
            record_view(table).as_view(),
            name=f"api_{name}_record",
        )
        for name, table in TABLES.items()
    ),
    # Save the page for people at `/api/v1/` itself; without its last slash an address is led on.
    re_path("^api/(?!v1/$)(.*/)?$", no_such_address),
]
