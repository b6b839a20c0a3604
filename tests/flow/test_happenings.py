"""What is counted, told by the same actions people use: Ella's autumn, one happening at a time."""

from datetime import datetime, timedelta

from helhet.access.models import ConsentAnswer
from helhet.concerns.actions import decide, record_no_talk, write_note
from helhet.concerns.models import Concern
from helhet.core.actors import Actor
from helhet.core.deadlock import Cause, DecidedBy
from helhet.core.flow import Figure, HalfYear
from helhet.core.moments import day_of
from helhet.flow.queries.happenings import happenings_in
from helhet.people.models import Person, Service
from helhet.plans.actions.baton import accept_baton, cancel_offer, decline_baton, expire_offer, offer_baton
from helhet.plans.actions.closing import close_plan
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.deadlock import Case, answer_deadlock, raise_deadlock
from helhet.plans.actions.meetings import ChildView, NextStep, conclude_evaluation, plan_meeting
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import accept_invitation, decline_invitation, invite_service, record_first_contact
from helhet.plans.actions.work import accept_measure, add_goal, propose_measure
from helhet.plans.actions.writing import Said
from helhet.plans.models import (
    BatonOffer,
    Deadlock,
    Entry,
    Evaluation,
    Measure,
    MeasureEffect,
    Meeting,
    Participation,
    Plan,
)
from tests.cast import Cast, active_plan, after, everyone_says, scope, with_jonas

NOW = after(-100)
"""In August, so that the autumn holds it all."""
AUTUMN = HalfYear(2026, 2)


def later(days: float) -> datetime:
    return NOW + timedelta(days=days)


def happened(cast: Cast, figure: Figure) -> list[tuple[str, str]]:
    """What was counted in Fjordvik this autumn: in which unit, and how it went."""
    names = dict(Service.objects.values_list("pk", "name"))
    found = happenings_in(cast.fjordvik, AUTUMN)[figure]
    return sorted((names[one.unit], one.answer) for one in found)


def plan_with_jonas(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast, at=NOW), at=NOW)


def test_a_wonder_counts_when_it_is_decided_on_and_not_before(cast: Cast) -> None:
    for days in (3, 20, None):
        note = write_note(
            service=cast.school, municipality=cast.fjordvik, child_name="Ella", guide=cast.guide,
            answers={"acute": "no", "saw_heard": "Satt alene."}, actor=cast.as_kari, at=NOW,
        )  # fmt: skip
        if days:
            record_no_talk(concern=note, reason="Ferie", actor=cast.as_kari, at=NOW)
            decide(
                concern=note, decision=Concern.Decision.NOTHING, reason="Det gikk over",
                actor=cast.as_kari, at=later(days),
            )  # fmt: skip
    assert happened(cast, Figure.WONDER) == [("Fjordvik skole", "in_time"), ("Fjordvik skole", "later")]


def test_first_contact_counts_from_the_day_the_service_was_asked_and_not_for_the_one_that_opened(cast: Cast) -> None:
    plan = active_plan(cast, at=NOW)
    everyone_says(
        True, plan, ask_family(plan=plan, scope=scope(cast.clinic, at=NOW), actor=cast.as_kari, at=NOW),
        cast.as_kari, at=NOW,
    )  # fmt: skip
    place = invited(cast, plan)
    assert happened(cast, Figure.HELP) == []
    accept(cast, place, days=2)
    assert happened(cast, Figure.HELP) == [("Fjordvik helsestasjon", "met_later")]  # not yet
    record_first_contact(invitation=place, actor=cast.as_jonas, at=later(14))
    assert happened(cast, Figure.HELP) == [("Fjordvik helsestasjon", "met_in_time")]


def invited(cast: Cast, plan: Plan) -> Participation:
    return invite_service(
        plan=plan, service=cast.clinic, worker=cast.jonas, task="Samtaler", actor=cast.as_kari, at=NOW
    )


def accept(cast: Cast, place: Participation, *, days: float) -> None:
    accept_invitation(invitation=place, actor=cast.as_jonas, at=later(days))


def test_a_service_with_a_waiting_list_counts_as_help_that_was_not_to_be_had(cast: Cast) -> None:
    for reason, words in (("waiting_list", "Plass i mars"), ("other_service", "PPT")):
        plan = active_plan(cast, at=NOW)
        everyone_says(
            True, plan, ask_family(plan=plan, scope=scope(cast.clinic, at=NOW), actor=cast.as_kari, at=NOW),
            cast.as_kari, at=NOW,
        )  # fmt: skip
        decline_invitation(invitation=invited(cast, plan), reason=reason, words=words, actor=cast.as_jonas, at=later(1))
    assert happened(cast, Figure.HELP) == [
        ("Fjordvik helsestasjon", "other_no"), ("Fjordvik helsestasjon", "waiting_list"),
    ]  # fmt: skip


def test_questions_about_the_baton_count_when_they_are_settled_and_not_when_taken_back(cast: Cast) -> None:
    plan = plan_with_jonas(cast)

    def offered(days: float) -> BatonOffer:
        return offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=later(days))

    cancel_offer(offer=offered(1), actor=cast.as_kari, at=later(2))
    decline_baton(offer=offered(3), reason="no_capacity", actor=cast.as_jonas, at=later(4))
    expire_offer(offer=offered(5), actor=Actor.system(), at=later(30))
    accept_baton(offer=offered(40), actor=cast.as_jonas, at=later(41))
    clinic = "Fjordvik helsestasjon"
    assert happened(cast, Figure.BATON) == [
        (clinic, "accepted_in_time"), (clinic, "declined"), (clinic, "ran_out"),
    ]  # fmt: skip


