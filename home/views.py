"""What the site says of its own accessibility."""

from django.views.generic import TemplateView


class AccessibilityView(TemplateView):
    """What works for whom, how that was checked, and what does not work yet."""

    template_name = "home/accessibility.html"
