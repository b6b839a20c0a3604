"""The demo's own pages: who to be, signing in as them without a password, and the mail that would have gone out."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from helhet.demo.cast import account_of_family, appointed, families, first, units
from helhet.demo.mail import newest
from helhet.demo.safety import Unsafe, check_data
from helhet.people.keys import Key
from helhet.people.models import Account, Person, Worker
from helhet.web.clock import today

BACKEND = "django.contrib.auth.backends.ModelBackend"
LETTERS = 100
"""How many letters the mail page shows."""


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """The cast: choose somebody to be."""
    try:
        check_data()
    except Unsafe as why:
        return _refused(request, why)
    everyone, all_families = units(), families(today())
    context = {
        "units": everyone,
        "start": first(everyone),
        "families": [family for family in all_families if family.recent],
        "families_before": [family for family in all_families if not family.recent],
        "appointed": appointed(),
    }
    return render(request, "demo/cast.html", context)


@login_not_required
@require_POST
def as_worker(request: HttpRequest, worker: UUID) -> HttpResponse:
    """Be this worker."""
    found = get_object_or_404(Worker.objects.select_related("account"), pk=worker)
    return _enter(request, found.account, "/")


@login_not_required
@require_POST
def as_family(request: HttpRequest, person: Key) -> HttpResponse:
    """Be this guardian or young person, on the family's page."""
    found = get_object_or_404(Person.objects.at(person).select_related("account"))
    return _enter(request, account_of_family(found), "family:home")


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Be nobody again."""
    logout(request)
    return redirect("sign_in")


@login_not_required
def mail(request: HttpRequest) -> HttpResponse:
    """What would have been sent by e-mail, to whom."""
    return render(request, "demo/mail.html", {"letters": newest(settings.EMAIL_FILE_PATH, at_most=LETTERS)})


def _enter(request: HttpRequest, account: Account, where: str) -> HttpResponse:
    try:
        check_data()
    except Unsafe as why:
        return _refused(request, why)
    login(request, account, backend=BACKEND)
    return redirect(where)


def _refused(request: HttpRequest, why: Unsafe) -> HttpResponse:
    return render(request, "demo/refused.html", {"why": why}, status=403)