def evaluated(cast: Cast, plan: Plan, child: ChildView, *, on: float, next_on: float, done: bool = True) -> Evaluation:
    meeting = plan_meeting(
        plan=plan, kind=Meeting.Kind.EVALUATION, held_on=day_of(later(on)), asks_child=cast.jonas,
        actor=cast.as_kari, at=later(on),
    )  # fmt: skip
    running = list(Measure.objects.of(plan=plan).order_by("pk"))
    effect = cast.guide.codes("effect")[0].key if done else "not_done"
    return conclude_evaluation(
        meeting=meeting,
        child=child,
        family_words="",
        effects={one.pk: {MeasureEffect.SeenBy.PROFESSIONAL: effect} for one in running},
        not_done={} if done else {one.pk: "waiting_list" for one in running},
        step=NextStep(
            decision=Evaluation.Decision.CONTINUE, reason="Vi fortsetter", next_evaluation_on=day_of(later(next_on))
        ),
        actor=cast.as_kari,
        at=later(on),
    )


HEARD = ChildView(how=Evaluation.ChildView.GIVEN, words="Det er bra")
NOT_MET = ChildView(how=Evaluation.ChildView.NOT_ASKED, not_asked_reason="not_met", not_asked_words="Ferie")
SCHOOL = "Fjordvik skole"


def test_evaluations_count_when_they_fall_due_and_children_when_they_are_held(cast: Cast) -> None:
    plan = plan_with_jonas(cast)
    evaluated(cast, plan, HEARD, on=5, next_on=20)
    evaluated(cast, plan, NOT_MET, on=20, next_on=40)
    evaluated(cast, plan, HEARD, on=50, next_on=90)
    assert happened(cast, Figure.EVALUATION) == [(SCHOOL, "in_time"), (SCHOOL, "later"), (SCHOOL, "not_held")]
    assert happened(cast, Figure.CHILD) == [(SCHOOL, "given"), (SCHOOL, "given"), (SCHOOL, "not_met")]


def test_a_measure_counts_as_judged_and_not_what_a_parent_has_taken_on(cast: Cast) -> None:
    plan = plan_with_jonas(cast)
    goal = add_goal(
        plan=plan, text="En venn", information_type="school", words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari, at=NOW,
    )  # fmt: skip
    for responsible in (cast.jonas, cast.mona):
        measure = propose_measure(
            plan=plan, goal=goal, text="Samtale", information_type="school", arena=cast.guide.codes("arena")[0].key,
            evaluate_on=day_of(later(30)), responsible=responsible, actor=cast.as_kari, at=NOW,
        )  # fmt: skip
        accept_measure(measure=measure, actor=cast.as_jonas if responsible is cast.jonas else cast.as_kari, at=NOW)
    evaluated(cast, plan, HEARD, on=5, next_on=20, done=False)
    assert happened(cast, Figure.MEASURE) == [(SCHOOL, "no_help")]


def test_a_plan_that_ended_because_the_consent_was_taken_back(cast: Cast) -> None:
    plan = plan_with_jonas(cast)
    withdraw(plan=plan, by=cast.mona, service=None, channel=ConsentAnswer.Channel.ORAL, actor=cast.as_kari, at=later(3))
    assert happened(cast, Figure.ENDED) == []
    none = Said(why_none="Ville ikke si noe")
    close_plan(plan=plan, reason="consent_withdrawn", family=none, child=none, actor=cast.as_kari, at=later(4))
    assert happened(cast, Figure.ENDED) == [(SCHOOL, "consent_back")]


def test_a_plan_that_is_stuck_counts_when_it_is_said_by_how_soon_there_was_an_answer(cast: Cast) -> None:
    for answered in (30, 31, None):
        plan = plan_with_jonas(cast)
        found = stuck(cast, plan)
        if answered:
            answer_deadlock(
                deadlock=found, decided_by=DecidedBy.LEADERS, coordinator=None, words="Skolen.", actor=cast.as_kari,
                at=later(answered),
            )  # fmt: skip
    assert happened(cast, Figure.DEADLOCK) == [
        (SCHOOL, "answered_in_time"), (SCHOOL, "answered_later"), (SCHOOL, "not_answered"),
    ]  # fmt: skip


def test_what_was_called_off_with_the_consent_waits_for_nobody_and_does_not_count(cast: Cast) -> None:
    plan = plan_with_jonas(cast)
    stuck(cast, plan)
    withdraw(plan=plan, by=cast.mona, service=None, channel=ConsentAnswer.Channel.ORAL, actor=cast.as_kari, at=later(3))
    assert happened(cast, Figure.DEADLOCK) == []


def stuck(cast: Cast, plan: Plan) -> Deadlock:
    case = Case("Ingen tar det", Said("Vi trenger hjelp"), Said(why_none="Ville ikke"))
    return raise_deadlock(plan=plan, cause=Cause.NO_HELP, case=case, actor=cast.as_jonas, at=NOW)


def test_a_child_at_a_shielded_address_leaves_no_trace(cast: Cast) -> None:
    plan = plan_with_jonas(cast)
    evaluated(cast, plan, HEARD, on=5, next_on=20)
    stuck(cast, plan)
    cast.ella.protection = Person.Protection.CONFIDENTIAL
    cast.ella.save(update_fields=["protection"])
    assert {figure: happened(cast, figure) for figure in Figure} == {figure: [] for figure in Figure}
