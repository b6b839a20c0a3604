"""One entry: why I see it, who else may, correcting it, hiding it from one of the family."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from helhet.access.current import actor_of
from helhet.access.filter import grounds_of
from helhet.core.access import grounds
from helhet.core.doing import NotYours
from helhet.core.hiding import hiding_reasons
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.people.queries import guardianships_of
from helhet.plans.actions.hiding import hide_entry, show_again
from helhet.plans.actions.writing import NotYourWords, correct_entry
from helhet.plans.forms.entries import Correct, Hide
from helhet.plans.queries.disclosed import disclosures_of, may_disclose
from helhet.plans.queries.doors import entry_for
from helhet.plans.queries.find import hidings_of, is_open, reasons_to_hide
from helhet.plans.queries.who import who_may_see
from helhet.plans.words import DEMAND_ASKED, ENTRY_KIND
from helhet.web.clock import now


def entry(request: HttpRequest, entry: Key) -> HttpResponse:
    """The words, who wrote them, every ground on which I read them, and who else may."""
    actor, at = actor_of(request), now()
    row, on = entry_for(actor, entry, at=at), day_of(at)
    mine, reasons = row.service_id == actor.service, reasons_to_hide(row, actor, on=on)
    adults = [tie.guardian for tie in guardianships_of(row.plan.child)] if reasons else []
    forms: dict[str, Any] = {
        "correct": Correct(initial={"text": row.text}) if mine else None,
        "hide": Hide(reasons=reasons, adults=adults) if reasons else None,
    }
    if request.method == "POST":
        try:
            if "show_again" in request.POST:
                show_again(entry=row, actor=actor, at=at)
                messages.success(request, _("Open again to those it is open to otherwise."))
                return redirect("plans:entry", entry=entry)
            if "text" in request.POST:
                forms["correct"] = correct = Correct(request.POST)
                if correct.is_valid():
                    anew = correct_entry(entry=row, text=correct.cleaned_data["text"], actor=actor, at=at)
                    messages.success(request, _("The new wording is in the plan. The old one is kept."))
                    return redirect("plans:entry", entry=anew.key)
            else:
                forms["hide"] = hide = Hide(request.POST, reasons=reasons, adults=adults)
                if hide.is_valid():
                    hidden_from, person = hide.whom
                    hide_entry(
                        entry=row,
                        hidden_from=hidden_from,
                        person=person,
                        reason=hide.cleaned_data["reason"],
                        judgement=hide.cleaned_data["judgement"],
                        actor=actor,
                        at=at,
                    )
                    messages.success(request, _("Hidden. It leaves no trace for the one it is hidden from."))
                    return redirect("plans:entry", entry=entry)
        except (NotYours, NotYourWords) as error:
            raise PermissionDenied from error
    why = [grounds().by_code(code) for code in grounds_of(row)]
    only_told = {ground.code for ground in why} == {"entry_disclosed"}
    context = forms | {
        "entry": row,
        "kind": ENTRY_KIND[row.kind],
        "why": why,
        "who": () if only_told else who_may_see(row, reader=actor, on=on),  # else a receiver learns who is in the plan
        "disclosures": disclosures_of(row, actor),
        "questions": DEMAND_ASKED,
        "may_disclose": may_disclose(row, actor),
        "plan_open": is_open(row.plan, actor, on=on),
        "hidings": [(one, hiding_reasons()[one.reason].words) for one in hidings_of(row)] if mine else [],
        "here": "plans",
    }
    return render(request, "plans/entry.html", context, status=422 if request.method == "POST" else 200)
