"""Telling another service without consent, and what has been told that way."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from helhet.access.current import actor_of
from helhet.concerns.emergency import LINES
from helhet.concerns.queries import child_welfare_of
from helhet.core.actors import Actor
from helhet.core.doing import Act
from helhet.core.law.parameter import Parameter
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.people.models import Service
from helhet.plans.actions.disclosing import DisclosureRefused, disclose, tell_family_of_disclosure
from helhet.plans.forms.choices import picked
from helhet.plans.forms.disclosing import ChooseGround, ChooseReceiver, TellWithReasons
from helhet.plans.models import Entry
from helhet.plans.queries.disclosed import (
    disclosure_for,
    lifts_nothing,
    may_disclose,
    receivers_of,
    rules_for,
)
from helhet.plans.queries.doors import entry_for
from helhet.plans.queries.find import people_in_services
from helhet.plans.queries.roles import may_do
from helhet.web.clock import now
from helhet.web.refusals import refuse

REFUSALS: Mapping[str, tuple[str | None, Promise]] = {
    "no_ground": (None, _("No rule opens this between the two services today. Begin anew.")),
    "not_in_service": (None, _("This person no longer works there.")),
    "leader_decides": (None, _("The leader of the service decides this.")),
    "objected": (None, _("The family has kept this back from them. This rule bows to a no.")),
    "told_in_future": ("told_on", _("This day has not come yet.")),
    "no_purpose": ("purpose", _("Write what it is for.")),
    "no_necessity": ("necessity", _("Write why it is necessary.")),
    "child_not_heard": ("child_heard", _("Write what the child thinks, or why it was not asked.")),
    "demand_unmet": (None, _("The rule demands more. Answer each question.")),
    "told_or_why": ("told", _("Say when the family was told, or why it was not.")),
}


def tell(request: HttpRequest, entry: Key) -> HttpResponse:
    """Three steps: to which service; to whom and on which rule; and the reasons in words.

    Each step takes along what was chosen before, and nothing of it stands in an address.
    """
    actor, at = actor_of(request), now()
    row, on = entry_for(actor, entry, at=at), day_of(at)
    if not may_disclose(row, actor):
        raise PermissionDenied
    around = receivers_of(row)
    page = {"entry": row, "here": "plans", "asks": _may_ask(row, actor, at)} | _report(row)
    choosing = ChooseReceiver(request.POST or None, around=around)
    if not choosing.is_valid():
        return _page(request, "to", choosing, page)
    receiver = next(one for one in around if str(one.pk) == choosing.cleaned_data["to"])
    rules = rules_for([row], receiver, on)
    page |= {"receiver": receiver, "lifts_nothing": lifts_nothing(row, receiver, on), "grounds": rules}
    people = people_in_services([receiver], on=on)
    chosen = ChooseGround(request.POST if "rule" in request.POST else None, people=people, rules=rules)
    if "step" in request.POST and not chosen.is_bound:  # sent on without a rule
        chosen = ChooseGround(request.POST, people=people, rules=rules)
    if not chosen.is_valid():
        return _page(request, "ground", chosen, page)
    rule = next(one for one in rules if one.id == chosen.cleaned_data["rule"])
    who = chosen.cleaned_data["who"]
    reasons = TellWithReasons(request.POST if "purpose" in request.POST else None, rule=rule, on=on)
    page |= {"rule": rule, "who": who, "person": next(w for w, _where in people if w.pk == picked(who)[0])}
    if reasons.is_valid():
        try:
            _tell(row, receiver, rule, reasons, page["person"], actor=actor, at=at)
        except DisclosureRefused as error:
            refuse(reasons, error, REFUSALS)
        else:
            messages.success(request, str(_("Told. It is written down, with your reasons.")))
            return redirect("plans:entry", entry=entry)
    return _page(request, "reasons", reasons, page)


def _page(request: HttpRequest, step: str, form: Any, page: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "plans/tell.html", page | {"form": form, "step": step}, status=status)


def _tell(
    row: Entry, receiver: Service, rule: Parameter, form: TellWithReasons, person: Any, *, actor: Actor, at: Any
) -> None:
    values = form.cleaned_data
    disclose(
        plan=row.plan,
        entries=[row],
        to_service=receiver,
        to_worker=person,
        rule=rule.id,
        purpose=values["purpose"],
        necessity=values["necessity"],
        demands_met=form.demands_met,
        child_heard=values["child_heard"],
        family_told_on=values["told_on"],
        not_told_reason=values["not_told_reason"],
        actor=actor,
        at=at,
    )


def _may_ask(row: Entry, actor: Actor, at: Any) -> bool:
    return Act.ASK_CONSENT in may_do(row.plan, actor, day_of(at))


def _report(row: Entry) -> dict[str, Any]:
    """How to report to child welfare: never from here, and never after anybody's leave."""
    return {"lines": LINES, "child_welfare": child_welfare_of(row.municipality)}


@require_POST
def family_told(request: HttpRequest, entry: Key, disclosure: UUID) -> HttpResponse:
    """The family has been told today."""
    actor, at = actor_of(request), now()
    row = entry_for(actor, entry, at=at)
    if not may_disclose(row, actor):
        raise PermissionDenied
    tell_family_of_disclosure(
        disclosure=disclosure_for(row, disclosure, actor), told_on=day_of(at), actor=actor, at=at
    )  # fmt: skip
    messages.success(request, str(_("Noted. The family can read it on their own page from now.")))
    return redirect("plans:entry", entry=entry)
