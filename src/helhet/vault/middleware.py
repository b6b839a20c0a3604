"""Every request is a unit of work: no opened key outlives it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from helhet.vault.unit import unit_of_work


class UnitOfWork:
    """Stands before everything that may read a row about a child."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with unit_of_work():
            return self.get_response(request)
