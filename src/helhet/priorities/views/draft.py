"""The coordinator's desk: the versions, the draft as a whole, and having it adopted."""

from typing import Any, cast

from django.contrib import messages
from django.db.utils import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helhet.core.priorities import NotWhole, lacks
from helhet.people.desk import at_desk
from helhet.people.models import Account, Appointment
from helhet.people.queries import coordinated_by
from helhet.priorities import actions
from helhet.priorities.forms import AboutForm, AdoptForm, about_initial
from helhet.priorities.models import Programme, Target
from helhet.priorities.page import shown
from helhet.priorities.queries import Latest, draft_of, in_force, latest_of, versions_of, whole
from helhet.priorities.report.pdf import can_make_pdf
from helhet.priorities.since import how_it_went, since
from helhet.priorities.views.common import HERE, desk_of, draft_at, number_in
from helhet.priorities.views.saving import Row, write
from helhet.priorities.words import LACKS, aim
from helhet.web.clock import now, today


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which municipality, for whoever coordinates several; the only one is opened at once."""
    at_desk(request, Appointment.Role.COORDINATOR)
    found = coordinated_by(cast(Account, request.user), on=today())
    if len(found) == 1:
        return redirect("priorities:home", found[0].code)
    return render(request, "priorities/choose.html", {"municipalities": found, "here": HERE})


@require_safe
def home(request: HttpRequest, town: str) -> HttpResponse:
    """What is in force, what is being written, how the figures go, and the yearly reports."""
    desk = desk_of(request, town)
    versions = versions_of(desk.organisation)
    current = in_force(desk.organisation)
    targets = whole(current).targets if current else ()
    latest = latest_of(desk.organisation, targets, on=today())
    context = desk.page | {
        "draft": next((one for one in versions if one.state == "draft"), None),
        "in_force": current,
        "earlier": [one for one in versions if one.state == "superseded"],
        "figures": [_figure(one, latest.get(one.thread)) for one in targets],
        "year": today().year,
        "years": list(reversed(range(_first_year(versions), today().year))),
        "pdf": can_make_pdf(),
    }
    return render(request, "priorities/home.html", context)


def _figure(target: Target, latest: Latest | None) -> tuple[Target, Latest | None, str, str]:
    """A figure with its newest number: where it is to be, and how it has gone."""
    return target, latest, aim(target), how_it_went(target, latest)


def _first_year(versions: list[Programme]) -> int:
    """The first year there is a report about."""
    return min((one.adopted_on.year for one in versions if one.adopted_on), default=today().year)


@require_POST
def begin(request: HttpRequest, town: str) -> HttpResponse:
    """Begin a draft; somebody who has begun already goes on with it."""
    desk = desk_of(request, town)
    language = (get_language() or "nb")[:2]
    try:
        actions.begin_programme(organisation=desk.organisation, language=language, actor=desk.actor, at=now())
    except (actions.AlreadyBegun, IntegrityError):
        messages.info(request, gettext("There is a draft already. Here it is."))
    return redirect(desk.at("draft"))


@require_safe
def draft(request: HttpRequest, town: str) -> HttpResponse:
    """The draft as a whole, with everything that can be done with it."""
    desk = desk_of(request, town)
    found = whole(draft_at(desk))
    current = in_force(desk.organisation)
    old = whole(current) if current else None
    latest = latest_of(desk.organisation, found.targets, on=today())
    latest_of_old = latest_of(desk.organisation, old.targets, on=today()) if old else {}
    context = desk.page | {
        "programme": found.programme,
        "challenges": shown(found, latest),
        "since": since(old, found, latest_of_old) if old else None,
        "lacks": [LACKS[one] for one in lacks(found.facts)],
        "writable": True,
    }
    return render(request, "priorities/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, town: str) -> HttpResponse:
    """Title, years and introduction."""
    desk, at = desk_of(request, town), now()
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
    page = desk.page | {"title": gettext("Title, years and introduction"), "under": "", "saves": request.path}
    return write(request, row, page=page, back=desk.at("draft"))


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: HttpRequest, town: str) -> HttpResponse:
    """Write down that it is adopted."""
    desk = desk_of(request, town)
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
            return redirect(desk.at("home"))
        except actions.OthersWords:
            form.add_error(None, gettext("It has been changed since you read it. Read it once more."))
        except actions.NotYet:
            form.add_error("on", gettext("What is in force was adopted later than that day."))
        except NotWhole:
            form.add_error(None, gettext("It is not whole yet."))
    found = whole(programme)
    context = desk.page | {
        "form": form,
        "programme": programme,
        "before": in_force(desk.organisation),
        "lacks": [LACKS[one] for one in lacks(found.facts)],
    }
    return render(request, "priorities/adopt.html", context, status=422 if request.method == "POST" else 200)
