"""The family's pages. Read only: what the family decides is told to the holder, and written down by them."""

import json
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date

from helhet.access.current import actor_at, actors_of
from helhet.family.log import log_to_take
from helhet.family.one import one_text
from helhet.family.queries import family_page, family_plans
from helhet.people.keys import Key
from helhet.plans.models import Entry, Plan
from helhet.plans.words import STATUS
from helhet.web.clock import now
from helhet.web.forms import YEARS


def home(request: HttpRequest) -> HttpResponse:
    """The plans of my child, my children or me; a single one at once."""
    plans = family_plans(actors_of(request), at=now())
    if len(plans) == 1:
        return redirect("family:plan", plan=plans[0].key)
    return render(request, "family/home.html", {"plans": [(plan, STATUS[plan.state]) for plan in plans]})


def plan(request: HttpRequest, plan: Key) -> HttpResponse:
    """Who holds the baton, what happens next, who sees what, and who has looked."""
    reader, before = actor_at(request, plan, Plan.objects), _day(request.GET.get("before", ""))
    page = family_page(reader, plan, at=now(), looks_before=before)
    return render(request, "family/plan.html", {"page": page})


def text(request: HttpRequest, entry: Key) -> HttpResponse:
    """One text: why I see it, and who at work may."""
    reader = actor_at(request, entry, Entry.objects)
    return render(request, "family/text.html", {"one": one_text(reader, entry, at=now())})


def log(request: HttpRequest, plan: Key) -> HttpResponse:
    """Who has looked, as a file to keep and to check without trusting whoever runs this."""
    taken = log_to_take(actor_at(request, plan, Plan.objects), plan, at=now())
    headers = {"Content-Disposition": 'attachment; filename="helhet-log.json"'}
    return HttpResponse(json.dumps(taken, indent=1), content_type="application/json", headers=headers)


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:  # well written, but no such day
        return None
    return day if day and day.year in YEARS else None
