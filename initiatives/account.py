"""What an editor sets on their own account page."""

from django import forms
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import SwitchInput

from portal.models import User

from .permissions import reads_ledger

__all__ = ["DueRemindersPanel"]


class DueRemindersForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["due_reminders"]
        widgets = {"due_reminders": SwitchInput}


class DueRemindersPanel(BaseSettingsPanel):
    """To hear of deadlines by e-mail, or not."""

    name = "due_reminders"
    title = "到期提醒"
    tab = notifications_tab
    order = 200
    form_class = DueRemindersForm

    def is_active(self) -> bool:
        return reads_ledger(self.user)
