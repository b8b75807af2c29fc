"""Addresses as programs on a reader's device want them."""

from django import template

from portal.addresses import absolute_url

register = template.Library()


@register.filter
def webcal(path: str) -> str:
    """Opened by the reader's own calendar, which then keeps itself up to date."""
    return f"webcal:{absolute_url(path).partition(':')[2]}"
