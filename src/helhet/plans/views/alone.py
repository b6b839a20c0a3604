"""Asking the child alone about what is rightly kept from the parents, and taking it back. Nobody else learns of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhet.access.actions.asking import Scope
from helhet.access.models import ConsentAnswer
from helhet.core.moments import day_of
from helhet.people.models import Service
from helhet.people.queries import services_around
from helhet.plans.actions.consent import take_back_alone
from helhet.plans.actions.opening import ask_child
from helhet.plans.forms.alone import AskAlone as AskAloneForm
from helhet.plans.queries.find import asked_alone
from helhet.plans.queries.roles import may_ask_child_alone
from helhet.plans.views.step import StepView
from helhet.web.forms import Form

HALF_A_YEAR = timedelta(days=182)


class AskAlone(StepView):
    """For health personnel who take part, while the child is of the age at which it answers alone."""

    title, save = _("Ask the child alone"), _("Ask the child")
    lead = _(
        "For a health matter the child does not want the parents to know of, and is rightly kept from them. Neither "
        "they nor others in the plan learn that you ask, or what the answer is."
    )
    done = _("Asked. Record the answer here when the child has given it.")
    template = "plans/ask_alone.html"

    def check(self) -> None:
        if not may_ask_child_alone(self.plan, self.actor, day_of(self.at)):
            raise PermissionDenied

    def around(self) -> list[Service]:
        """The services the child can let in: all but the one that asks."""
        return [one for one in services_around(self.plan.municipality_id) if one.pk != self.actor.service]

    def form(self, data: Any = None) -> Form:
        on = day_of(self.at)
        return AskAloneForm(data, around=self.around(), on=on, initial={"until_on": on + HALF_A_YEAR})

    def context(self) -> dict[str, Any]:
        return {"asked": asked_alone(self.plan)}

    def where(self) -> str:
        return reverse("plans:ask_alone", kwargs={"plan": self.plan.key})

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        ask_child(
            plan=self.plan,
            scope=Scope(
                purpose=values["purpose"],
                lines={UUID(one): ["health"] for one in values["service"]},
                from_on=day_of(self.at),
                until_on=values["until_on"],
            ),
            reason=values["reason"],
            actor=self.actor,
            at=self.at,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        taken_back = request.POST.get("take_back")
        if taken_back is None:
            return super().post(request)
        consent = next((one for one in asked_alone(self.plan) if str(one.pk) == taken_back), None)
        if consent is None:
            raise Http404
        take_back_alone(
            plan=self.plan, consent=consent, channel=ConsentAnswer.Channel.ORAL, actor=self.actor, at=self.at
        )
        messages.success(request, str(_("Taken back. It holds from now.")))
        return redirect(self.where())
