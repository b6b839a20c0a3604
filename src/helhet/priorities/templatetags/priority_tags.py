"""Numbers as the priorities write them, and whether a municipality has anything adopted."""

from decimal import Decimal

from django import template

from helhet.priorities.models import Programme
from helhet.priorities.queries import published_in
from helhet.priorities.words import figure

register = template.Library()


@register.simple_tag
def figure_of(number: Decimal, unit: str) -> str:
    """A number with its unit."""
    return figure(number, unit)


@register.simple_tag
def priorities_in_force(place: str) -> Programme | None:
    """What the municipality with this number has adopted."""
    return next(iter(published_in(place)), None)
