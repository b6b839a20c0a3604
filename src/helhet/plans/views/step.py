"""One step in a plan: the guide beside it, a form, one action. Every page that changes a plan is one of these."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.views import View

from helhet.access.current import actor_of
from helhet.core.actors import Actor
from helhet.core.doing import Act, NotYours
from helhet.core.guides import GuidePack, StepAction
from helhet.core.moments import day_of
from helhet.core.plan import WrongState
from helhet.people.keys import Key
from helhet.plans.models import Plan
from helhet.plans.queries.doors import plan_for
from helhet.plans.queries.roles import guide_of, require
from helhet.web.clock import now
from helhet.web.forms import Form
from helhet.web.refusals import Coded, refuse


class StepView(View):
    """Subclasses name the act, the form and the words, and call the action in `perform`."""

    act: ClassVar[Act | None] = None
    step: ClassVar[StepAction | None] = None
    title: ClassVar[Promise]
    lead: ClassVar[Promise | str] = ""
    save: ClassVar[Promise]
    done: ClassVar[Promise]
    said: Promise | None = None
    """What `perform` found to say of what was done, where it is not always the same."""
    refusals: ClassVar[type[Exception] | tuple[type[Exception], ...]] = ()
    words: ClassVar[Mapping[str, tuple[str | None, Promise]]] = {}
    template = "plans/step.html"

    actor: Actor
    at: datetime
    plan: Plan
    guide: GuidePack

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Through the door, then: is it theirs to do?"""
        self.actor, self.at = actor_of(request), now()
        key: Key = kwargs.pop("plan")
        self.plan = plan_for(self.actor, key, at=self.at)
        self.guide = guide_of(self.plan)
        try:
            self.check()
            return super().dispatch(request, *args, **kwargs)
        except (NotYours, WrongState) as error:
            raise PermissionDenied from error

    def check(self) -> None:
        """Raise unless it is theirs to do: as the act says, or as a page that is for fewer says itself."""
        if self.act:
            require(self.act, self.plan, self.actor, day_of(self.at))

    def form(self, data: Any = None) -> Form:
        """The step's form, empty or with what was sent."""
        raise NotImplementedError

    def perform(self, form: Form) -> None:
        """Call the action. A refusal of the kinds in `refusals` goes back into the form."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """What the page shows besides the form."""
        return {}

    def where(self) -> str:
        """The address to go to when it is done."""
        return reverse("plans:plan", kwargs={"plan": self.plan.key})

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.perform(form)
            except self.refusals as error:
                refuse(form, _coded(error), self.words)
            else:
                messages.success(request, str(self.said or self.done))
                return redirect(self.where())
        return self.page(request, form, status=422)

    def page(self, request: HttpRequest, form: Form, *, status: int = 200) -> HttpResponse:
        """The form with the guide beside it."""
        steps = (
            self.guide.steps_for(self.plan.level, self.actor.service_type, self.step)
            if self.step and self.actor.service_type
            else ()
        )
        page = {
            "title": self.title,
            "lead": self.lead,
            "save": self.save,
            "form": form,
            "plan": self.plan,
            "guide": self.guide,
            "steps": steps,
            "here": "plans",
        }
        return render(request, self.template, page | self.context(), status=status)


def _coded(error: Exception) -> Coded:
    assert hasattr(error, "code"), "a refusal says why"
    return error
