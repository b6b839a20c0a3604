"""Child welfare takes over the care: each yes lasts as long as it is theirs to say who said it, and no longer."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from helhet.access.actions.asking import NobodyToAsk, who_must_answer
from helhet.access.models import Consent, ConsentAnswer, Grant
from helhet.clocks.models import Clock
from helhet.core.actors import Actor, ActorKind
from helhet.core.doing import NotYours
from helhet.core.services import ServiceType
from helhet.family.discretion import Discretion
from helhet.people.models import CareOrder, Guardianship, Service
from helhet.people.queries import care_order_of
from helhet.plans.actions.care import CareRefused, end_care_order, record_care_order, record_carer
from helhet.plans.actions.opening import ask_child, ask_family
from helhet.plans.actions.services import accept_invitation, invite_service
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from helhet.post.models import Letter
from tests.access.test_consents import aged
from tests.attack.browser import browser_of
from tests.cast import NOW, TODAY, Cast, acting, active_plan, draft, everyone_says, scope, with_jonas, worker
from tests.cast import service as new_service

DAY = timedelta(days=1)
ORDER = CareOrder.Kind.ORDER


@pytest.fixture
def welfare(cast: Cast) -> Service:
    return new_service(cast.fjordvik, ServiceType.CHILD_WELFARE, "Barneverntjenesten", leader=worker("Randi"))


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


def taken(cast: Cast, plan: Plan, welfare: Service, *, from_on: date = TODAY + DAY, **changed: Any) -> CareOrder:
    given = {"kind": ORDER, "hidden_place": False, "actor": cast.as_kari, "at": NOW} | changed
    return record_care_order(plan=plan, service=welfare, from_on=from_on, **given)


def reads(actor: Actor, plan: Plan, on: date) -> int:
    return len(ENTRY.list(Entry.objects.of(plan=plan), actor=actor, on=on))


def grants(plan: Plan) -> dict[str, set[tuple[Any, ...]]]:
    rows = Grant.objects.filter(matter=plan.pk)
    return {
        code: set(rows.filter(information_type=code).values_list("until_on", "general_until", "health_until"))
        for code in ("school", "health")
    }


def test_pbrl_4_4_what_the_parents_said_yes_to_lasts_until_the_day_before(
    cast: Cast, plan: Plan, welfare: Service
) -> None:
    entry = {"plan": plan, "kind": Entry.Kind.NOTE, "text": "Ella lo", "at": NOW}
    write_entry(information_type="school", actor=cast.as_kari, **entry)  # type: ignore[arg-type]
    taken(cast, plan, welfare)
    assert grants(plan) == {"school": {(TODAY, TODAY, TODAY)}, "health": {(TODAY, TODAY, TODAY)}}
    assert [reads(cast.as_jonas, plan, on) for on in (TODAY, TODAY + DAY)] == [1, 0]
    assert [len(PLAN.list(Plan.objects.of(child=cast.ella), actor=cast.as_kari, on=TODAY + DAY))] == [1]


def test_it_never_makes_a_yes_last_longer(cast: Cast, plan: Plan, welfare: Service) -> None:
    before = grants(plan)
    taken(cast, plan, welfare, from_on=TODAY + timedelta(days=1000))
    assert grants(plan) == before


def test_a_decision_known_late_opens_nothing_from_the_moment_it_is_known(
    cast: Cast, plan: Plan, welfare: Service
) -> None:
    taken(cast, plan, welfare, from_on=TODAY - timedelta(days=5))
    assert not Grant.objects.filter(matter=plan.pk, until_on__gte=TODAY).exists()


def test_the_holder_is_told_and_is_to_ask_anew(cast: Cast, plan: Plan, welfare: Service) -> None:
    taken(cast, plan, welfare)
    renew = Clock.objects.filter(matter=plan.pk, code="consent_renew", ended_at=None)
    assert {(one.owner, one.started_on) for one in renew} == {(cast.kari, TODAY)}
    assert Letter.objects.filter(about=plan.pk, to_worker=cast.kari, kind="news").count() == 1


def asked(cast: Cast, *types: str, plan: bool = False) -> set[str]:
    who = who_must_answer(
        child=cast.ella, types=types, self_consent_age=cast.guide.self_consent_age, on=TODAY, plan=plan
    )
    return {one.name for one in who}


def test_7_child_welfare_and_the_carers_are_asked_and_they_open_it_again(
    cast: Cast, plan: Plan, welfare: Service
) -> None:
    taken(cast, plan, welfare, from_on=TODAY)
    with pytest.raises(NobodyToAsk) as nobody:
        asked(cast, "health")
    assert nobody.value.capacity == "carers"
    record_carer(plan=plan, name="Fosa", relation="fostermor", actor=cast.as_kari, at=NOW)
    assert asked(cast, "health") == {"Barneverntjenesten", "Fosa"}
    assert asked(cast, "school", plan=True) == {"Barneverntjenesten", "Mona", "Per"}
    anew = ask_family(plan=plan, scope=scope(cast.school, cast.clinic), actor=cast.as_kari, at=NOW)
    assert {one.giver_name for one in ConsentAnswer.objects.of(consent=anew)} == {
        "Barneverntjenesten", "Fosa", "Mona", "Per",
    }  # fmt: skip
    everyone_says(True, plan, anew, cast.as_kari)
    write_entry(plan=plan, kind=Entry.Kind.NOTE, information_type="health", text="Sover", actor=cast.as_kari, at=NOW)
    assert reads(cast.as_jonas, plan, TODAY) == 1


def test_a_yes_by_those_in_care_alone_ends_with_it(cast: Cast, plan: Plan, welfare: Service) -> None:
    order = taken(cast, plan, welfare, from_on=TODAY)
    record_carer(plan=plan, name="Fosa", actor=cast.as_kari, at=NOW)
    everyone_says(
        True, plan, ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW), cast.as_kari
    )  # fmt: skip
    health = ask_family(plan=plan, scope=scope(cast.clinic, types=("health",)), actor=cast.as_kari, at=NOW)
    everyone_says(True, plan, health, cast.as_kari)
    end_care_order(plan=plan, order=order, until_on=TODAY + 10 * DAY, actor=cast.as_kari, at=NOW)
    assert Grant.objects.get(matter=plan.pk, consent=health).health_until == TODAY + 10 * DAY


def test_pbrl_4_3_what_the_child_said_alone_is_its_own_all_the_same(cast: Cast, welfare: Service) -> None:
    aged(cast, 13)
    plan = with_jonas(cast, active_plan(cast))
    alone = ask_child(
        plan=plan, scope=scope(cast.school, types=("health",)), reason="Trygg", actor=cast.as_jonas, at=NOW
    )
    everyone_says(True, plan, alone, cast.as_jonas)
    taken(cast, plan, welfare)
    hidden = Grant.objects.get(matter=plan.pk, consent=alone)
    assert (hidden.until_on, hidden.health_until) == (TODAY, TODAY + 365 * DAY)


def test_opplova_24_5_a_yes_the_young_gave_for_themselves_stands(cast: Cast, welfare: Service) -> None:
    aged(cast, 16)
    plan = with_jonas(cast, active_plan(cast), types=("health",))
    taken(cast, plan, welfare)
    health = Grant.objects.get(matter=plan.pk, service=cast.clinic)
    assert health.health_until == TODAY + 365 * DAY


def test_what_the_nurse_wrote_of_the_agreement_is_no_longer_the_schools_to_read(cast: Cast, welfare: Service) -> None:
    """At 16 health secrets are hers to lift; the agreement is shared by all who are to ask, and they are others now."""
    aged(cast, 16)
    plan = with_jonas(cast, active_plan(cast))
    nurse = replace(cast.as_jonas, health_personnel=True)
    note = {"kind": Entry.Kind.NOTE, "information_type": "agreement", "text": "Ny time", "at": NOW}
    write_entry(plan=plan, actor=nurse, **note)  # type: ignore[arg-type]
    taken(cast, plan, welfare)
    assert [reads(cast.as_kari, plan, on) for on in (TODAY, TODAY + DAY)] == [1, 0]
    assert [len(PLAN.list(Plan.objects.of(child=cast.ella), actor=cast.as_kari, on=TODAY + DAY))] == [1]


def test_an_emergency_decision_gives_way_to_a_care_order(cast: Cast, plan: Plan, welfare: Service) -> None:
    acute = taken(cast, plan, welfare, from_on=TODAY - DAY, kind=CareOrder.Kind.ACUTE)
    order = taken(cast, plan, welfare, from_on=TODAY)
    acute.refresh_from_db()
    assert (acute.until_on, care_order_of(cast.ella, on=TODAY)) == (TODAY - DAY, order)


def refused(cast: Cast, plan: Plan, welfare: Service, **changed: Any) -> str:
    with pytest.raises(CareRefused) as no:
        taken(cast, plan, welfare, **changed)
    return no.value.code


def test_what_cannot_be_written_down(cast: Cast, plan: Plan, welfare: Service) -> None:
    assert refused(cast, plan, cast.clinic) == "not_child_welfare"
    with pytest.raises(CareRefused) as no:
        record_carer(plan=plan, name="Fosa", actor=cast.as_kari, at=NOW)
    assert no.value.code == "no_order"
    order = taken(cast, plan, welfare)
    assert refused(cast, plan, welfare) == "stands"
    with pytest.raises(CareRefused) as no:
        end_care_order(plan=plan, order=order, until_on=TODAY - DAY, actor=cast.as_kari, at=NOW)
    assert no.value.code == "ends_before_it_begins"
    aged(cast, 18)
    assert refused(cast, plan, welfare) == "of_age"


def test_it_is_the_holders_to_write_and_child_welfares_in_the_plan(cast: Cast, plan: Plan, welfare: Service) -> None:
    randi = acting(welfare.leader, welfare)
    for actor in (cast.as_jonas, cast.as_nils, cast.as_rektor, cast.as_amir, randi):
        with pytest.raises(NotYours):
            taken(cast, plan, welfare, actor=actor)
    consent = ask_family(plan=plan, scope=scope(welfare), actor=cast.as_kari, at=NOW)
    plan = everyone_says(True, plan, consent, cast.as_kari)
    asked_in = invite_service(
        plan=plan, service=welfare, worker=welfare.leader, task="Hjelp", actor=cast.as_kari, at=NOW
    )
    accept_invitation(invitation=asked_in, actor=randi, at=NOW)
    assert taken(cast, plan, welfare, actor=randi).service == welfare


def test_5_5_where_the_parents_are_not_to_know_the_place_no_place_is_told(
    cast: Cast, plan: Plan, welfare: Service
) -> None:
    assert not Discretion.around(cast.ella, on=TODAY).shielded
    taken(cast, plan, welfare, from_on=TODAY, hidden_place=True)
    assert Discretion.around(cast.ella, on=TODAY).shielded
    assert not Discretion.around(cast.ella, on=TODAY - DAY).shielded


def test_a_carer_reads_the_plan_while_child_welfare_has_the_care(cast: Cast, plan: Plan, welfare: Service) -> None:
    taken(cast, plan, welfare, from_on=TODAY)
    tie = record_carer(plan=plan, name="Fosa", actor=cast.as_kari, at=NOW)
    assert record_carer(plan=plan, name="Fosa", actor=cast.as_kari, at=NOW) == tie
    assert (tie.responsibility, tie.carer) == (Guardianship.Responsibility.NO, True)
    fosa = Actor(kind=ActorKind.GUARDIAN, id=tie.guardian_id)
    assert len(PLAN.list(Plan.objects.of(child=cast.ella), actor=fosa, on=TODAY)) == 1


def test_a_plan_that_still_waits_for_its_first_yes_asks_the_right_ones(cast: Cast, welfare: Service) -> None:

    plan = draft(cast)
    taken(cast, plan, welfare, from_on=TODAY)
    assert Consent.objects.count() == 0
    assert asked(cast, "school", plan=True) == {"Barneverntjenesten", "Mona", "Per"}


def test_the_page_writes_it_down_adds_the_carer_and_ends_it(
    cast: Cast, plan: Plan, welfare: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    kari, address = browser_of(cast.kari), reverse("plans:care", kwargs={"plan": plan.key})
    assert kari.post(address, {"record": "yes"}).status_code == 422
    form = {"record": "yes", "kind": "order", "service": str(welfare.pk), "from_on": TODAY.isoformat()}
    assert kari.post(address, form).status_code == 302
    assert kari.post(address, {"carer": "yes", "name": "Fosa"}).status_code == 302
    page = kari.get(address).content.decode()
    assert [word for word in ("Care order", "Fosa", "Barneverntjenesten") if word not in page] == []
    assert kari.post(address, {"end": "yes", "until_on": "2026-11-01"}).status_code == 422
    assert kari.post(address, {"end": "yes", "until_on": TODAY.isoformat()}).status_code == 302
    assert care_order_of(cast.ella, on=TODAY + DAY) is None
    assert browser_of(cast.jonas).get(address).status_code == 404  # the consent that let him in is cut
