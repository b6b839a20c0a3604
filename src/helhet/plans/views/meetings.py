"""Planning a meeting, and concluding it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from helhet.core.doing import Act
from helhet.core.guides import StepAction
from helhet.core.moments import day_of
from helhet.plans.actions.meetings import (
    ChildView,
    MeetingRefused,
    NextStep,
    conclude_evaluation,
    conclude_planning,
    plan_meeting,
)
from helhet.plans.forms.meeting import ConcludeEvaluation, ConcludePlanning, PlanMeeting
from helhet.plans.models import Evaluation, Meeting
from helhet.plans.queries.find import child_waits, waiting_meeting, workers_of
from helhet.plans.queries.reading import agreed_beforehand_for
from helhet.plans.queries.work import goals_shown, running
from helhet.plans.views.step import StepView
from helhet.web.forms import Form

REFUSED = {
    "day_has_passed": ("held_on", _("Choose today or a later day.")),
    "waits": ("kind", _("A meeting of this kind is planned already. Conclude it first.")),
    "not_in_plan": ("asks_child", _("Only someone who takes part in the plan can do this.")),
    "concluded": (None, _("This meeting is concluded already.")),
    "not_planning": (None, _("This is not a planning meeting.")),
    "not_evaluation": (None, _("This is not an evaluation.")),
    "next_day_missing": ("next_evaluation_on", _("Set the next day before you leave the meeting.")),
    "next_day_has_passed": ("next_evaluation_on", _("Choose a day after today.")),
    "no_such_level": ("decision", _("There is no further level this way.")),
    "effect_missing": (None, _("Say of every measure how it has worked.")),
    "not_done_needs_reason": (None, _("Say why the measure was not done. It tells which help is missing.")),
    "child_words_missing": ("child_words", _("Write what the child said, in the child's words.")),
    "needs_words": ("not_asked_words", _("Say in words why nobody has asked the child.")),
    "reason_missing": ("not_asked_reason", _("Choose why nobody has asked the child.")),
    "level_reason_missing": ("level_reason", _("Choose why the level changes.")),
}


class NewMeeting(StepView):
    """Set the day, and who talks with the child before it."""

    act, step = Act.PLAN_MEETING, StepAction.MEETING_PLAN
    title, save, done = _("Plan a meeting"), _("Plan the meeting"), _("The meeting is planned.")
    refusals, words = (MeetingRefused,), REFUSED

    def form(self, data: Any = None) -> Form:
        return PlanMeeting(
            data,
            people=workers_of(self.plan, self.actor, day_of(self.at)),
            initial={"held_on": self.plan.next_evaluation_on, "kind": Meeting.Kind.EVALUATION},
        )

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        plan_meeting(
            plan=self.plan,
            kind=Meeting.Kind(values["kind"]),
            held_on=values["held_on"],
            asks_child=next(
                one
                for one in workers_of(self.plan, self.actor, day_of(self.at))
                if one.pk == UUID(values["asks_child"])
            ),
            agreed_beforehand=values["agreed_beforehand"],
            actor=self.actor,
            at=self.at,
        )


class Conclude(StepView):
    """The log is the minutes. What the form asks for depends on the meeting."""

    act, step = Act.CONCLUDE_MEETING, StepAction.EVALUATION_CONCLUDE
    title, save, done = _("Conclude the meeting"), _("Conclude"), _("The meeting is concluded.")
    template = "plans/conclude.html"
    refusals, words = (MeetingRefused,), REFUSED

    @property
    def meeting(self) -> Meeting:
        """The meeting that waits to be concluded."""
        meeting = waiting_meeting(self.plan)
        if meeting is None:
            raise Http404
        return meeting

    def context(self) -> dict[str, Any]:
        meeting = self.meeting
        form = "evaluation" if meeting.kind == Meeting.Kind.EVALUATION else "meeting"
        return {
            "meeting": meeting,
            "child_waits": child_waits(meeting),
            "agreed_beforehand": agreed_beforehand_for(meeting, self.plan, self.actor, day_of(self.at)),
            "agenda": self.guide.form("meeting").fields,
            "kind": form,
        }

    def form(self, data: Any = None) -> Form:
        if self.meeting.kind == Meeting.Kind.PLANNING:
            return ConcludePlanning(data)
        goals = goals_shown(self.plan, self.actor, at=self.at)
        return ConcludeEvaluation(data, guide=self.guide, measures=running(goals))

    def perform(self, form: Form) -> None:
        values = form.cleaned_data
        if isinstance(form, ConcludePlanning):
            conclude_planning(
                meeting=self.meeting,
                minutes=values["minutes"],
                next_evaluation_on=values["next_evaluation_on"],
                actor=self.actor,
                at=self.at,
            )
            return
        assert isinstance(form, ConcludeEvaluation)
        not_asked = values["child_view"] == Evaluation.ChildView.NOT_ASKED
        conclude_evaluation(
            meeting=self.meeting,
            child=ChildView(
                how=Evaluation.ChildView(values["child_view"]),
                words=values["child_words"],
                not_asked_reason=values["not_asked_reason"] if not_asked else "",
                not_asked_words=values["not_asked_words"] if not_asked else "",
            ),
            family_words=values["family_words"],
            effects=form.effects(),
            not_done=form.not_done(),
            step=NextStep(
                decision=Evaluation.Decision(values["decision"]),
                reason=values["reason"],
                next_evaluation_on=values["next_evaluation_on"],
                level_reason=values["level_reason"],
            ),
            actor=self.actor,
            at=self.at,
        )
