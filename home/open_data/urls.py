"""Addresses of the files: promised to stay, and outside the languages of the readers."""

from django.urls import path

from .views import FileView, PackageView

urlpatterns = [
    path("data/datapackage.json", PackageView.as_view(), name="data_package"),
    path("data/<slug:table>.<slug:form>", FileView.as_view(), name="open_data_file"),
]
