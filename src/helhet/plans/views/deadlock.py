"""The plan is stuck: saying so, taking it to those who decide, writing down the answer, and what came of it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from helhet.access.current import actor_of
from helhet.core.deadlock import WAITS, Cause, DeadlockRefused, DeadlockState, DecidedBy, Outcome
from helhet.core.doing import Act, NotYours
from helhet.core.moments import day_of
from helhet.people.keys import Key
from helhet.plans.actions.deadlock import (
    Case,
    answer_deadlock,
    follow_up_deadlock,
    raise_deadlock,
    take_to_body,
)
from helhet.plans.actions.writing import Said
from helhet.plans.forms.deadlock import Answer, Describe, FollowUp, Raise
from helhet.plans.models import Deadlock
from helhet.plans.queries.deadlock import deadlock_at, deadlock_that_waits, require_known, told_of
from helhet.plans.queries.doors import plan_for
from helhet.plans.queries.find import services_family_knows
from helhet.plans.queries.roles import roles_of, stands_outside
from helhet.plans.views.step import StepView
from helhet.plans.words import OUTCOME
from helhet.web.clock import now
from helhet.web.forms import Form

NOT_NOW = _("Somebody has written this down already. Go back to the plan to see it.")
NOT_DESCRIBED = _("Write first what is stuck, and what the child and the family want.")


class _Stuck(StepView):
    """A step with the body that decides beside it. The family reads what is written, and so who has."""

    template = "plans/deadlock.html"
    refusals = (DeadlockRefused,)
    act: ClassVar[Act]

    def check(self) -> None:
        super().check()
        require_known(self.act, self.plan, self.actor, day_of(self.at))


class _About(_Stuck):
    """A step with one deadlock: a plan can have an answer to see to, and be stuck again."""

    reached: frozenset[DeadlockState]
    """How far it has come, where there is a page for it. Whoever is too late with what they wrote is told so there."""
    deadlock: Deadlock

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.key: Key = kwargs.pop("deadlock")
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        super().check()
        self.deadlock = deadlock_at(self.plan, self.key)

    def get(self, request: HttpRequest) -> HttpResponse:
        if self.deadlock.state not in self.reached or not self.deadlock.described:
            raise Http404
        return super().get(request)

    def told(self) -> dict[str, Any]:
        """What is told of it so far, as far as this reader may see it: it stands above the form that answers it."""
        roles = roles_of(self.plan, self.actor, day_of(self.at))
        return {
            "one": told_of(self.deadlock, self.plan, self.actor, at=self.at),
            "outside": stands_outside(roles),
            "outcomes": OUTCOME,
        }


class SayStuck(_Stuck):
    """Say that the plan is stuck; or describe it, where the program has found that nobody takes the baton."""

    act = Act.RAISE_DEADLOCK
    title, save = _("The plan is stuck"), _("Save, and ask for an answer")
    lead = _("Anyone who takes part may say so. You are to have an answer, and the family can read it.")
    done = _("Written down. The leader of the unit that holds the baton is told, and the family can see it.")
    words = {
        "waits": (None, _("The plan is said to be stuck already, and an answer is waited for.")),
        "situation_missing": ("situation", _("Write what is stuck.")),
        "family_words_missing": ("family_words", Describe.missing["family"]),
        "child_words_missing": ("child_words", Describe.missing["child"]),
    }

    def check(self) -> None:
        super().check()
        self.waits = deadlock_that_waits(self.plan)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Whoever comes when it is said already is told so before they write it anew."""
        if self.waits and self.waits.described:
            messages.info(request, str(self.words["waits"][1]))
            return redirect(self.where())
        return super().get(request)

    def form(self, data: Any = None) -> Form:
        return Describe(data) if self.waits else Raise(data)

    def context(self) -> dict[str, Any]:
        return {
            "found": self.waits is not None and not self.waits.described,
            "answer_days": self.guide.clock("deadlock_answer").days,
        }

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        raise_deadlock(
            plan=self.plan,
            cause=Cause(values.get("cause", Cause.BATON)),
            case=Case(
                situation=values["situation"],
                family=Said(values["family_words"], values["family_none"]),
                child=Said(values["child_words"], values["child_none"]),
            ),
            actor=self.actor,
            at=self.at,
        )


class AnswerStuck(_About):
    """Write down what is decided."""

    act = Act.ANSWER_DEADLOCK
    title, save = _("The answer"), _("Save the answer")
    lead = _("Write what was decided, as you would say it to the family.")
    done = _("The answer is written down. The family can read it.")
    reached = WAITS
    words = {
        "not_now": (None, NOT_NOW),
        "not_described": (None, NOT_DESCRIBED),
        "outside_consent": ("coordinator", _("The family has not consented to this service. Ask them first.")),
    }

    def form(self, data: Any = None) -> Form:
        self.inside = services_family_knows(self.plan, day_of(self.at))
        return Answer(data, guide=self.guide, inside=self.inside)

    def context(self) -> dict[str, Any]:
        return self.told()

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        answer_deadlock(
            deadlock=self.deadlock,
            decided_by=DecidedBy(values["decided_by"]),
            coordinator=next((one for one in self.inside if str(one.pk) == values["coordinator"]), None),
            words=values["answer"],
            actor=self.actor,
            at=self.at,
        )


class FollowUpStuck(_About):
    """Has what was decided happened?"""

    act = Act.FOLLOW_UP_DEADLOCK
    title, save = _("What came of the answer?"), _("Save")
    lead = _("Ask the child and the family before you write.")
    done = _("Written down. The family can see it.")
    reached = frozenset({DeadlockState.ANSWERED})
    words = {"not_now": (None, NOT_NOW)}

    def form(self, data: Any = None) -> Form:
        return FollowUp(data)

    def context(self) -> dict[str, Any]:
        return self.told()

    def perform(self, form: Form) -> None:
        follow_up_deadlock(
            deadlock=self.deadlock,
            outcome=Outcome(form.cleaned_data["outcome"]),
            words=form.cleaned_data["words"],
            actor=self.actor,
            at=self.at,
        )


@require_POST
def take(request: HttpRequest, plan: Key, deadlock: Key) -> HttpResponse:
    """The leaders found no way: those who decide have it from now."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    try:
        take_to_body(deadlock=deadlock_at(row, deadlock), actor=actor, at=at)
    except (NotYours, DeadlockRefused) as error:
        raise PermissionDenied from error
    messages.success(request, gettext("Noted: those who decide have it. The family can see it."))
    return redirect("plans:plan", plan=plan)
