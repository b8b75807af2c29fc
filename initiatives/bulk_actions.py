"""Deleting many pages at once, with the reason when some of them are still needed."""

from django.http import HttpResponse
from django.urls import reverse
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page

from .deletion import refuse

__all__ = ["GuardedPageDeletion"]


class GuardedPageDeletion(DeleteBulkAction):
    """Wagtail's own would say “没有权限” where the editor needs to know what stands in the way."""

    def prepare_action(
        self, objects: list[Page], objects_without_access: dict
    ) -> HttpResponse | None:
        if objects:
            parent = objects[0].get_parent()
            refusal = refuse(
                self.request, objects, reverse("wagtailadmin_explore", args=[parent.pk])
            )
            if refusal:
                return refusal
        return super().prepare_action(objects, objects_without_access)
