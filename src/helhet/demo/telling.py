"""How a story about one plan is told: each line is one thing somebody did, so many days ago, by its real action."""

from collections.abc import Mapping
from datetime import timedelta

from helhet.access.actions.asking import Scope
from helhet.access.actions.taking_back import make_exception
from helhet.access.models import Consent, ConsentAnswer
from helhet.core.deadlock import Cause, DecidedBy, Outcome
from helhet.core.hiding import HiddenFrom
from helhet.core.moments import day_of
from helhet.demo.stage import Stage
from helhet.people.actions import record_guardian
from helhet.people.models import CareOrder, Guardianship, Person
from helhet.plans.actions.baton import accept_baton, decline_baton, offer_baton
from helhet.plans.actions.care import record_care_order, record_carer
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.deadlock import Case, answer_deadlock, follow_up_deadlock, raise_deadlock, take_to_body
from helhet.plans.actions.disclosing import disclose
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.meetings import (
    ChildView,
    NextStep,
    conclude_evaluation,
    conclude_planning,
    plan_meeting,
)
from helhet.plans.actions.opening import ask_child, ask_family, open_plan, record_answer
from helhet.plans.actions.services import accept_invitation, decline_invitation, invite_service, record_first_contact
from helhet.plans.actions.work import accept_measure, add_goal, propose_measure
from helhet.plans.actions.writing import Said, write_entry
from helhet.plans.models import (
    BatonOffer,
    Deadlock,
    Entry,
    Evaluation,
    Goal,
    Measure,
    MeasureEffect,
    Meeting,
    Participation,
    Plan,
)

BASIC = ("agreement", "school", "home", "child_voice")
"""What a service most often is let in to."""
ORAL, PAPER, DIGITAL = ConsentAnswer.Channel.ORAL, ConsentAnswer.Channel.PAPER, ConsentAnswer.Channel.DIGITAL
CHILD, FAMILY = Entry.WordsOf.CHILD, Entry.WordsOf.FAMILY
NOTHING: Mapping[Measure, str] = {}


