"""From a note to an active plan."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.access.actions.answering import AlreadyAnswered
from helhet.access.actions.asking import NobodyToAsk, Scope
from helhet.access.current import actor_of
from helhet.access.models import ConsentAnswer
from helhet.concerns.queries import concern_for, wrote
from helhet.core import guides
from helhet.core.doing import Act
from helhet.core.guides import StepAction
from helhet.core.law.who_consents import Capacity
from helhet.core.moments import day_of
from helhet.people.actions import change_contact, record_birth, record_guardian
from helhet.people.keys import Key
from helhet.people.models import Guardianship, Service
from helhet.people.queries import guardianships_of, services_around
from helhet.plans.actions.opening import ask_family, open_plan, record_answer
from helhet.plans.forms.opening import (
    MANY,
    Ask,
    ChooseServices,
    Contact,
    FindServices,
    Guardian,
    OpenPlan,
    RecordAnswer,
)
from helhet.plans.queries.doors import plan_for
from helhet.plans.queries.find import answer_in, covered_by, plan_begun
from helhet.plans.queries.reading import purpose_for
from helhet.plans.queries.roles import guide_of, may_ask_child_alone, may_do
from helhet.plans.views.step import StepView
from helhet.web.clock import now
from helhet.web.forms import Form

YEAR = timedelta(days=365)


def open_from_note(request: HttpRequest, note: Key) -> HttpResponse:
    """A wonder becomes a plan, if the family wants it. Nothing of the note goes along but whom it is about."""
    actor, at = actor_of(request), now()
    concern = concern_for(actor, note, at=at)
    if not wrote(concern, actor):
        raise PermissionDenied
    begun = plan_begun(concern.child, actor, on=day_of(at))
    if begun is not None:  # pressed twice, or come back to: who the child is, is the plan's by now
        return redirect("plans:plan", plan=begun.key)
    guide = guides.load(concern.guide, concern.guide_version)
    form = OpenPlan(
        request.POST or None,
        guide=guide,
        on=day_of(at),
        birth_known=bool(guardianships_of(concern.child)),
        initial={"born_on": concern.child.born_on, "level": guide.log_opens_at},
    )
    if form.is_valid():
        child = concern.child
        if "born_on" in form.cleaned_data:
            child = record_birth(child=child, born_on=form.cleaned_data["born_on"], actor=actor, at=at)
        plan = open_plan(
            child=child,
            service=concern.service,
            guide=guide,
            level=form.cleaned_data["level"],
            purpose=form.cleaned_data["purpose"],
            actor=actor,
            at=at,
        )
        return redirect("plans:guardians", plan=plan.key)
    steps = guide.steps_for(guide.log_opens_at, concern.service.service_type, StepAction.PLAN_OPEN)
    context = {"form": form, "note": concern, "guide": guide, "steps": steps, "here": "plans"}
    return render(request, "plans/open.html", context, status=422 if form.is_bound else 200)


class Guardians(StepView):
    """Who are the adults? Needed before anyone can be asked."""

    act = Act.ASK_CONSENT
    title = _("Who are the adults around the child?")
    lead = _("Everyone with parental responsibility is asked. Add them one at a time.")
    save = _("Add")
    done = _("Added.")
    template = "plans/guardians.html"

    def form(self, data: Any = None) -> Form:
        return Guardian(data)

    def context(self) -> dict[str, Any]:
        return {"guardians": guardianships_of(self.plan.child), "on": day_of(self.at)}

    def where(self) -> str:
        return reverse("plans:guardians", kwargs={"plan": self.plan.key})

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        record_guardian(
            child=self.plan.child,
            name=values["name"],
            relation=values["relation"],
            responsibility=Guardianship.Responsibility(values["responsibility"]),
            phone=values["phone"],
            email=values["email"],
            language=values["language"] or "nb",
            known_on=day_of(self.at),
            actor=self.actor,
            at=self.at,
        )


class ChangeContact(StepView):
    """A number or an address was wrong, or is new."""

    act = Act.ASK_CONSENT
    title, save, done = _("How is this adult reached?"), _("Save"), _("Saved.")
    template = "plans/contact.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.adult: Key = kwargs.pop("adult")
        return super().dispatch(request, *args, **kwargs)

    @property
    def tie(self) -> Guardianship:
        """The adult, and who it is to the child."""
        found = next((one for one in guardianships_of(self.plan.child) if one.key == self.adult), None)
        if found is None:
            raise Http404
        return found

    def form(self, data: Any = None) -> Form:
        adult = self.tie.guardian
        return Contact(data, initial={"phone": adult.phone, "email": adult.email, "language": adult.language})

    def context(self) -> dict[str, Any]:
        return {"tie": self.tie, "on": day_of(self.at), "back": self.where()}

    def where(self) -> str:
        return reverse("plans:guardians", kwargs={"plan": self.plan.key})

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        change_contact(
            tie=self.tie,
            phone=values["phone"],
            email=values["email"],
            language=values["language"] or self.tie.guardian.language,
            actor=self.actor,
            at=self.at,
        )


def ask(request: HttpRequest, plan: Key) -> HttpResponse:
    """Which services, what they may know, for what and how long: the question as the family will meet it."""
    actor, at = actor_of(request), now()
    row = plan_for(actor, plan, at=at)
    on, guide = day_of(at), guide_of(row)
    if Act.ASK_CONSENT not in may_do(row, actor, on):
        raise PermissionDenied
    around = list(services_around(row.municipality_id))
    begun = [str(row.service_id)] if not row.baton_id else []
    ticked = request.POST.getlist("service") if request.method == "POST" else begun
    looking = "look" in request.POST
    find = FindServices(request.POST) if len(around) >= MANY else None
    choosing = ChooseServices(
        None if looking else request.POST or None,
        around=find.among(around, ticked) if find else around,
        initial={"service": ticked},
    )
    context = {
        "plan": row,
        "guide": guide,
        "steps": guide.steps_for(row.level, row.service.service_type, StepAction.CONSENT_RECORD),
        "here": "plans",
    }
    if not choosing.is_valid():
        nothing = looking and find is not None and bool(find.part) and not any(map(find.found, around))
        status = 422 if choosing.is_bound else 200
        return render(
            request,
            "plans/ask_services.html",
            context | {"form": choosing, "find": find, "nothing": nothing},
            status=status,
        )
    wanted = {UUID(pk) for pk in choosing.cleaned_data["service"]}
    chosen = [service for service in around if service.pk in wanted]
    asked = Ask(
        request.POST if "purpose" in request.POST else None,
        chosen=chosen,
        adults=[tie.guardian for tie in guardianships_of(row.child)],
        guide=guide,
        on=on,
        begins=row.baton_id is None,
        initial={"purpose": purpose_for(row, actor, on), "from_on": on, "until_on": on + YEAR},
    )
    if asked.is_valid():
        try:
            ask_family(
                plan=row,
                scope=_scope(asked, chosen),
                child_informed=asked.cleaned_data["child_informed"],
                one_guardian_reason=asked.cleaned_data.get("one_guardian_reason", ""),
                actor=actor,
                at=at,
            )
        except NobodyToAsk as error:
            asked.add_error(None, str(_missing(error.capacity)))
        else:
            messages.success(request, _("Asked. Record the answers as they come."))
            return redirect("plans:plan", plan=plan)
    status = 422 if asked.is_bound else 200
    return render(request, "plans/ask.html", context | {"form": asked, "chosen": chosen}, status=status)


def _scope(form: Ask, chosen: list[Service]) -> Scope:
    values = form.cleaned_data
    first: date = values["from_on"]
    return Scope(
        purpose=values["purpose"],
        lines={service.pk: values[f"types_{service.pk}"] for service in chosen},
        from_on=first,
        until_on=values["until_on"],
        about_adults=form.about_adults,
    )


def _missing(capacity: Capacity) -> Promise:
    if capacity is Capacity.GUARDIANS_WITH_RESPONSIBILITY:
        return _("Nobody with parental responsibility is recorded. Add the adults first.")
    return _("Someone the law says must be asked is not recorded yet.")


class Answer(StepView):
    """What one of the family said or signed."""

    act = Act.RECORD_ANSWER
    step = StepAction.CONSENT_RECORD
    title = _("Record an answer")
    save = _("Save the answer")
    done = _("The answer is recorded.")
    template = "plans/answer.html"

    answer: ConsentAnswer

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.answer_key = kwargs.pop("answer")
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        """A question put to the child alone is there for those only who may put it."""
        if not answer_in(self.plan, self.answer_key).consent.hidden:
            super().check()
        elif not may_ask_child_alone(self.plan, self.actor, day_of(self.at)):
            raise Http404

    def where(self) -> str:
        alone = answer_in(self.plan, self.answer_key).consent.hidden
        return reverse("plans:ask_alone" if alone else "plans:plan", kwargs={"plan": self.plan.key})

    def form(self, data: Any = None) -> RecordAnswer:
        return RecordAnswer(data, answer=answer_in(self.plan, self.answer_key))

    def context(self) -> dict[str, Any]:
        answer = answer_in(self.plan, self.answer_key)
        return {"answer": answer, "covers": covered_by(answer)}

    def perform(self, form: Form) -> None:
        assert isinstance(form, RecordAnswer)
        answer = answer_in(self.plan, self.answer_key)
        record_answer(
            plan=self.plan,
            answer=answer,
            yes=form.yes,
            plan_yes=form.plan_yes,
            own_yes=form.own_said_yes,
            channel=ConsentAnswer.Channel(form.cleaned_data["channel"]),
            language=answer.giver.language if answer.giver else "nb",
            interpreter=form.cleaned_data["interpreter"],
            actor=self.actor,
            at=self.at,
        )

    refusals = (AlreadyAnswered,)
    words = {"answered": (None, _("This has been answered already."))}
