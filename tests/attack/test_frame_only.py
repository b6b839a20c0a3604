"""One who sees that there is a plan, and no more: what stands outside the entries must not be read from the frame."""

from datetime import timedelta

from helhet.access.models import ConsentAnswer
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.meetings import ChildView, NextStep, conclude_evaluation, plan_meeting
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import invite_service
from helhet.plans.models import Evaluation, MeasureEffect, Meeting, Plan
from tests.attack.browser import address, browser_of
from tests.attack.stories import goal_of, measure_of
from tests.cast import NOW, TODAY, Cast, everyone_says, scope, with_jonas

PURPOSE = "Ella skal ha det bra på skolen"


def html(cast_member: object, name: str, plan: Plan) -> str:
    answer = browser_of(cast_member).get(address(name, plan))  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def evaluated(cast: Cast, plan: Plan) -> None:
    """An evaluation where nobody has asked Ella, and where the three differ about a measure."""
    measure = measure_of(cast, goal_of(cast, plan))
    meeting = plan_meeting(
        plan=plan,
        kind=Meeting.Kind.EVALUATION,
        held_on=TODAY,
        asks_child=cast.kari,
        agreed_beforehand="Ikke nevne flyttingen",
        actor=cast.as_kari,
        at=NOW,
    )
    good, bad = (cast.guide.codes("effect")[0].key, cast.guide.codes("effect")[3].key)
    seen_by = MeasureEffect.SeenBy
    conclude_evaluation(
        meeting=meeting,
        child=ChildView(
            how=Evaluation.ChildView.NOT_ASKED,
            not_asked_reason=cast.guide.codes("child_not_asked_reason")[0].key,
            not_asked_words="Ella var redd for far",
        ),
        family_words="",
        effects={measure.pk: {seen_by.PROFESSIONAL: good, seen_by.FAMILY: "", seen_by.CHILD: bad}},
        not_done={},
        step=NextStep(Evaluation.Decision.CONTINUE, "Det går fremover", TODAY + timedelta(days=60)),
        actor=cast.as_kari,
        at=NOW,
    )


def test_the_units_leader_does_not_read_what_the_plan_is_for(cast: Cast, plan: Plan) -> None:
    assert (PURPOSE in html(cast.rektor, "plan", plan), PURPOSE in html(cast.kari, "plan", plan)) == (False, True)


def test_the_units_leader_is_not_told_which_other_services_help_the_child(cast: Cast, plan: Plan) -> None:
    with_jonas(cast, plan)
    told = [cast.clinic.name in html(who, "plan", plan) for who in (cast.rektor, cast.kari, cast.jonas)]
    assert told == [False, True, True]


def test_one_who_is_invited_reads_what_the_family_was_told_and_not_what_the_plan_is_for(cast: Cast, plan: Plan) -> None:
    plan.purpose = "Far drikker"
    plan.save()
    consent = ask_family(plan=plan, scope=scope(cast.clinic), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, consent, cast.as_kari)
    invite_service(plan=plan, service=cast.clinic, worker=cast.jonas, task="Samtaler", actor=cast.as_kari, at=NOW)
    page = html(cast.jonas, "invitation", plan)
    assert ("Far drikker" in page, PURPOSE in page) == (False, True)


def test_why_the_child_was_not_asked_is_for_those_who_may_know_the_childs_words(cast: Cast, plan: Plan) -> None:
    evaluated(cast, plan)
    with_jonas(cast, plan, types=("agreement",))
    page = html(cast.jonas, "plan", plan)
    assert ("Det går fremover" in page, "redd for far" in page) == (True, False)
    assert "redd for far" in html(cast.kari, "plan", plan)


def test_what_the_child_thought_of_a_measure_is_for_those_who_may_know_the_childs_words(cast: Cast, plan: Plan) -> None:
    evaluated(cast, plan)
    with_jonas(cast, plan, types=("agreement",))
    jonas, kari = html(cast.jonas, "plan", plan), html(cast.kari, "plan", plan)
    bad = cast.guide.codes("effect")[3].text.en
    assert (bad in jonas, bad in kari) == (False, True)


