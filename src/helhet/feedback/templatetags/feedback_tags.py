"""The question at the foot of every public page."""

from typing import Any

from django import template
from django.template.context import RequestContext

from helhet.feedback.pages import public_page
from helhet.web.clock import now
from helhet.web.open_form import OpenForm

register = template.Library()


@register.inclusion_tag("feedback/_found.html", takes_context=True)
def ask_whether_found(context: RequestContext) -> dict[str, Any]:
    """Did you find what you looked for? Asked where the page is one anybody may read, and says nothing elsewhere."""
    page = None if context.get("own_address") else public_page(context["request"].path)
    form = OpenForm(about=f"found {page.path}", at=now(), auto_id="found_%s") if page else None
    return {"page": page, "form": form}
