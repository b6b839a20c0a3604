"""Goals, measures, notes."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhet.access.lookup import Lookup
from helhet.access.statement import padded
from helhet.core.doing import Act
from helhet.core.guides import StepAction
from helhet.core.law.periods import age_on
from helhet.core.law.regimes import Regime, regime_of_service
from helhet.core.moments import day_of
from helhet.core.services import ServiceType
from helhet.measures.queries import measures_to_choose
from helhet.people.models import Person, Service, Worker
from helhet.people.queries import family_of, guardianships_of, services_around
from helhet.plans.actions.work import MeasureRefused, add_goal, propose_measure
from helhet.plans.actions.writing import write_entry
from helhet.plans.forms.work import Goal, Measure, Note
from helhet.plans.models import Entry
from helhet.plans.queries.find import goal_in, services_inside, workers_of
from helhet.plans.queries.work import goals_shown
from helhet.plans.views.step import StepView
from helhet.web.forms import Form


class AddGoal(StepView):
    """What is to be reached."""

    act, step = Act.ADD_GOAL, StepAction.GOAL_ADD
    title, save, done = _("Add a goal"), _("Add the goal"), _("The goal is in the plan.")

    def form(self, data: Any = None) -> Form:
        return Goal(data)

    def perform(self, form: Form) -> None:
        add_goal(
            plan=self.plan,
            text=form.cleaned_data["text"],
            information_type=form.cleaned_data["information_type"],
            words_of=Entry.WordsOf(form.cleaned_data["words_of"]),
            actor=self.actor,
            at=self.at,
        )


class AddMeasure(StepView):
    """Who does what by when."""

    act, step = Act.PROPOSE_MEASURE, StepAction.MEASURE_ADD
    title, save = _("Add a measure"), _("Add the measure")
    done = _("The measure is in the plan. It runs when the one responsible has said yes.")
    done_by_me = _("The measure is in the plan, and you have taken it on.")
    template = "plans/measure.html"
    refusals = (MeasureRefused,)
    words = {
        "day_has_passed": ("evaluate_on", _("Choose a day that has not been yet.")),
        "not_in_plan": ("responsible", _("Only someone who takes part in the plan can take it on.")),
        "goal_elsewhere": ("goal", _("This goal has ended.")),
        "not_in_register": ("known", _("This measure can no longer be chosen.")),
    }

    def people(self) -> list[Worker | Person]:
        """The workers in the plan, the child or young person, the adults at home."""
        family = family_of(self.plan.child, on=day_of(self.at))
        return [*workers_of(self.plan, self.actor, day_of(self.at)), *dict.fromkeys([self.plan.child, *family])]

    def age(self) -> int | None:
        """The child's age in whole years, -1 before birth; None where it is not known."""
        born, on = self.plan.child.born_on, day_of(self.at)
        if born is None:
            return None
        return age_on(born, on) if born <= on else -1

    def form(self, data: Any = None) -> Form:
        goals = goals_shown(self.plan, self.actor, at=self.at)
        return Measure(
            data,
            guide=self.guide,
            goals=[(str(one.goal.pk), one.text.entry.text) for one in goals if not one.goal.ended_at],
            people=self.people(),
            known=measures_to_choose(self.age()),
            initial={"evaluate_on": self.plan.next_evaluation_on},
        )

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        measure = propose_measure(
            plan=self.plan,
            goal=goal_in(self.plan, UUID(values["goal"])),
            text=values["text"],
            information_type=values["information_type"],
            arena=values["arena"],
            evaluate_on=values["evaluate_on"],
            responsible=next(one for one in self.people() if str(one.pk) == values["responsible"]),
            known=values["known"],
            actor=self.actor,
            at=self.at,
        )
        self.said = self.done_by_me if measure.worker_id == self.actor.id else self.done


GOES_ALONG = [kind for kind in ServiceType if regime_of_service(kind) is not Regime.GENERAL]
"""The kinds of services whose rule of secrecy goes along with what they tell."""
AROUND = Lookup(
    lambda of: (
        services_around(of["municipality"])
        .exclude(pk=of["own"])
        .filter(Q(type__in=GOES_ALONG) | Q(pk__in=of["inside"]))
    ),
    municipality=UUID,
    own=UUID,
    inside=UUID,
)


class Write(StepView):
    """Something short for the log."""

    act = Act.WRITE
    title, save, done = _("Write in the plan"), _("Add to the plan"), _("It is in the plan.")
    lead = _("Short: what was agreed or seen. The family reads it too.")

    @cached_property
    def adults(self) -> list[Person]:
        """The adults around the child, whatever their responsibility."""
        return [tie.guardian for tie in guardianships_of(self.plan.child)]

    @cached_property
    def around(self) -> list[Service]:
        """The services something can have been told by: those in the plan, and those whose secrecy goes along with it.

        A large municipality has hundreds of schools and kindergartens; what one outside the plan told goes without it.
        """
        assert self.actor.service is not None, "who writes in a plan does so for a service"
        inside = padded(sorted(services_inside(self.plan)))
        return AROUND.rows(municipality=self.plan.municipality_id, own=self.actor.service, inside=inside)

    def form(self, data: Any = None) -> Form:
        return Note(data, child=self.plan.child, adults=lambda: self.adults, around=lambda: self.around)

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        adults, around = self.adults if values["about"] else (), self.around if values["source"] else ()
        about = next((one for one in adults if str(one.pk) == values["about"]), None)
        source = next((one for one in around if str(one.pk) == values["source"]), None)
        write_entry(
            plan=self.plan,
            kind=Entry.Kind(values["kind"]),
            information_type=values["information_type"],
            text=values["text"],
            words_of=Entry.WordsOf(values["words_of"]),
            about=about,
            third_party=values["third_party"],
            source=source,
            actor=self.actor,
            at=self.at,
        )
