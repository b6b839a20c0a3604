"""Whether whoever is signed in has a desk."""

from django import template
from django.template.context import RequestContext

from helhet.people.desk import WRITERS, has_task
from helhet.people.models import Appointment

register = template.Library()


@register.simple_tag(takes_context=True)
def has_desk(context: RequestContext) -> bool:
    """Whether they have any task beside the casework."""
    return has_task(context["request"], *Appointment.Role)


@register.simple_tag(takes_context=True)
def writes(context: RequestContext) -> bool:
    """Whether they write what anybody may read."""
    return has_task(context["request"], *WRITERS)
