"""What every page of the demo says at its top."""

from django.http import HttpRequest

from helhet.people.models import Account


def banner(request: HttpRequest) -> dict[str, object]:
    """The banner's template, and whom one is signed in as."""
    user = getattr(request, "user", None)
    person = getattr(user, "worker", None)
    if person is None and isinstance(user, Account):
        person = user.persons.order_by("municipality_id").first()
    return {"banner": "demo/_banner.html", "signed_in_as": person.name if person else ""}
