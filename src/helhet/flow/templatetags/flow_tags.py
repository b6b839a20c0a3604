"""Whether there is a door to the flow counts for whoever is signed in."""

from django import template
from django.http import Http404, HttpRequest

from helhet.flow.queries.reading import leader_of
from helhet.people.queries import coordinated_by
from helhet.web.clock import today

register = template.Library()


@register.simple_tag(takes_context=True)
def coordinates(context: template.Context) -> bool:
    """Whoever reads is a municipality's 0–24 coordinator."""
    request: HttpRequest | None = context.get("request")
    if request is None or not request.user.is_authenticated:
        return False
    return coordinated_by(request.user, on=today()) is not None


@register.simple_tag(takes_context=True)
def leads_in_municipality(context: template.Context) -> bool:
    """Whoever reads leads one of a municipality's own services."""
    try:
        leader_of(context["request"].actor)
    except Http404:
        return False
    return True
