"""会员申报 in the menu: what waits, what came, who may send."""

from wagtail.admin.viewsets.base import ViewSetGroup

from .representatives import RepresentativeViewSet
from .returns import ReturnViewSet
from .reviewing import ReviewViewSet

__all__ = ["SubmissionsGroup"]


class SubmissionsGroup(ViewSetGroup):
    """Everything between the newsroom and the associations."""

    menu_label = "会员申报"
    menu_name = "submissions"
    menu_icon = "table"
    menu_order = 134
    items = (ReviewViewSet, ReturnViewSet, RepresentativeViewSet)
