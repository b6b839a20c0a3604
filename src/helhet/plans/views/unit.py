"""The leader's page: the unit's people and batons, cover during absence, and when somebody has left."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from helhet.access.current import actor_of
from helhet.core.moments import day_of
from helhet.plans.actions.staff import StaffRefused, end_membership, set_cover
from helhet.plans.forms.unit import REFUSED, CoverForm, LeftForm
from helhet.plans.queries.unit import Mark, batons_of, led_service, members_of, place_in, unit_page
from helhet.web.clock import now
from helhet.web.pager import day, from_day, row
from helhet.web.refusals import refuse

LATE: dict[str, Promise] = {
    "consent_answer": gettext_lazy("The family's answer about consent"),
    "consent_renew": gettext_lazy("The consent must be given anew"),
    "measure_first": gettext_lazy("The first measure should have begun"),
    "evaluation_due": gettext_lazy("Evaluation with the family"),
    "child_view_before": gettext_lazy("Talk with the child before the meeting"),
    "offer_answer": gettext_lazy("Answer to the question about the baton"),
    "invitation_answer": gettext_lazy("Answer to an invitation"),
    "close_after_withdrawal": gettext_lazy("Close a plan after the consent was taken back"),
    "deadlock_leaders": gettext_lazy("A plan is stuck: the leaders find a way"),
    "deadlock_answer": gettext_lazy("A plan is stuck: an answer is due"),
    "deadlock_follow_up": gettext_lazy("See whether what was decided has happened"),
}
"""What is late, as said to somebody other than the one it waits for."""


class Unit(View):
    """The unit, with the form for cover."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _unit(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, at = actor_of(request), now()
        service = led_service(actor)
        members = members_of(service, day_of(at))
        form = CoverForm(request.POST, members=members)
        if form.is_valid():
            who = {str(one.worker_id): one.worker for one in members}
            try:
                cover = set_cover(
                    absent=who[form.cleaned_data["absent"]],
                    covered_by=who[form.cleaned_data["covered_by"]],
                    service=service,
                    from_on=form.cleaned_data["from_on"],
                    until_on=form.cleaned_data["until_on"],
                    actor=actor,
                    at=at,
                )
            except StaffRefused as error:
                refuse(form, error, REFUSED)
            else:
                told = _("%(name)s stands in for %(away)s.")
                messages.success(request, told % {"name": cover.covered_by.name, "away": cover.absent.name})
                return redirect("plans:unit")
        return _unit(request, form, status=422)


class Left(View):
    """Somebody has left the unit: first what will happen, then the button."""

    def get(self, request: HttpRequest, membership: UUID) -> HttpResponse:
        return _left(request, membership, LeftForm())

    def post(self, request: HttpRequest, membership: UUID) -> HttpResponse:
        actor, at = actor_of(request), now()
        place = place_in(led_service(actor), membership, day_of(at))
        form = LeftForm(request.POST)
        form.is_valid()
        try:
            end_membership(membership=place, actor=actor, at=at)
        except StaffRefused as error:
            refuse(form, error, REFUSED)
            return _left(request, membership, form, status=422)
        messages.success(request, _("%(name)s is no longer in the unit.") % {"name": place.worker.name})
        return redirect("plans:unit")


def _unit(request: HttpRequest, form: CoverForm | None = None, *, status: int = 200) -> HttpResponse:
    first, after = day(request.GET.get("from", "")), row(request.GET.get("after", ""))
    page = unit_page(actor_of(request), at=now(), after=Mark(first, after) if first and after else None)
    more = from_day(*page.more) + "#held" if page.more else None
    form = form or CoverForm(members=tuple(one.membership for one in page.people))
    context = {"page": page, "more": more, "form": form, "late": LATE, "here": "unit"}
    return render(request, "plans/unit.html", context, status=status)


def _left(request: HttpRequest, membership: UUID, form: LeftForm, *, status: int = 200) -> HttpResponse:
    place = place_in(led_service(actor_of(request)), membership, day_of(now()))
    context = {"place": place, "batons": batons_of(place), "form": form, "here": "unit"}
    return render(request, "plans/unit_left.html", context, status=status)
