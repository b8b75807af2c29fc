"""The admin's scripts in Chinese, with the gaps of Wagtail's own translation filled."""

from django.views.i18n import JavaScriptCatalog

__all__ = ["script_catalogue"]

# Later packages win.
script_catalogue = JavaScriptCatalog.as_view(packages=["wagtail.admin", "portal"])