class Log:
    """One plan while it is told. `who` is a worker's key and `ago` is days before the load."""

    def __init__(self, stage: Stage, child: Person, *, who: str, ago: int, level: str, purpose: str) -> None:
        self.stage, self.child, self.opener = stage, child, who
        self.opened = ago
        at = stage.ago(ago)
        self.plan: Plan = open_plan(
            child=child,
            service=stage.service_of(who),
            guide=stage.guide(day_of(at)),
            level=level,
            purpose=purpose,
            actor=stage.acting(who),
            at=at,
        )

    def adult(
        self,
        name: str,
        relation: str,
        *,
        phone: str = "",
        email: str = "",
        language: str = "nb",
        responsibility: Guardianship.Responsibility = Guardianship.Responsibility.YES,
    ) -> Person:
        """Write down one of the adults around the child, on the day the plan was begun."""
        at = self.stage.ago(self.opened)
        tie = record_guardian(
            child=self.child,
            name=name,
            relation=relation,
            responsibility=responsibility,
            phone=phone,
            email=email,
            language=language,
            known_on=day_of(at),
            actor=self.stage.acting(self.opener),
            at=at,
        )
        return tie.guardian

    # ── Consent ────────────────────────────────────────────────────────────────────────────────────────────

    def ask(self, opens: Mapping[str, tuple[str, ...]], *, who: str, ago: int, days: int = 365) -> Consent:
        """Ask the family to let these services in, each to these kinds of information."""
        at = self.stage.ago(ago)
        scope = Scope(
            purpose=self.plan.purpose,
            lines={self.stage.services[key].pk: types for key, types in opens.items()},
            from_on=day_of(at),
            until_on=day_of(at) + timedelta(days=days),
        )
        return ask_family(plan=self.plan, scope=scope, actor=self.stage.acting(who), at=at)

    def answer(
        self,
        consent: Consent,
        *people: Person,
        who: str,
        ago: int,
        yes: bool = True,
        channel: ConsentAnswer.Channel = ORAL,
        language: str = "nb",
        interpreter: bool = False,
    ) -> None:
        """Write down the answers of these people, or of everyone who has not answered."""
        answers = ConsentAnswer.objects.of(consent=consent).filter(answered_at=None).order_by("id")
        for one in answers.filter(giver__in=people) if people else answers:
            self.plan = record_answer(
                plan=self.plan,
                answer=one,
                yes=yes,
                channel=channel,
                language=language,
                interpreter=interpreter,
                actor=self.stage.acting(who),
                at=self.stage.ago(ago),
            )

    def begin(self, types: tuple[str, ...] = BASIC, *, ago: int, days: int = 365) -> None:
        """Ask for the opener's own service, and everyone says yes the same day."""
        consent = self.ask({self.stage.place_of[self.opener]: types}, who=self.opener, ago=ago, days=days)
        self.answer(consent, who=self.opener, ago=ago)

    def keep_back(self, information_type: str, *, by: Person, service: str, who: str, ago: int) -> None:
        """The family keeps one kind of information from one service."""
        make_exception(
            child=self.child,
            matter=self.plan.pk,
            by=by,
            service=self.stage.services[service],
            information_type=information_type,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def take_back(self, *, by: Person, who: str, ago: int) -> None:
        """One of the family says by word of mouth that the consent is taken back, all of it."""
        self.plan = withdraw(
            plan=self.plan, by=by, service=None, channel=ORAL, actor=self.stage.acting(who), at=self.stage.ago(ago)
        )

    def asks_alone(self, opens: tuple[str, ...], *, reason: str, who: str, ago: int) -> None:
        """Health personnel ask the child alone about what is kept from the parents, and the child says yes."""
        at = self.stage.ago(ago)
        scope = Scope(
            purpose=self.plan.purpose,
            lines={self.stage.services[key].pk: ("health",) for key in opens},
            from_on=day_of(at),
            until_on=day_of(at) + timedelta(days=182),
        )
        consent = ask_child(plan=self.plan, scope=scope, reason=reason, actor=self.stage.acting(who), at=at)
        self.answer(consent, who=who, ago=ago)

    # ── Care, and what is told without a yes ───────────────────────────────────────────────────────────────

    def care_order(self, *, who: str, ago: int) -> None:
        """Child welfare takes over the care, that day."""
        at = self.stage.ago(ago)
        record_care_order(
            plan=self.plan,
            kind=CareOrder.Kind.ORDER,
            service=self.stage.services["child_welfare"],
            from_on=day_of(at),
            hidden_place=False,
            actor=self.stage.acting(who),
            at=at,
        )

    def carer(self, name: str, relation: str, *, who: str, ago: int, email: str = "", phone: str = "") -> None:
        """Who the child lives with from then on."""
        record_carer(
            plan=self.plan,
            name=name,
            relation=relation,
            email=email,
            phone=phone,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def tell(self, entry: Entry, to: str, *, rule: str, purpose: str, necessity: str, who: str, ago: int) -> None:
        """Tell somebody in another service without consent, and the family the same day."""
        at = self.stage.ago(ago)
        disclose(
            plan=self.plan,
            entries=[entry],
            to_service=self.stage.service_of(to),
            to_worker=self.stage.workers[to],
            rule=rule,
            purpose=purpose,
            necessity=necessity,
            family_told_on=day_of(at),
            actor=self.stage.acting(who),
            at=at,
        )

    # ── Services ───────────────────────────────────────────────────────────────────────────────────────────

    def invite(self, guest: str, task: str, *, who: str, ago: int) -> Participation:
        """Ask a service to take part, through this person."""
        return invite_service(
            plan=self.plan,
            service=self.stage.service_of(guest),
            worker=self.stage.workers[guest],
            task=task,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def declines(self, invitation: Participation, guest: str, reason: str, words: str, *, ago: int) -> None:
        """The service says no, with a reason and a sentence."""
        decline_invitation(
            invitation=invitation,
            reason=reason,
            words=words,
            actor=self.stage.acting(guest),
            at=self.stage.ago(ago),
        )

    def join(self, guest: str, task: str, types: tuple[str, ...] = BASIC, *, who: str, ago: int) -> None:
        """Everyone in the family lets the guest's service in; it is invited, says yes and meets the family."""
        consent = self.ask({self.stage.place_of[guest]: types}, who=who, ago=ago)
        self.answer(consent, who=who, ago=ago)
        self.comes(self.invite(guest, task, who=who, ago=ago), guest, ago=max(ago - 2, 0), meets=max(ago - 9, 0))

    def comes(self, invitation: Participation, guest: str, *, ago: int, meets: int) -> None:
        """The service says yes, and some days later it has met the family."""
        accept_invitation(invitation=invitation, actor=self.stage.acting(guest), at=self.stage.ago(ago))
        record_first_contact(invitation=invitation, actor=self.stage.acting(guest), at=self.stage.ago(meets))

    # ── What is agreed and written ─────────────────────────────────────────────────────────────────────────

    def goal(self, text: str, *, who: str, ago: int, words_of: Entry.WordsOf = CHILD) -> Goal:
        """A goal, most often in the child's words."""
        return add_goal(
            plan=self.plan,
            text=text,
            information_type="agreement",
            words_of=words_of,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def measure(
        self,
        goal: Goal,
        text: str,
        *,
        who: str,
        ago: int,
        on: int,
        arena: str = "kindergarten_school",
        to: str | Person | None = None,
        accepted: bool = True,
        information_type: str = "agreement",
    ) -> Measure:
        """Somebody proposes a measure, looked at again `on` days from today. `to` is who does it, else the proposer.

        What a worker is asked to do is accepted the day after; a family's yes is written down by the proposer.
        """
        responsible = to if isinstance(to, Person) else self.stage.workers[to or who]
        measure = propose_measure(
            plan=self.plan,
            goal=goal,
            text=text,
            information_type=information_type,
            arena=arena,
            evaluate_on=self.stage.ahead(on),
            responsible=responsible,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )
        if accepted and measure.state == Measure.State.PROPOSED:
            actor = self.stage.acting(to if isinstance(to, str) else who)
            measure = accept_measure(measure=measure, actor=actor, at=self.stage.ago(max(ago - 1, 0)))
        return measure

    def write(
        self,
        text: str,
        *,
        who: str,
        ago: int,
        kind: Entry.Kind = Entry.Kind.NOTE,
        information_type: str = "school",
        words_of: Entry.WordsOf = Entry.WordsOf.WRITER,
    ) -> Entry:
        """Something short in the plan."""
        return write_entry(
            plan=self.plan,
            kind=kind,
            information_type=information_type,
            text=text,
            words_of=words_of,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def hide(self, entry: Entry, *, who: str, ago: int, reason: str, judgement: str) -> None:
        """Hide what was written from everyone who answers for the child."""
        hide_entry(
            entry=entry,
            hidden_from=HiddenFrom.GUARDIANS,
            reason=reason,
            judgement=judgement,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    # ── Meetings ───────────────────────────────────────────────────────────────────────────────────────────

    def met(self, minutes: str, *, who: str, ago: int, next_on: int, asks: str | None = None) -> None:
        """A planning meeting was held, and the day of the evaluation set (`next_on` days from today)."""
        meeting = self.plan_meeting(Meeting.Kind.PLANNING, who=who, ago=ago + 7, on=-ago, asks=asks)
        at = self.stage.ago(ago)
        conclude_planning(
            meeting=meeting,
            minutes=minutes,
            next_evaluation_on=self.stage.ahead(next_on),
            actor=self.stage.acting(who),
            at=at,
        )

    def plan_meeting(
        self, kind: Meeting.Kind, *, who: str, ago: int, on: int, asks: str | None = None, beforehand: str = ""
    ) -> Meeting:
        """Plan a meeting `on` days from today; `asks` talks with the child first."""
        return plan_meeting(
            plan=self.plan,
            kind=kind,
            held_on=self.stage.ahead(on),
            asks_child=self.stage.workers[asks or who],
            agreed_beforehand=beforehand,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def evaluate(
        self,
        *,
        who: str,
        ago: int,
        child: str | ChildView,
        family: str,
        effects: Mapping[Measure, Mapping[str, str]],
        reason: str,
        next_on: int,
        not_done: Mapping[Measure, str] = NOTHING,
    ) -> None:
        """An evaluation meeting that decided to go on, with what the child and the family said.

        `not_done` says why, of each measure that somebody saw as not done.
        """
        meeting = self.plan_meeting(Meeting.Kind.EVALUATION, who=who, ago=ago + 14, on=-ago)
        conclude_evaluation(
            meeting=meeting,
            child=child if isinstance(child, ChildView) else ChildView(Evaluation.ChildView.GIVEN, child),
            family_words=family,
            effects={
                measure.pk: {MeasureEffect.SeenBy(whose): code for whose, code in seen.items()}
                for measure, seen in effects.items()
            },
            not_done={measure.pk: why for measure, why in not_done.items()},
            step=NextStep(Evaluation.Decision.CONTINUE, reason, self.stage.ahead(next_on)),
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    # ── The baton ──────────────────────────────────────────────────────────────────────────────────────────

    def offer(self, to: str, *, who: str, ago: int, wish: str = "", handover: str = "") -> BatonOffer:
        """Ask another to hold the baton."""
        return offer_baton(
            plan=self.plan,
            to_worker=self.stage.workers[to],
            to_service=self.stage.service_of(to),
            family_wish=wish,
            handover=handover,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def offer_declined(self, to: str, reason: str, words: str, *, who: str, ago: int) -> None:
        """Another is asked to hold the baton, and two days later says no."""
        offer = self.offer(to, who=who, ago=ago)
        decline_baton(
            offer=offer, reason=reason, words=words, actor=self.stage.acting(to), at=self.stage.ago(max(ago - 2, 0))
        )

    def pass_on(self, to: str, *, who: str, ago: int, wish: str = "", handover: str = "") -> None:
        """Another is asked to hold the baton, and the next day says yes."""
        offer = self.offer(to, who=who, ago=ago, wish=wish, handover=handover)
        accept_baton(offer=offer, actor=self.stage.acting(to), at=self.stage.ago(max(ago - 1, 0)))

    # ── When it is stuck ───────────────────────────────────────────────────────────────────────────────────

    def stuck(
        self, cause: Cause, situation: str, *, family: str | Said, child: str | Said, who: str, ago: int
    ) -> Deadlock:
        """Somebody says that the plan is stuck; or describes what the guide's own rule has found."""
        return raise_deadlock(
            plan=self.plan,
            cause=cause,
            case=Case(situation, _said(family), _said(child)),
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def answered(
        self, deadlock: Deadlock, words: str, *, who: str, ago: int, taken: int | None = None, coordinator: str = ""
    ) -> Deadlock:
        """There is an answer: from the leaders, or from the body that has had it since it was `taken`, days ago."""
        if taken is not None:
            deadlock = take_to_body(deadlock=deadlock, actor=self.stage.acting(who), at=self.stage.ago(taken))
        return answer_deadlock(
            deadlock=deadlock,
            decided_by=DecidedBy.LEADERS if taken is None else DecidedBy.BODY,
            coordinator=self.stage.services[coordinator] if coordinator else None,
            words=words,
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )

    def came_of_it(self, deadlock: Deadlock, outcome: Outcome, words: str, *, who: str, ago: int) -> None:
        """They look at whether what was decided has happened."""
        follow_up_deadlock(
            deadlock=deadlock, outcome=outcome, words=words, actor=self.stage.acting(who), at=self.stage.ago(ago)
        )

    def close(self, reason: str, *, who: str, ago: int, family: str, child: str) -> None:
        """End the plan with the last words of the family and the child."""
        self.plan = close_plan(
            plan=self.plan,
            reason=reason,
            family=Said(family),
            child=Said(child),
            actor=self.stage.acting(who),
            at=self.stage.ago(ago),
        )


def _said(words: str | Said) -> Said:
    return words if isinstance(words, Said) else Said(words)
