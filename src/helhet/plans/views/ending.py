"""Consent taken back, the plan closed, a new one begun."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhet.access.conditions import may_take_back
from helhet.access.models import ConsentAnswer
from helhet.core import guides
from helhet.core.doing import Act
from helhet.core.guides import StepAction
from helhet.core.moments import day_of
from helhet.core.plan import PlanStatus
from helhet.people.models import Person, Service
from helhet.people.queries import family_of, services_around
from helhet.plans.actions.closing import ClosingRefused, close_plan, reopen_plan
from helhet.plans.actions.consent import keep_back, withdraw
from helhet.plans.actions.writing import Said
from helhet.plans.forms.ending import WHOLE, Close, Reopen, Withdraw
from helhet.plans.forms.ending import KeepBack as KeepBackForm
from helhet.plans.queries.deadlock import deadlock_that_waits
from helhet.plans.queries.find import is_open, people_in_services, services_known
from helhet.plans.views.step import StepView
from helhet.web.forms import Form


class _FamilySays(StepView):
    """Something one of the family has said about the consent, written down at once."""

    save = _("Record it")
    done = _("Recorded. It holds from now.")

    def family(self) -> list[Person]:
        """Whose word it is: whoever answers for the child, and the child."""
        return list(dict.fromkeys([*family_of(self.plan.child, on=day_of(self.at)), self.plan.child]))

    def inside(self) -> list[Service]:
        """The services the consent is open to today."""
        return services_known(self.plan, self.actor, day_of(self.at))

    def where(self) -> str:
        """Back to the plan, unless what was said has shut the writer out of it."""
        here = is_open(self.plan, self.actor, on=day_of(self.at))
        return reverse("plans:plan", kwargs={"plan": self.plan.key}) if here else reverse("plans:list")

    def one_of_the_family(self, form: Form) -> Person:
        """Whoever said it."""
        return next(one for one in self.family() if one.pk == UUID(form.cleaned_data["by"]))


class TakeBack(_FamilySays):
    """Consent taken back, for one service or for all."""

    act = Act.RECORD_WITHDRAWAL
    title = _("Record that consent is taken back")
    lead = _("The family need not say why. It costs them nothing, and nobody is told a reason.")

    def family(self) -> list[Person]:
        return may_take_back(child=self.plan.child, matter=self.plan.pk, on=day_of(self.at))

    def form(self, data: Any = None) -> Form:
        return Withdraw(data, family=self.family(), inside=self.inside())

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        what = values["what"]
        withdraw(
            plan=self.plan,
            by=self.one_of_the_family(form),
            service=None if what == WHOLE else next(s for s in self.inside() if s.pk == UUID(what)),
            channel=ConsentAnswer.Channel(values["channel"]),
            actor=self.actor,
            at=self.at,
        )


class KeepBack(_FamilySays):
    """An exception: a kind of information, a service or a person the family keeps something from."""

    act = Act.RECORD_EXCEPTION
    title = _("Record what the family keeps back")
    lead = _("An exception beats the consent. The one it is kept from is not told that there is one.")

    def form(self, data: Any = None) -> Form:
        inside = self.inside()
        people = people_in_services(inside, on=day_of(self.at))
        return KeepBackForm(data, family=self.family(), inside=inside, people=people)

    def perform(self, form: Form) -> None:
        kind, _sep, pk = form.cleaned_data["who"].partition(":")
        inside = self.inside()
        people = {who.pk: who for who, _where in people_in_services(inside, on=day_of(self.at))}
        keep_back(
            plan=self.plan,
            by=self.one_of_the_family(form),
            service=next(s for s in inside if s.pk == UUID(pk)) if kind == "service" else None,
            worker=people[UUID(pk)] if kind == "worker" else None,
            information_type=form.cleaned_data["information_type"],
            actor=self.actor,
            at=self.at,
        )


STUCK = _("The plan is said to be stuck. Write down the answer the family waits for first.")


class ClosePlan(StepView):
    """The last words, and then it is read only."""

    act, step = Act.CLOSE, StepAction.PLAN_CLOSE
    title, save, done = _("Close the plan"), _("Close the plan"), _("The plan is closed.")
    template = "plans/close.html"
    refusals = (ClosingRefused,)
    words = {
        "family_words_missing": ("family_words", Close.missing["family"]),
        "child_words_missing": ("child_words", Close.missing["child"]),
        "deadlock_waits": (None, STUCK),
    }

    def form(self, data: Any = None) -> Form:
        return Close(data, guide=self.guide)

    def context(self) -> dict[str, Any]:
        return {"waits": STUCK if self.plan.state is PlanStatus.ACTIVE and deadlock_that_waits(self.plan) else ""}

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        close_plan(
            plan=self.plan,
            reason=values["reason"],
            family=Said(values["family_words"], values["family_none"]),
            child=Said(values["child_words"], values["child_none"]),
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
        levels = {one.code for one in guide.plan_levels}
        level = self.plan.level if self.plan.level in levels else guide.log_opens_at
        return Reopen(data, guide=guide, initial={"level": level})

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
