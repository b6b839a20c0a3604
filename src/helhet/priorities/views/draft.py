"""The coordinator's desk: the versions, the draft as a whole, and having it adopted."""

from typing import Any

from django.contrib import messages
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helhet.core.priorities import NotWhole, lacks
from helhet.priorities import actions
from helhet.priorities.forms import AboutForm, AdoptForm, about_initial
from helhet.priorities.models import Programme
from helhet.priorities.page import shown
from helhet.priorities.queries import draft_of, in_force, readings_of, versions_of, whole
from helhet.priorities.report.pdf import can_make_pdf
from helhet.priorities.views.common import HERE, desk_of, draft_at, number_in
from helhet.priorities.views.saving import Row, write
from helhet.priorities.words import LACKS
from helhet.web.clock import now, today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is in force, what is being written, the own figures to read anew, and the yearly report."""
    desk = desk_of(request)
    versions = versions_of(desk.organisation)
    current = in_force(desk.organisation)
    own = [one for one in whole(current).targets if one.own] if current else []
    readings = readings_of(desk.organisation, [one.thread for one in own])
    context = {
        "organisation": desk.organisation,
        "draft": next((one for one in versions if one.state == "draft"), None),
        "in_force": current,
        "earlier": [one for one in versions if one.state == "superseded"],
        "own": [(one, readings.get(one.thread, [])) for one in own],
        "year": today().year,
        "pdf": can_make_pdf(),
        "here": HERE,
    }
    return render(request, "priorities/home.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft; somebody who has begun already goes on with it."""
    desk = desk_of(request)
    language = (get_language() or "nb")[:2]
    try:
        actions.begin_programme(organisation=desk.organisation, language=language, actor=desk.actor, at=now())
    except (actions.AlreadyBegun, IntegrityError):
        messages.info(request, gettext("There is a draft already. Here it is."))
    return redirect("priorities:draft")


@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """The draft as a whole, with everything that can be done with it."""
    desk = desk_of(request)
    found = whole(draft_at(desk))
    context = {
        "organisation": desk.organisation,
        "programme": found.programme,
        "challenges": shown(found),
        "lacks": [LACKS[one] for one in lacks(found.facts)],
        "writable": True,
        "here": HERE,
    }
    return render(request, "priorities/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest) -> HttpResponse:
    """Title, years and introduction."""
    desk, at = desk_of(request), now()
    programme = draft_at(desk)

    def fresh() -> Programme:
        return draft_of(desk.organisation) or programme

    def keep(version: int, values: dict[str, Any]) -> int:
        return actions.change_programme(
            programme=programme, version=version, values=values, actor=desk.actor, at=at
        ).version

    row = Row(
        form=lambda sent: AboutForm(sent, initial=about_initial(fresh())),
        keep=keep,
        version=lambda: fresh().version,
        own=lambda: fresh().changed_by_id == desk.actor.id,
        at=at,
    )
    page = {"title": gettext("Title, years and introduction"), "saves": request.path, "here": HERE}
    return write(request, row, page=page, back=reverse("priorities:draft"))


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest) -> HttpResponse:
    """Write down that it is adopted."""
    desk = desk_of(request)
    programme = draft_at(desk)
    form = AdoptForm(request.POST or None, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_programme(
                programme=programme,
                revision=number_in(request, "revision"),
                adoption=actions.Adoption(**form.cleaned_data),
                actor=desk.actor,
                at=now(),
            )
            messages.success(request, gettext("It is in force, and anybody can read it."))
            return redirect("priorities:home")
        except actions.OthersWords:
            form.add_error(None, gettext("It has been changed since you read it. Read it once more."))
        except actions.NotYet:
            form.add_error("on", gettext("What is in force was adopted later than that day."))
        except NotWhole:
            form.add_error(None, gettext("It is not whole yet."))
    found = whole(programme)
    context = {
        "form": form,
        "organisation": desk.organisation,
        "programme": programme,
        "before": in_force(desk.organisation),
        "lacks": [LACKS[one] for one in lacks(found.facts)],
        "here": HERE,
    }
    return render(request, "priorities/adopt.html", context, status=422 if request.method == "POST" else 200)
