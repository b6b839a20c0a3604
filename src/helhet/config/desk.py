"""The way in for those who have a task beside the casework: a door to each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helhet.people.desk import tasks_of
from helhet.people.models import Appointment


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """One's tasks. To somebody without any there is nothing here."""
    found = tasks_of(request, *Appointment.Role)
    if not found:
        raise Http404
    roles = {str(one.role) for one in found}
    return render(request, "desk.html", {"roles": roles, "worker": found[0].worker, "here": "desk"})
