"""Telling without consent: only one's own, only on a rule between exactly the two, and with every reason in words."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from helhet.access.actions.taking_back import make_exception
from helhet.access.models import DemandMet, Disclosure
from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.law.parameter import Demand
from helhet.core.services import ServiceType
from helhet.people.models import Service
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.disclosing import DisclosureRefused, disclose, tell_family_of_disclosure
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.disclosed import disclosures_of, rules_for, told_by_us, told_to_me
from helhet.plans.queries.doors import ENTRY, PLAN
from helhet.plans.queries.who import who_may_see
from helhet.post.models import Letter
from tests.attack.browser import browser_of
from tests.cast import NOW, TODAY, Cast, acting, active_plan, after, employ, service, with_jonas, worker


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return with_jonas(cast, active_plan(cast))


@pytest.fixture
def nav(cast: Cast) -> Service:
    return service(cast.fjordvik, ServiceType.NAV, "Nav Fjordvik", leader=worker("Olav"))


def written(plan: Plan, actor: Any, *, kind: str = "school", text: str = "Ella kom uten mat.", **more: Any) -> Entry:
    return write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type=kind, text=text, actor=actor, at=NOW, **more
    )  # fmt: skip


TOLD: dict[str, Any] = {
    "rule": "WO-FVL67-13B-5",
    "purpose": "Utredning av syn",
    "necessity": "Skolen må vite om Ella ser tavla.",
    "family_told_on": TODAY,
}
NOT_TOLD = {"family_told_on": None, "not_told_reason": "Familien er på reise."}


def tell(cast: Cast, plan: Plan, *entries: Entry, **changed: Any) -> Disclosure:
    given = {"to_service": cast.ppt, "to_worker": cast.pia, "actor": cast.as_kari, "at": NOW} | TOLD | changed
    return disclose(plan=plan, entries=entries, **given)


def code(cast: Cast, plan: Plan, *entries: Entry, **changed: Any) -> str:
    with pytest.raises(DisclosureRefused) as refused:
        tell(cast, plan, *entries, **changed)
    assert not Disclosure.objects.filter(matter=plan.pk).exists()
    return refused.value.code


def sees(actor: Any, plan: Plan, *, on: date = TODAY) -> list[str]:
    return sorted(row.text for row in ENTRY.list(Entry.objects.of(plan=plan), actor=actor, on=on))


def test_the_one_who_is_told_sees_just_that_and_nobody_else_there(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    written(plan, cast.as_kari, text="Noe annet")
    employ(cast.nils, cast.ppt)
    assert sees(cast.as_pia, plan) == []
    tell(cast, plan, entry)
    assert sees(cast.as_pia, plan) == ["Ella kom uten mat."]
    assert sees(acting(cast.nils, cast.ppt), plan) == []
    assert list(PLAN.list(Plan.objects.of(child=cast.ella), actor=cast.as_pia, on=TODAY)) == []
    assert [letter.to_worker for letter in Letter.objects.filter(to_worker=cast.pia)] == [cast.pia]


def test_it_is_written_down_on_which_rule_by_whom_and_that_it_was_read(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    made = tell(cast, plan, entry)
    row = AuditEntry.objects.get(event=Event.DISCLOSED)
    assert (row.object, row.actor, row.details["rule"]) == (made.pk, cast.kari.pk, "WO-FVL67-13B-5")
    assert [one.entries for one in told_to_me(cast.as_pia, at=NOW)] == [(entry,)]
    read = AuditEntry.objects.get(event=Event.ENTRY_READ, actor=cast.pia.pk)
    assert (read.object, read.grounds) == (entry.pk, ["entry_disclosed"])


def test_only_what_the_own_service_wrote_is_told_and_only_by_those_with_a_part_in_it(cast: Cast, plan: Plan) -> None:
    by_kari, by_jonas = written(plan, cast.as_kari), written(plan, cast.as_jonas, text="Fra helsestasjonen")
    assert code(cast, plan, by_jonas) == "not_yours"
    assert code(cast, plan, by_kari, by_jonas) == "not_yours"
    assert code(cast, plan, by_kari, actor=cast.as_nils) == "not_yours"
    assert code(cast, plan, by_kari, actor=cast.as_rektor) == "not_yours"
    assert code(cast, plan) == "nothing_told"


def test_a_service_does_not_tell_itself_nor_somebody_who_is_not_there(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    assert code(cast, plan, entry, to_service=cast.school, to_worker=cast.nils) == "same_service"
    assert code(cast, plan, entry, to_worker=cast.jonas) == "not_in_service"


HPL_25 = {"rule": "WO-HPL-25", "demands_met": {Demand.NO_OBJECTION: "Mona og Per er spurt."}}


def test_hpl_21_a_nurses_words_need_a_health_rule_and_school_has_none_of_that_kind(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_jonas, kind="health")
    told = {"actor": cast.as_jonas, "to_service": cast.school, "to_worker": cast.nils}
    assert code(cast, plan, entry, **told) == "no_ground"
    assert code(cast, plan, entry, **told | HPL_25) == "no_ground"
    assert [rule.id for rule in rules_for([entry], cast.school, TODAY)] == ["WO-HPL-23-4"]


def test_fvl_13f_a_duty_to_inform_is_no_ground_and_neither_is_a_report(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    for rule in ("DI-OPPL-24-2", "MR-OPPL-24-3", "MR-BVL-13-2", "WC-FVL67-13A-1", "PR-OPPL-24-1-4", "ukjent"):
        assert code(cast, plan, entry, rule=rule) == "no_ground"


def test_a_rule_opens_only_from_its_first_day(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_jonas, kind="health")
    bup = service(cast.fjordvik, ServiceType.BUP, "BUP", leader=worker("Vilde"))
    assert rules_for([entry], bup, date(2026, 6, 30)) == ()
    assert [rule.id for rule in rules_for([entry], bup, date(2026, 7, 1))] == ["WO-HPL-23-4", "WO-HPL-25"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"necessity": "  "}, "no_necessity"),
        ({"purpose": ""}, "no_purpose"),
        ({"rule": "WO-FVL67-13B-7"}, "demand_unmet"),
        ({"rule": "WO-FVL67-13B-7", "demands_met": {Demand.DANGER: " "}}, "demand_unmet"),
        ({"family_told_on": None}, "told_or_why"),
        ({"not_told_reason": "Begge deler"}, "told_or_why"),
        ({"family_told_on": TODAY + timedelta(days=1)}, "told_in_future"),
    ],
)
def test_every_reason_is_in_words(cast: Cast, plan: Plan, changed: dict[str, Any], why: str) -> None:
    assert code(cast, plan, written(plan, cast.as_kari), **changed) == why


def test_how_a_demand_was_met_is_kept_with_it(cast: Cast, plan: Plan) -> None:
    met = {Demand.DANGER: "Hun sier at hun vil hoppe.", Demand.NO_OBJECTION: "Ikke spurt om"}
    tell(cast, plan, written(plan, cast.as_kari), rule="WO-FVL67-13B-7", demands_met=met)
    kept = [(one.demand, one.words) for one in DemandMet.objects.all()]
    assert kept == [("danger", "Hun sier at hun vil hoppe.")]


def test_bvl_13_1_child_welfare_lets_the_child_speak_first(cast: Cast, plan: Plan) -> None:
    randi = worker("Randi")
    there = service(cast.fjordvik, ServiceType.CHILD_WELFARE, "Barneverntjenesten", leader=randi)
    entry = written(plan, cast.as_kari)
    Entry.objects.filter(pk=entry.pk, municipality=cast.fjordvik).update(
        service=there, source=there, author=randi, regime="child_welfare"
    )
    told = {"rule": "WO-BVL-13-1-3", "actor": acting(randi, there)}
    assert code(cast, plan, entry, **told) == "child_not_heard"
    assert tell(cast, plan, entry, **told, child_heard="Ella synes det er greit.").rule == "WO-BVL-13-1-3"


@pytest.mark.parametrize(
    "kept_back", [{"service": "bup"}, {"worker": "vilde"}, {"information_type": "health"}], ids=lambda kept: str(kept)
)
def test_hpl_29_a_rule_that_bows_to_a_no_does_so_where_the_family_keeps_it_back(
    cast: Cast, plan: Plan, kept_back: dict[str, str]
) -> None:
    vilde = worker("Vilde")
    bup = service(cast.fjordvik, ServiceType.BUP, "BUP", leader=vilde)
    entry = written(plan, cast.as_jonas, kind="health")
    named: dict[str, Any] = {"bup": bup, "vilde": vilde}
    make_exception(
        child=cast.ella, matter=plan.pk, by=cast.mona, actor=cast.as_kari, at=NOW,
        **{name: named.get(value, value) for name, value in kept_back.items()},
    )  # fmt: skip
    told = {"actor": cast.as_jonas, "to_service": bup, "to_worker": vilde}
    assert code(cast, plan, entry, **told | HPL_25) == "objected"
    weighty = {"rule": "WO-HPL-23-4", "demands_met": {Demand.WEIGHTY_INTERESTS: "Hun kan dø."}}
    tell(cast, plan, entry, **told | weighty)
    assert sees(acting(vilde, bup), plan) == ["Ella kom uten mat."]  # a no to a consent is none to the law's own rule


def test_hpl_25_two_in_the_health_service_where_nobody_has_said_no(cast: Cast, plan: Plan) -> None:
    vilde = worker("Vilde")
    bup = service(cast.fjordvik, ServiceType.BUP, "BUP", leader=vilde)
    entry = written(plan, cast.as_jonas, kind="health")
    tell(cast, plan, entry, actor=cast.as_jonas, to_service=bup, to_worker=vilde, **HPL_25)
    assert sees(acting(vilde, bup), plan) == ["Ella kom uten mat."]


def test_what_was_told_stays_told_when_the_consent_is_taken_back(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    tell(cast, plan, entry)
    withdraw(plan=plan, by=cast.mona, service=None, channel="oral", actor=cast.as_kari, at=after(1))  # type: ignore[arg-type]
    assert sees(cast.as_pia, plan, on=after(2).date()) == ["Ella kom uten mat."]


def knows(actor: Any, entry: Entry) -> int:
    return len(disclosures_of(entry, actor))


def test_others_in_the_plan_learn_of_it_when_the_family_has(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    made = tell(cast, plan, entry, **NOT_TOLD)
    names = lambda reader: "Pia" in {one.name for one in who_may_see(entry, reader=reader, on=TODAY)}  # noqa: E731
    assert [knows(a, entry) for a in (cast.as_kari, cast.as_pia, cast.as_jonas)] == [1, 1, 0]
    assert [names(a) for a in (cast.as_kari, cast.as_jonas)] == [True, False]
    tell_family_of_disclosure(disclosure=made, told_on=TODAY, actor=cast.as_kari, at=NOW)
    assert [knows(a, entry) for a in (cast.as_kari, cast.as_pia, cast.as_jonas)] == [1, 1, 1]
    assert names(cast.as_jonas)


def test_told_later_the_reason_it_waited_stays(cast: Cast, plan: Plan) -> None:
    made = tell(cast, plan, written(plan, cast.as_kari), **NOT_TOLD)
    with pytest.raises(DisclosureRefused) as refused:
        tell_family_of_disclosure(disclosure=made, told_on=TODAY, actor=cast.as_jonas, at=NOW)
    assert refused.value.code == "not_yours"
    with pytest.raises(DisclosureRefused) as refused:
        tell_family_of_disclosure(disclosure=made, told_on=TODAY + timedelta(1), actor=cast.as_kari, at=NOW)
    assert refused.value.code == "told_in_future"
    for _again in range(2):
        made = tell_family_of_disclosure(disclosure=made, told_on=TODAY, actor=cast.as_kari, at=NOW)
    assert (made.family_told_on, made.not_told_reason) == (TODAY, "Familien er på reise.")
    assert AuditEntry.objects.filter(event=Event.DISCLOSURE_TOLD).count() == 1


def test_the_service_reads_what_it_has_told_and_others_do_not(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    tell(cast, plan, entry)
    assert [one.entries for one in told_by_us(cast.as_kari, at=NOW)] == [(entry,)]
    assert told_by_us(cast.as_rektor, at=NOW) == told_by_us(cast.as_jonas, at=NOW) == ()
    assert told_to_me(cast.as_kari, at=NOW) == ()


# ── The pages ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def address(name: str, entry: Entry, **more: object) -> str:
    return reverse(f"plans:{name}", kwargs={"entry": entry.key, **more})


@pytest.mark.usefixtures("clock")
def test_the_form_offers_the_rules_there_are_and_says_what_is_no_leave(cast: Cast, plan: Plan) -> None:
    entry, kari = written(plan, cast.as_kari), browser_of(cast.kari)
    first = kari.get(address("tell", entry))
    assert first.status_code == 200
    assert "116 111" in first.content.decode()
    second = kari.post(address("tell", entry), {"to": str(cast.clinic.pk)})
    page = second.content.decode()
    assert second.status_code == 200
    offered = {rule.paragraph for rule in rules_for([entry], cast.clinic, TODAY)}
    assert {f"helsepersonelloven § {n}" for n in ("25", "23 nr. 4")} & offered == set()
    assert [paragraph for paragraph in offered if paragraph not in page] == []
    assert page.count('name="rule"') == len(offered)
    assert "opplæringslova § 24-2" in page


@pytest.mark.usefixtures("clock")
def test_where_there_is_no_rule_it_is_said_and_the_report_is_still_there(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari, kind="health", source=cast.clinic)
    page = browser_of(cast.kari).post(address("tell", entry), {"to": str(cast.ppt.pk)}).content.decode()
    assert 'name="rule"' not in page
    assert "No rule lets you tell PPT Fjordvik this without consent." in page
    assert "you need nobody's leave" in page
    assert reverse("plans:ask", kwargs={"plan": plan.key}) in page


@pytest.mark.usefixtures("clock")
def test_told_through_the_form_and_read_by_the_one_it_is_told(cast: Cast, plan: Plan, nav: Service) -> None:
    entry, kari = written(plan, cast.as_kari), browser_of(cast.kari)
    step_2 = {"to": str(nav.pk), "step": "ground"}
    who = {"who": f"{nav.leader_id}:{nav.pk}", "rule": "WO-FVL67-13B-7"}
    assert kari.post(address("tell", entry), step_2).status_code == 422
    third = kari.post(address("tell", entry), step_2 | who)
    assert third.status_code == 200
    words = {"purpose": "Mat", "necessity": "Ellers sulter hun.", "danger": "Hun besvimte.", "told": "not_told"}
    assert kari.post(address("tell", entry), step_2 | who | words).status_code == 422
    done = kari.post(address("tell", entry), step_2 | who | words | {"not_told_reason": "Ikke nådd ennå."})
    assert done.headers["Location"] == address("entry", entry)
    olav = browser_of(nav.leader)
    assert "Ella kom uten mat." in olav.get(reverse("plans:disclosed")).content.decode()
    page = olav.get(address("entry", entry)).content.decode()
    assert "forvaltningsloven § 13 b nr. 7" in page
    assert "Ellers sulter hun." not in page
    assert "Mona" not in page
    assert olav.get(reverse("plans:plan", kwargs={"plan": plan.key})).status_code == 404
    assert olav.get(address("tell", entry)).status_code == 403


@pytest.mark.usefixtures("clock")
def test_one_press_says_that_the_family_has_been_told(cast: Cast, plan: Plan) -> None:
    entry = written(plan, cast.as_kari)
    made = tell(cast, plan, entry, **NOT_TOLD)
    told = address("family_told", entry, disclosure=made.pk)
    assert [browser_of(who).post(told).status_code for who in (cast.pia, cast.jonas, cast.nils)] == [403, 403, 404]
    assert browser_of(cast.kari).post(told).status_code == 302
    made.refresh_from_db()
    assert made.family_told_on == TODAY


def test_a_club_is_told_only_what_holds_for_everyone(cast: Cast, plan: Plan) -> None:
    club = service(cast.fjordvik, ServiceType.LEISURE_CLUB, "Klubben", leader=worker("Trond"))
    found = [rule.id for rule in rules_for([written(plan, cast.as_kari)], club, TODAY)]
    assert found == ["WO-FVL67-13A-3", "WO-FVL67-13B-2", "WO-FVL67-13B-7"]
