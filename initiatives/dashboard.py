"""What awaits the newsroom today: every worklist with its length, on the admin's front page."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from wagtail.admin.ui.components import Component

from .worklists import worklists_for

__all__ = ["NewsroomDuties"]


@dataclass(frozen=True)
class Duty:
    """One count with its listing; `urgent` is set in vermilion when it isn't zero."""

    label: str
    number: int
    url: str
    urgent: bool


class NewsroomDuties(Component):
    """The worklists that this user may see."""

    name = "newsroom_duties"
    order = 100
    template_name = "initiatives/admin/duties.html"

    def __init__(self, user: AbstractBaseUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: dict | None = None) -> dict:
        return {
            "duties": [
                Duty(one.label, one.count(self.user), one.url_for(self.user), one.urgent)
                for one in worklists_for(self.user)
            ]
        }
