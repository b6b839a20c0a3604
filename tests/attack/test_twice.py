"""Every button pressed twice, and by one it is not for: a plain answer, never a fault of ours."""

from django.urls import reverse

from helhet.plans.actions.baton import offer_baton
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.services import invite_service
from helhet.plans.models import BatonOffer, Participation, Plan
from tests.attack.browser import address, browser_of
from tests.attack.conftest import Clock
from tests.attack.stories import goal_of, measure_of
from tests.cast import NOW, TODAY, Cast, after, employ, everyone_says, scope, with_jonas


def twice(who: object, name: str, plan: Plan, form: dict[str, object], **kwargs: object) -> list[int]:
    browser = browser_of(who)  # type: ignore[arg-type]
    return [browser.post(address(name, plan, **kwargs), form).status_code for _ in "ab"]


def test_one_who_takes_part_cannot_take_the_holders_question_back(cast: Cast, plan: Plan) -> None:
    with_jonas(cast, plan)
    offer_baton(plan=plan, to_worker=cast.nils, to_service=cast.school, actor=cast.as_kari, at=NOW)
    assert browser_of(cast.jonas).post(address("cancel_offer", plan)).status_code == 403
    assert BatonOffer.objects.get(municipality=cast.fjordvik).state == "open"


def test_the_holders_own_buttons_pressed_twice(cast: Cast, plan: Plan) -> None:
    with_jonas(cast, plan)
    who = {"who": f"{cast.jonas.pk}:{cast.clinic.pk}"}
    measure = measure_of(cast, goal_of(cast, plan), to=cast.mona)
    meeting = {"kind": "planning", "held_on": TODAY.isoformat(), "asks_child": str(cast.kari.pk)}
    last = {"reason": cast.guide.codes("close_reason")[0].key, "child_none": "Reist", "family_none": "Reist"}
    conclude = {"minutes": "Enige", "next_evaluation_on": after(30).date().isoformat()}
    assert {
        "offer": twice(cast.kari, "offer", plan, who | {"family_wish": "Jonas"}),
        "cancel": twice(cast.kari, "cancel_offer", plan, {}),
        "accept": twice(cast.kari, "accept_measure", plan, {}, measure=measure.key),
        "met": twice(cast.jonas, "first_contact", plan, {}),
        "meeting": twice(cast.kari, "meeting", plan, meeting),
        "conclude": twice(cast.kari, "conclude", plan, conclude),
        "close": twice(cast.kari, "close", plan, last),
        "anew": twice(cast.kari, "reopen", plan, {"purpose": "Igjen", "level": cast.guide.log_opens_at}),
    } == {
        "offer": [302, 422],
        "cancel": [302, 404],
        "accept": [302, 403],
        "met": [302, 302],
        "meeting": [302, 422],
        "conclude": [302, 404],
        "close": [302, 403],
        "anew": [302, 302],
    }
    assert Plan.objects.filter(continues=plan).count() == 1


def test_an_invitation_sent_and_answered_twice(cast: Cast, plan: Plan) -> None:
    consent = ask_family(plan=plan, scope=scope(cast.clinic), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, consent, cast.as_kari)
    invitation = {"who": f"{cast.jonas.pk}:{cast.clinic.pk}", "task": "Samtaler"}
    assert twice(cast.kari, "invite", plan, invitation) == [302, 422]
    assert twice(cast.jonas, "invitation", plan, {"accept": "1"}) == [302, 404]
    assert Participation.objects.filter(service=cast.clinic, municipality=cast.fjordvik).count() == 1


def test_taking_back_twice(cast: Cast, plan: Plan) -> None:
    form = {"by": str(cast.mona.pk), "what": "whole", "channel": "oral"}
    assert twice(cast.kari, "withdraw", plan, form) == [302, 302]
    plan.refresh_from_db()
    assert (plan.status, plan.baton.holder, plan.baton.until_at) == ("closing", cast.kari, None)


def test_the_day_a_family_was_met_is_not_moved_by_pressing_again(cast: Cast, plan: Plan, clock: Clock) -> None:
    with_jonas(cast, plan)
    jonas = browser_of(cast.jonas)
    jonas.post(address("first_contact", plan))
    clock.at = after(7)
    jonas = browser_of(cast.jonas)
    assert jonas.post(address("first_contact", plan)).status_code == 302
    assert Participation.objects.get(service=cast.clinic, municipality=cast.fjordvik).first_contact_on == TODAY


def test_another_worker_of_another_service_is_not_asked_here(cast: Cast, plan: Plan) -> None:
    """A worker with two places is asked as one of them, and reads the question as that one only."""
    with_jonas(cast, plan)
    employ(cast.jonas, cast.ppt)
    consent = ask_family(plan=plan, scope=scope(cast.ppt), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, consent, cast.as_kari)
    invite_service(plan=plan, service=cast.ppt, worker=cast.jonas, task="Råd", actor=cast.as_kari, at=NOW)
    offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    jonas = browser_of(cast.jonas)
    jonas.post(reverse("plans:act_for"), {"service": str(cast.ppt.pk)})
    assert jonas.get(address("answer_offer", plan)).status_code == 404
