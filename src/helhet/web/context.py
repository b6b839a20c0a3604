"""What every template may use without its view passing it."""

from datetime import date

from django.http import HttpRequest

from helhet.web import clock


def today(request: HttpRequest) -> dict[str, date]:
    """`today`: read once a request, so that one page never straddles midnight."""
    return {"today": clock.today()}
