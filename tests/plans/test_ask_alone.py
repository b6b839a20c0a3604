"""The child asked alone: nobody who is not to know learns that it was, by page, clock or letter (pbrl. § 4-3)."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from helhet.access.conditions import may_take_back
from helhet.access.models import Consent, ConsentAnswer, Grant
from helhet.clocks.models import Clock
from helhet.core.actors import Actor
from helhet.core.doing import NotYours
from helhet.core.hiding import CHILDS_WISH, HiddenFrom
from helhet.people.models import Worker
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.consent import take_back_alone, withdraw
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.opening import ask_child, record_answer
from helhet.plans.actions.staff import set_cover
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Participant, Plan
from helhet.plans.queries.day import my_day
from helhet.plans.queries.doors import ENTRY
from helhet.plans.queries.find import services_known, workers_of
from helhet.plans.queries.page import plan_page
from helhet.post.models import Letter
from tests.access.test_consents import aged
from tests.attack.browser import address, browser_of
from tests.cast import NOW, TODAY, Cast, acting, active_plan, after, everyone_says, scope, with_jonas

ORAL = ConsentAnswer.Channel.ORAL


@pytest.fixture
def plan(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Ella is thirteen; Kari holds the baton, and Jonas the nurse takes part."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: after(1))
    aged(cast, 13)
    return with_jonas(cast, active_plan(cast))


def secret(cast: Cast, plan: Plan, text: str = "Prevensjon") -> Entry:
    entry = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="health", text=text, actor=cast.as_jonas, at=NOW
    )
    return hide_entry(
        entry=entry, hidden_from=HiddenFrom.GUARDIANS, reason=CHILDS_WISH, judgement="Trygg", actor=cast.as_jonas,
        at=NOW,
    )  # fmt: skip


def asked(cast: Cast, plan: Plan) -> Consent:
    return ask_child(
        plan=plan, scope=scope(cast.ppt, types=("health",)), reason="Ella er redd.", actor=cast.as_jonas, at=NOW
    )


def let_in(cast: Cast, plan: Plan) -> Consent:
    """Ella lets PPT in, and Pia takes part and looks."""
    consent = asked(cast, plan)
    everyone_says(True, plan, consent, cast.as_jonas)
    Participant.objects.create(municipality=cast.fjordvik, plan=plan, service=cast.ppt, worker=cast.pia, since_at=NOW)
    plan_page(cast.as_pia, plan.key, at=NOW)
    return consent


def everything(who: Worker, plan: Plan) -> list[str]:
    """All pages of one at work that could tell of it."""
    browser = browser_of(who)
    names = ("plan", "withdraw", "except", "measure", "invite", "offer", "meeting", "guardians")
    pages = [address(name, plan) for name in names] + [reverse(f"plans:{name}") for name in ("day", "list", "unit")]
    return [browser.get(page).content.decode() for page in pages]


def told(story: Callable[[], object], seen: Callable[[], object]) -> object:
    with transaction.atomic():
        story()
        found = seen()
        transaction.set_rollback(True)
    return found


def words(pages: list[str]) -> list[str]:
    return [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]


@pytest.mark.parametrize("who", ["kari", "rektor"])
def test_no_page_of_those_who_are_not_to_know_tells_of_it(cast: Cast, plan: Plan, who: str) -> None:
    worker: Worker = getattr(cast, who)
    seen = lambda: words(everything(worker, plan))  # noqa: E731
    without = told(lambda: None, seen)
    assert told(lambda: asked(cast, plan), seen) == without
    assert told(lambda: let_in(cast, plan), seen) == without


@pytest.mark.parametrize("person", ["mona", "per"])
def test_nor_does_the_page_of_her_parents_or_any_letter(cast: Cast, plan: Plan, person: str) -> None:
    def seen() -> list[str]:
        page = browser_of(getattr(cast, person)).get(reverse("family:plan", kwargs={"plan": plan.key}))
        return words([page.content.decode()])

    letters = Letter.objects.count()
    assert told(lambda: let_in(cast, plan), seen) == told(lambda: None, seen)
    let_in(cast, plan)
    assert Letter.objects.count() == letters


def reads(actor: Actor, plan: Plan) -> list[str]:
    return sorted(row.text for row in ENTRY.list(Entry.objects.of(plan=plan), actor=actor, on=TODAY))


def test_pbrl_4_3_the_yes_opens_what_is_kept_from_the_parents_and_nothing_else(cast: Cast, plan: Plan) -> None:
    secret(cast, plan)
    for kind, text in (("health", "Sover godt"), ("school", "Trives")):
        write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type=kind, text=text, actor=cast.as_jonas, at=NOW)
    assert reads(cast.as_kari, plan) == ["Sover godt", "Trives"]
    let_in(cast, plan)
    assert reads(cast.as_pia, plan) == ["Prevensjon"]


def test_the_clocks_are_the_askers_and_stay_so_when_the_baton_moves(cast: Cast, plan: Plan) -> None:
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    accept_baton(offer=offer, actor=cast.as_jonas, at=NOW)
    waiting, answered = asked(cast, plan), let_in(cast, plan)
    of_alone = Clock.objects.filter(about__in=[waiting.pk, answered.pk], ended_at=None)
    assert set(of_alone.values_list("owner", "leader")) == {(cast.jonas.pk, cast.jonas.pk)}
    back = offer_baton(plan=plan, to_worker=cast.kari, to_service=cast.school, actor=cast.as_jonas, at=NOW)
    accept_baton(offer=back, actor=cast.as_kari, at=NOW)
    assert set(of_alone.values_list("owner", "leader")) == {(cast.jonas.pk, cast.jonas.pk)}


def test_a_stand_in_is_not_shown_that_the_child_was_asked(cast: Cast, plan: Plan) -> None:
    asked(cast, plan)
    assert [one.code for one in my_day(cast.as_jonas, at=NOW)] == ["consent_answer"]
    set_cover(
        absent=cast.jonas, covered_by=cast.head_nurse, service=cast.clinic, from_on=TODAY,
        until_on=TODAY + timedelta(7), actor=acting(cast.head_nurse, cast.clinic), at=NOW,
    )  # fmt: skip
    Participant.objects.create(
        municipality=cast.fjordvik, plan=plan, service=cast.clinic, worker=cast.head_nurse, since_at=NOW
    )
    assert my_day(acting(cast.head_nurse, cast.clinic), at=NOW) == ()


def test_health_personnel_who_take_part_know_and_others_do_not(cast: Cast, plan: Plan) -> None:
    let_in(cast, plan)
    readers = {"kari": cast.as_kari, "jonas": cast.as_jonas, "pia": cast.as_pia}
    known = {name: cast.ppt in services_known(plan, actor, TODAY) for name, actor in readers.items()}
    named = {name: cast.pia in workers_of(plan, actor, TODAY) for name, actor in readers.items()}
    assert known == {"kari": False, "jonas": True, "pia": True}
    assert named == {"kari": False, "jonas": False, "pia": True}, "what Jonas writes, the parents read"


def test_an_answer_is_recorded_by_those_who_may_ask_and_is_not_there_for_others(cast: Cast, plan: Plan) -> None:
    consent = asked(cast, plan)
    answer = ConsentAnswer.objects.of(consent=consent).get()
    page = reverse("plans:answer", kwargs={"plan": plan.key, "answer": answer.key})
    assert [browser_of(who).get(page).status_code for who in (cast.kari, cast.jonas)] == [404, 200]
    for actor in (cast.as_kari, cast.as_nils):
        with pytest.raises(NotYours):
            record_answer(plan=plan, answer=answer, yes=True, channel=ORAL, actor=actor, at=NOW)
    done = browser_of(cast.jonas).post(page, {"answer": "yes", "channel": "oral"})
    assert done.headers["Location"] == address("ask_alone", plan)
    assert Grant.objects.get(consent=consent).by_child_alone


def test_the_judgement_comes_first_and_only_health_personnel_see_the_page(cast: Cast, plan: Plan) -> None:
    page = address("ask_alone", plan)
    assert [browser_of(who).get(page).status_code for who in (cast.kari, cast.jonas, cast.pia)] == [403, 200, 404]
    jonas = browser_of(cast.jonas)
    form = {"service": [str(cast.ppt.pk)], "purpose": "Råd", "until_on": after(90).date().isoformat(), "reason": ""}
    assert jonas.post(page, form).status_code == 422
    assert jonas.post(page, form | {"reason": "Hun er trygg, og vil det selv."}).status_code == 302
    assert page in jonas.get(address("plan", plan)).content.decode()
    assert page not in browser_of(cast.kari).get(address("plan", plan)).content.decode()


@pytest.mark.parametrize(("years", "status"), [(11, 403), (12, 200), (15, 200), (16, 403)])
def test_pbrl_4_3_from_12_to_16(cast: Cast, plan: Plan, years: int, status: int) -> None:
    aged(cast, years)
    Grant.objects.filter(matter=plan.pk).update(until_on=TODAY + timedelta(days=30))
    assert browser_of(cast.jonas).get(address("ask_alone", plan)).status_code == status


def test_the_child_takes_it_back_and_the_parents_cannot(cast: Cast, plan: Plan) -> None:
    secret(cast, plan)
    consent = let_in(cast, plan)
    assert may_take_back(child=cast.ella, matter=plan.pk, on=TODAY) == [cast.mona, cast.per]
    withdraw(plan=plan, by=cast.mona, service=cast.ppt, channel=ORAL, actor=cast.as_kari, at=NOW)
    assert reads(cast.as_pia, plan) == ["Prevensjon"]
    with pytest.raises(NotYours):
        take_back_alone(plan=plan, consent=consent, channel=ORAL, actor=cast.as_kari, at=NOW)
    done = browser_of(cast.jonas).post(address("ask_alone", plan), {"take_back": str(consent.pk)})
    assert done.status_code == 302
    assert reads(cast.as_pia, plan) == []
    consent.refresh_from_db()
    assert consent.status == Consent.Status.WITHDRAWN
    assert cast.school.pk in {one.pk for one in services_known(plan, cast.as_kari, TODAY)}
