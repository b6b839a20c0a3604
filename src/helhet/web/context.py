"""What every template may use without its view passing it."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


def today(request: HttpRequest) -> dict[str, date]:
    """`today`: the local day of the request, so that one page never straddles midnight."""
    return {"today": timezone.localdate()}
