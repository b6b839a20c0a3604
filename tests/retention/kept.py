"""A plan with something in every table, and a note: both ended, as Kari left them."""

from datetime import date, datetime, timedelta

from helhet.access.models import DemandMet, DisclosedItem, Disclosure
from helhet.concerns.actions import decide, record_talk, write_note
from helhet.concerns.models import Concern, ConcernTalk
from helhet.core.deadlock import Cause, DecidedBy
from helhet.core.hiding import HiddenFrom
from helhet.core.moments import day_of
from helhet.people.models import CareOrder
from helhet.plans.actions.baton import cancel_offer, offer_baton
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.deadlock import Case, answer_deadlock, raise_deadlock
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.meetings import ChildView, NextStep, conclude_evaluation, plan_meeting
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.work import add_goal, propose_measure
from helhet.plans.actions.writing import Said, correct_entry, write_entry
from helhet.plans.models import Entry, Evaluation, MeasureEffect, Meeting, Plan
from tests.cast import NOW, TODAY, Cast, active_plan, after, draft, everyone_says, scope, with_jonas

CLOSED = after(30)
TURNS_25 = datetime(2042, 3, 3, 9, tzinfo=NOW.tzinfo)
CHECKSUM = "0f" * 32


def full_plan(cast: Cast) -> Plan:
    """Active, with a goal, a measure, an evaluation and an offer of the baton that came to nothing."""
    plan = with_jonas(cast, active_plan(cast))
    goal = add_goal(
        plan=plan,
        text="Noen å være sammen med",
        information_type="agreement",
        words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari,
        at=NOW,
    )
    measure = propose_measure(
        plan=plan,
        goal=goal,
        text="Lek i liten gruppe",
        information_type="agreement",
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=TODAY + timedelta(days=20),
        responsible=cast.kari,
        actor=cast.as_kari,
        at=NOW,
    )
    meeting = plan_meeting(
        plan=plan, kind=Meeting.Kind.EVALUATION, held_on=TODAY, asks_child=cast.jonas, actor=cast.as_kari, at=NOW
    )
    conclude_evaluation(
        meeting=meeting,
        child=ChildView(how=Evaluation.ChildView.GIVEN, words="Jeg har fått en venn"),
        family_words="Bedre hjemme",
        effects={measure.pk: {MeasureEffect.SeenBy.PROFESSIONAL: cast.guide.codes("effect")[0].key}},
        not_done={},
        step=NextStep(
            decision=Evaluation.Decision.CONTINUE, reason="Det hjelper", next_evaluation_on=TODAY + timedelta(days=60)
        ),
        actor=cast.as_kari,
        at=NOW,
    )
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    cancel_offer(offer=offer, actor=cast.as_kari, at=NOW)
    stuck = raise_deadlock(
        plan=plan,
        cause=Cause.NO_HELP,
        case=Case("Ingen tar det", Said("Vi trenger hjelp"), Said(why_none="Ville ikke")),
        actor=cast.as_kari,
        at=NOW,
    )
    answer_deadlock(
        deadlock=stuck,
        decided_by=DecidedBy.LEADERS,
        coordinator=None,
        words="Skolen begynner på mandag",
        actor=cast.as_kari,
        at=NOW,
    )
    confided = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="health", text="Mellom oss", actor=cast.as_jonas, at=NOW
    )
    correct_entry(entry=confided, text="Fortsatt mellom oss", actor=cast.as_jonas, at=NOW)
    hide_entry(
        entry=confided,
        hidden_from=HiddenFrom.GUARDIANS,
        reason="weighty_reasons",
        judgement="Tungtveiende hensyn.",
        actor=cast.as_jonas,
        at=NOW,
    )
    told = Disclosure.objects.create(
        municipality_id=plan.municipality_id,
        child=cast.ella,
        matter=plan.pk,
        from_service=cast.school,
        to_service=cast.ppt,
        to_worker=cast.pia,
        rule="WO-FVL67-13B-5",
        purpose="Sakkyndig vurdering",
        necessity="PPT kan ikke begynne uten.",
        decided_at=NOW,
        decided_by=cast.rektor,
        family_told_on=TODAY,
    )
    DemandMet.objects.create(
        municipality_id=plan.municipality_id, disclosure=told, demand="necessity", words="PPT kan ikke begynne uten."
    )
    DisclosedItem.objects.create(municipality_id=plan.municipality_id, disclosure=told, item=goal.entry_id)
    CareOrder.objects.create(
        municipality_id=plan.municipality_id,
        child=cast.ella,
        kind=CareOrder.Kind.ACUTE,
        service=cast.ppt,
        from_on=TODAY - timedelta(days=100),
        until_on=TODAY - timedelta(days=50),
        recorded_at=NOW,
        recorded_by=cast.rektor,
    )
    plan.refresh_from_db()
    return plan


def closed(cast: Cast, plan: Plan, *, at: datetime = CLOSED) -> Plan:
    """Its last words are said."""
    return close_plan(
        plan=plan,
        reason=cast.guide.codes("close_reason")[0].key,
        family=Said(words="Takk"),
        child=Said(why_none="Ville ikke"),
        actor=cast.as_kari,
        at=at,
    )


def refused_draft(cast: Cast) -> Plan:
    """The family said no."""
    plan = draft(cast)
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    return everyone_says(False, plan, consent, cast.as_kari)


def ended_note(cast: Cast, decision: Concern.Decision = Concern.Decision.NOTHING) -> Concern:
    """Kari wondered about another child, talked with the parents, and decided."""
    note = write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Noah",
        born_on=date(2016, 5, 5),
        guide=cast.guide,
        answers={"acute": "no", "saw_heard": "Satt alene.", "child_said": "«Ikke hjem.»"},
        actor=cast.as_kari,
        at=NOW,
    )
    talk = ConcernTalk.With.PARENTS
    record_talk(
        concern=note, talked_with=talk, held_on=day_of(NOW), words="De har flyttet.", actor=cast.as_kari, at=NOW
    )
    return decide(concern=note, decision=decision, actor=cast.as_kari, at=NOW)
