"""Consent taken back, the plan closed, a new one begun."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhet.access.conditions import services_open_to
from helhet.access.models import ConsentAnswer
from helhet.core import guides
from helhet.core.doing import Act
from helhet.core.guides import StepAction
from helhet.core.moments import day_of
from helhet.people.models import Person, Service
from helhet.people.queries import family_of, services_around
from helhet.plans.actions.closing import ClosingRefused, LastWords, close_plan, reopen_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.forms.ending import WHOLE, Close, Reopen, Withdraw
from helhet.plans.views.step import StepView
from helhet.web.forms import Form


class TakeBack(StepView):
    """Somebody in the family has said that they take the consent back. Write it down at once."""

    act = Act.RECORD_WITHDRAWAL
    title, save = _("Record that consent is taken back"), _("Record it")
    lead = _("The family need not say why. It costs them nothing, and nobody is told a reason.")
    done = _("Recorded. It holds from now.")

    def family(self) -> list[Person]:
        """Everyone who can take it back: whoever answers for the child, and the child who has said yes."""
        return list(dict.fromkeys([*family_of(self.plan.child, on=day_of(self.at)), self.plan.child]))

    def inside(self) -> list[Service]:
        """The services the consent is open to today."""
        open_to = services_open_to(municipality=self.plan.municipality_id, matter=self.plan.pk, on=day_of(self.at))
        return [one for one in services_around(self.plan.municipality_id) if one.pk in open_to]

    def form(self, data: Any = None) -> Form:
        return Withdraw(data, family=self.family(), inside=self.inside())

    def where(self) -> str:
        return reverse("plans:list")

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        what = values["what"]
        withdraw(
            plan=self.plan,
            by=next(one for one in self.family() if one.pk == UUID(values["by"])),
            service=None if what == WHOLE else next(s for s in self.inside() if s.pk == UUID(what)),
            channel=ConsentAnswer.Channel(values["channel"]),
            actor=self.actor,
            at=self.at,
        )


class ClosePlan(StepView):
    """The last words, and then it is read only."""

    act, step = Act.CLOSE, StepAction.PLAN_CLOSE
    title, save, done = _("Close the plan"), _("Close the plan"), _("The plan is closed.")
    refusals = (ClosingRefused,)
    words = {
        "family_words_missing": ("family_words", _("Write the family's last words, or why there are none.")),
        "child_words_missing": ("child_words", _("Write the child's last words, or why there are none.")),
    }

    def form(self, data: Any = None) -> Form:
        return Close(data, guide=self.guide)

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        close_plan(
            plan=self.plan,
            reason=values["reason"],
            family=LastWords(values["family_words"], values["family_none"]),
            child=LastWords(values["child_words"], values["child_none"]),
            actor=self.actor,
            at=self.at,
        )


class BeginAnew(StepView):
    """A new plan, linked to the closed one, with a new question to the family."""

    act = Act.REOPEN
    title, save = _("Begin a new plan"), _("Prepare the new plan")
    lead = _("The closed plan stays as it is. The family is asked anew.")
    done = _("The new plan is prepared. Ask the family next.")

    def form(self, data: Any = None) -> Form:
        guide = guides.current(self.guide.code, day_of(self.at))
        return Reopen(data, guide=guide, initial={"level": guide.log_opens_at})

    def perform(self, form: Form) -> None:
        service = next(one for one in services_around(self.plan.municipality_id) if one.pk == self.actor.service)
        self.anew = reopen_plan(
            plan=self.plan,
            service=service,
            guide=guides.current(self.guide.code, day_of(self.at)),
            level=form.cleaned_data["level"],
            purpose=form.cleaned_data["purpose"],
            actor=self.actor,
            at=self.at,
        )

    def where(self) -> str:
        return reverse("plans:plan", kwargs={"plan": self.anew.key})
