"""Where a person, an organisation, an initiative or a commitment can be followed."""

from django import template

from ..outlets import outlets_of

register = template.Library()
register.simple_tag(outlets_of)
