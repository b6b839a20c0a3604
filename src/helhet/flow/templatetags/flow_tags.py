"""Whether there is a door to the flow counts for whoever is signed in."""

from django import template
from django.http import HttpRequest

from helhet.flow.queries.reading import led_by
from helhet.people.queries import coordinated_by
from helhet.web.clock import today

register = template.Library()


@register.simple_tag(takes_context=True)
def coordinates(context: template.Context) -> bool:
    """Whoever reads is a municipality's 0–24 coordinator."""
    request: HttpRequest | None = context.get("request")
    if request is None or not request.user.is_authenticated:
        return False
    return bool(coordinated_by(request.user, on=today()))


@register.simple_tag(takes_context=True)
def leads_in_municipality(context: template.Context) -> bool:
    """Whoever reads leads one of a municipality's own services."""
    return led_by(context["request"].actor) is not None
