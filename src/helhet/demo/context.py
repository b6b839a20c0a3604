"""What every page of the demo says at its top."""

from django.http import HttpRequest


def banner(request: HttpRequest) -> dict[str, object]:
    """The banner's template, and whom one is signed in as."""
    user = getattr(request, "user", None)
    person = getattr(user, "worker", None) or getattr(user, "person", None)
    return {"banner": "demo/_banner.html", "signed_in_as": person.name if person else ""}
