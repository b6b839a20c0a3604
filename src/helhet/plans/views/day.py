"""My day, my plans, and the service's own record."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from helhet.access.current import SERVICE, NoActor, actor_of, places_of
from helhet.core.actors import ActorKind
from helhet.core.moments import day_of
from helhet.people.desk import has_task
from helhet.people.models import Account, Appointment
from helhet.plans.queries.day import is_appointed, my_day, my_plans
from helhet.plans.queries.disclosed import told_by_us, told_to_me
from helhet.plans.queries.news import PAGE as NEWS_PAGE
from helhet.plans.queries.news import news
from helhet.plans.queries.record import PAGE, own_record
from helhet.plans.words import STATUS, WAITING
from helhet.post.actions import mark_seen
from helhet.web.clock import now
from helhet.web.pager import moment, older_than

View = Callable[[HttpRequest], HttpResponse]


def at_work(view: View) -> View:
    """A page for those at work. The family has its own, and is shown the way there."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if actor_of(request).kind is not ActorKind.WORKER:
            return redirect("family:home")
        return view(request)

    return guarded


def day(request: HttpRequest) -> HttpResponse:
    """What waits for me, most urgent first. Nothing else. Who has only tasks beside the casework finds their desk."""
    try:
        return _day(request)
    except NoActor:
        if not has_task(request, *Appointment.Role):
            raise
        return redirect("desk")


@at_work
def _day(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), now()
    waiting = [(one, WAITING[one.code] % {"who": one.who}) for one in my_day(actor, at=at)]
    mark_seen(worker=actor.id, actor=actor, at=at)
    context = {
        "waiting": waiting,
        "places": places_of(request),
        "acting": actor.service,
        "appointed": is_appointed(cast(Account, request.user), on=day_of(at)),
        "here": "day",
    }
    return render(request, "plans/day.html", context)


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """One who works in several services says which of them they act for now."""
    wanted = request.POST.get("service", "")
    if wanted not in {str(place.pk) for place in places_of(request)}:
        raise Http404
    request.session[SERVICE] = wanted
    return redirect("plans:day")


@at_work
def plans(request: HttpRequest) -> HttpResponse:
    """The plans I have a part in."""
    mine = my_plans(actor_of(request), at=now(), before=moment(request.GET.get("before", "")))
    rows = [(plan, STATUS[plan.state]) for plan in mine.plans]
    older = older_than(mine.older) if mine.older else None
    return render(request, "plans/list.html", {"plans": rows, "older": older, "here": "plans"})


@at_work
def news_page(request: HttpRequest) -> HttpResponse:
    """The newest of all the plans I take part in."""
    rows = news(actor_of(request), at=now(), before=moment(request.GET.get("before", "")))
    older = older_than(rows[-1].entry.written_at) if len(rows) == NEWS_PAGE else None
    return render(request, "plans/news.html", {"rows": rows, "older": older, "here": "news"})


@at_work
def record(request: HttpRequest) -> HttpResponse:
    """What my service has written, also where the plan is out of reach now."""
    rows = own_record(actor_of(request), at=now(), before=moment(request.GET.get("before", "")))
    older = older_than(rows[-1].written_at) if len(rows) == PAGE else None
    return render(request, "plans/record.html", {"rows": rows, "older": older, "here": "record"})


@at_work
def disclosed(request: HttpRequest) -> HttpResponse:
    """What has been told to me, and what my service has told, without the family's yes."""
    actor, at = actor_of(request), now()
    context = {"to_me": told_to_me(actor, at=at), "by_us": told_by_us(actor, at=at), "here": "record"}
    return render(request, "plans/disclosed.html", context)