def test_what_was_agreed_before_a_meeting_is_not_for_a_holder_who_may_not_know_the_agreement(
    cast: Cast, plan: Plan
) -> None:
    with_jonas(cast, plan, types=("child_voice",))
    plan_meeting(
        plan=plan,
        kind=Meeting.Kind.EVALUATION,
        held_on=TODAY,
        asks_child=cast.kari,
        agreed_beforehand="Ikke nevne flyttingen",
        actor=cast.as_kari,
        at=NOW,
    )
    assert "Ikke nevne flyttingen" in html(cast.kari, "conclude", plan)
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    assert "Ikke nevne flyttingen" not in html(cast.jonas, "conclude", plan)


def test_a_holder_is_not_asked_to_judge_a_measure_that_is_kept_from_them(cast: Cast, plan: Plan) -> None:
    """The refusal would tell that there is one, and the meeting could never be concluded."""
    measure_of(cast, goal_of(cast, plan))
    with_jonas(cast, plan, types=("child_voice",))
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    meeting = plan_meeting(
        plan=plan, kind=Meeting.Kind.EVALUATION, held_on=TODAY, asks_child=cast.jonas, actor=cast.as_jonas, at=NOW
    )
    evaluation = conclude_evaluation(
        meeting=meeting,
        child=ChildView(how=Evaluation.ChildView.DECLINED),
        family_words="",
        effects={},
        not_done={},
        step=NextStep(Evaluation.Decision.CONTINUE, "Vi fortsetter", TODAY + timedelta(days=60)),
        actor=cast.as_jonas,
        at=NOW,
    )
    assert evaluation.effects.filter(municipality=cast.fjordvik).count() == 0


def test_the_units_leader_cannot_say_yes_for_a_parent_nor_that_the_unit_has_met_the_family(
    cast: Cast, plan: Plan
) -> None:
    measure = measure_of(cast, goal_of(cast, plan), to=cast.mona)
    rektor = browser_of(cast.rektor)
    answers = [
        rektor.post(address("accept_measure", plan, measure=measure.key)).status_code,
        rektor.post(address("first_contact", plan)).status_code,
    ]
    measure.refresh_from_db()
    assert (answers, measure.state) == ([403, 403], "proposed")


def test_a_former_participant_posts_into_nothing(cast: Cast, plan: Plan) -> None:
    with_jonas(cast, plan)
    withdraw(
        plan=plan,
        by=cast.mona,
        service=cast.clinic,
        channel=ConsentAnswer.Channel.ORAL,
        actor=cast.as_kari,
        at=NOW,
    )
    jonas = browser_of(cast.jonas)
    form = {"kind": "note", "text": "Sent inn fra en gammel fane", "words_of": "writer", "information_type": "health"}
    assert [
        jonas.post(address(name, plan), form).status_code
        for name in ("write", "goal", "measure", "withdraw", "except", "first_contact", "cancel_offer", "invitation")
    ] == [404] * 8
    assert not plan.entries.filter(municipality=cast.fjordvik).exists()


def test_an_invitation_opened_before_withdrawal_and_accepted_after_is_nothing(cast: Cast, plan: Plan) -> None:
    consent = ask_family(plan=plan, scope=scope(cast.clinic), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, consent, cast.as_kari)
    invitation = invite_service(
        plan=plan, service=cast.clinic, worker=cast.jonas, task="Samtaler", actor=cast.as_kari, at=NOW
    )
    jonas = browser_of(cast.jonas)
    assert jonas.get(address("invitation", plan)).status_code == 200
    withdraw(
        plan=plan, by=cast.mona, service=cast.clinic, channel=ConsentAnswer.Channel.ORAL, actor=cast.as_kari, at=NOW
    )
    assert jonas.post(address("invitation", plan), {"accept": "1"}).status_code == 404
    invitation.refresh_from_db()
    assert invitation.answer == ""
