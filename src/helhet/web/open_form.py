"""Forms anybody may send, without a cookie, a script or a third party: what keeps programs and foreign pages out.

Three small things, none of which says who somebody is: a field people never see and programs fill in, a signed moment
at which the page was made, and what the browser itself says of where the form came from. Whoever is stopped gets the
form back with all they wrote and a fresh stamp: a person sends it once more, and nothing is lost.
"""

from datetime import datetime, timedelta
from typing import Any

from django import forms as fields
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from helhet.web import forms

SALT = "helhet.web.open_form"
SOONEST = timedelta(seconds=3)
"""Nobody reads a question and answers it faster."""
LATEST = timedelta(days=2)
"""So long a page may have stood open, or lain in a cache."""


def stamp(about: str, at: datetime) -> str:
    """When a page was made and what its form is about, signed, so that neither can be made up."""
    return signing.Signer(salt=SALT).sign_object([about, int(at.timestamp())])


def is_fresh(told: str, about: str, at: datetime) -> bool:
    """Whether a stamp is ours, is about this, and is neither too young nor too old."""
    try:
        what, then = signing.Signer(salt=SALT).unsign_object(told)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return what == about and SOONEST <= timedelta(seconds=int(at.timestamp()) - then) <= LATEST


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser itself says that another site's page sent this. A browser that says nothing is believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "").partition("://")[2]
    return bool(origin) and origin != request.get_host()


class OpenForm(forms.Form):
    """A form anybody may send. `about` is what its stamp is bound to: a page, or the form's own name.

    Built with a request it judges what came; built without one it is an empty form with a fresh stamp. After an error
    it carries a fresh stamp as well.
    """

    website = fields.CharField(required=False, max_length=200)
    stamp = fields.CharField(required=False, widget=fields.HiddenInput)

    def __init__(self, request: HttpRequest | None = None, *, about: str, at: datetime, **more: Any) -> None:
        super().__init__(request.POST if request else None, **more)
        self.request, self.about, self.at = request, about, at
        self.fresh_stamp = stamp(about, at)

    def get_context(self) -> dict[str, Any]:
        """Django's own, without the two fields nobody sees: `web/_open_form.html` has them."""
        context = super().get_context()
        context["fields"] = [one for one in context["fields"] if one[0].name != "website"]
        context["hidden_fields"] = [one for one in context["hidden_fields"] if one.name != "stamp"]
        return context

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for what no person has sent from our page, in words for the person it was."""
        cleaned: dict[str, Any] = super().clean() or {}
        assert self.request is not None
        if is_from_elsewhere(self.request) or not is_fresh(cleaned.get("stamp", ""), self.about, self.at):
            raise fields.ValidationError(
                _("We could not tell that this came from our page. Look it over and send it once more."), code="stamp"
            )
        if cleaned.get("website"):
            raise fields.ValidationError(
                _("A field that is to stay empty was filled in, perhaps by your browser. Send it once more."),
                code="trap",
            )
        return cleaned
