"""How an editor sees a tip: the reader's part to read, the newsroom's to fill in."""

from django import forms
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel

from ..permissions import can_propose_assessment

__all__ = ["SOURCE_TIP_FORM"]


class TipPanel(Panel):
    """What a reader sent, to be read and not to be changed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "initiatives/admin/tip_panel.html"

        def get_context_data(self, parent_context=None) -> dict:
            return {
                **super().get_context_data(parent_context),
                "tip": self.instance,
                "can_propose": can_propose_assessment(self.request.user),
            }


SOURCE_TIP_FORM = ObjectList(
    [
        TipPanel(heading="读者提供的内容"),
        MultiFieldPanel(
            [FieldPanel("state"), FieldPanel("note", widget=forms.Textarea(attrs={"rows": 3}))],
            heading="怎样处理",
            help_text="采用：查证之后作为依据写进新的判定。搁置：查不实，或与这项承诺无关。",
        ),
    ]
)
