"""Child welfare has the care: written down, ended, and who the child lives with."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from helhet.access.current import actor_of
from helhet.core.actors import Actor
from helhet.core.doing import Act
from helhet.core.moments import day_of
from helhet.core.services import ServiceType
from helhet.people.keys import Key
from helhet.people.models import CareOrder, Service
from helhet.people.queries import care_order_of, carers_of, services_around
from helhet.plans.actions.care import CareRefused, end_care_order, record_care_order, record_carer
from helhet.plans.forms.care import Carer, EndCareOrder, RecordCareOrder
from helhet.plans.models import Plan
from helhet.plans.queries.doors import plan_for
from helhet.plans.queries.roles import can_be_in_care, may_do
from helhet.web.clock import now
from helhet.web.forms import Form
from helhet.web.refusals import refuse

REFUSALS = {
    "stands": ("from_on", _("A decision from this day, or a later one, is written down already.")),
    "not_child_welfare": ("service", _("Only a child welfare service can have the care.")),
    "ended": ("until_on", _("It has ended already.")),
    "ends_before_it_begins": ("until_on", _("The last day is before the first.")),
    "no_order": (None, _("Write down the decision first.")),
    "of_age": (None, _("The young person is of age.")),
}


def care(request: HttpRequest, plan: Key) -> HttpResponse:
    """One page: the decision that stands, or the form to write one down; its end; the carers."""
    actor, at = actor_of(request), now()
    row, on = plan_for(actor, plan, at=at), day_of(at)
    if Act.RECORD_CARE not in may_do(row, actor, on) or not can_be_in_care(row, on):
        raise PermissionDenied
    order = care_order_of(row.child, on=on)
    forms = _forms(row, order, at)
    sent = next((name for name in forms if name in request.POST), None)
    if sent is not None:
        form = forms[sent] = _forms(row, order, at, data=request.POST)[sent]
        if form.is_valid():
            try:
                _perform(sent, form, row, order, actor=actor, at=at)
            except CareRefused as error:
                refuse(form, error, REFUSALS)
            else:
                messages.success(request, str(_("Written down.")))
                return redirect("plans:care", plan=plan)
    context = forms | {
        "plan": row,
        "order": order,
        "carers": carers_of(row.child, on=on),
        "here": "plans",
    }
    return render(request, "plans/care.html", context, status=422 if sent else 200)


def _forms(plan: Plan, order: CareOrder | None, at: datetime, *, data: Any = None) -> dict[str, Form]:
    """The forms the page has today, by the name of the button that sends each."""
    if order is None:
        return {"record": RecordCareOrder(data, around=_child_welfare(plan), initial={"from_on": day_of(at)})}
    forms: dict[str, Form] = {"carer": Carer(data)}
    if order.until_on is None:
        forms["end"] = EndCareOrder(data, on=day_of(at))
    return forms


def _child_welfare(plan: Plan) -> list[Service]:
    return [one for one in services_around(plan.municipality_id) if one.service_type is ServiceType.CHILD_WELFARE]


def _perform(name: str, form: Form, plan: Plan, order: CareOrder | None, *, actor: Actor, at: datetime) -> None:
    values = form.cleaned_data
    if name == "record":
        record_care_order(
            plan=plan,
            kind=CareOrder.Kind(values["kind"]),
            service=next(one for one in _child_welfare(plan) if one.pk == UUID(values["service"])),
            from_on=values["from_on"],
            hidden_place=values["hidden_place"],
            actor=actor,
            at=at,
        )
    elif name == "end":
        assert order is not None
        end_care_order(plan=plan, order=order, until_on=values["until_on"], actor=actor, at=at)
    else:
        record_carer(
            plan=plan,
            name=values["name"],
            relation=values["relation"],
            phone=values["phone"],
            email=values["email"],
            language=values["language"] or "nb",
            actor=actor,
            at=at,
        )
