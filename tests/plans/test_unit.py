"""My unit: for the one who leads it. Who and when, never what is written."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.people.models import Cover, Membership, Person, Worker
from helhet.plans.actions.baton import offer_baton
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.roles import current_baton
from tests.cast import NOW, TODAY, Cast, active_plan, after, parent_of, with_jonas
from tests.web.markup import elements, one


class Clock:
    at = NOW


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.at)
    return clock


def as_worker(worker: Worker) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(worker.account)
    return client


def unit(worker: Worker) -> str:
    response = as_worker(worker).get(reverse("plans:unit"))
    assert response.status_code == 200
    return response.content.decode()


def place(worker: Worker) -> UUID:
    return Membership.objects.get(worker=worker).pk


def left(worker: Worker) -> str:
    return reverse("plans:unit_left", kwargs={"membership": place(worker)})


def cover(cast: Cast, **changes: object) -> dict[str, Any]:
    form = {"absent": cast.kari.pk, "covered_by": cast.nils.pk, "from_on": "2026-12-01", "until_on": "2026-12-14"}
    return form | changes


def test_only_the_leader_opens_the_unit(cast: Cast) -> None:
    active_plan(cast)
    for worker in (cast.kari, cast.nils, cast.jonas):
        client = as_worker(worker)
        answers = [
            client.get(reverse("plans:unit")).status_code,
            client.post(reverse("plans:unit"), cover(cast)).status_code,
            client.get(left(cast.nils)).status_code,
            client.post(left(cast.nils)).status_code,
        ]
        assert answers == [404] * 4
    assert (Cover.objects.count(), Membership.objects.exclude(ended_on=None).count()) == (0, 0)


def test_the_leader_sees_who_holds_what_and_not_what_is_written(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    write_entry(
        plan=plan,
        kind=Entry.Kind.NOTE,
        information_type="school",
        text="Ella sitter alene.",
        actor=cast.as_kari,
        at=NOW,
    )
    offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    html = unit(cast.rektor)
    assert [" ".join(p.text.split()) for p in elements(html, "li", class_="unit-person")] == [
        "Kari kontaktlærer Holds 1 baton Has left the unit: Kari",
        "Nils ansatt Holds no baton Has left the unit: Nils",
        "Rektor leader ansatt Holds no baton",
    ]
    (row,) = [tr.text for tr in elements(html, "tr") if tr.text.startswith("Ella")]
    asked = f"Jonas, Fjordvik helsestasjon {cast.guide.clock('offer_answer').days} days left"
    assert row.startswith(f"EllaKarino date set{asked}")
    assert html.count("Ella sitter alene.") == 0
    assert AuditEntry.objects.filter(event=Event.PLAN_LISTED, actor=cast.rektor.pk, object=plan.pk).count() == 1


def test_a_unit_that_does_not_hold_the_baton_does_not_name_the_child(cast: Cast) -> None:
    with_jonas(cast, active_plan(cast))
    html = unit(cast.head_nurse)
    assert html.count("Ella") == 0
    assert one(html, "section", aria_labelledby="held").text == "Plans held in the unit The unit holds no baton now."


def test_what_is_late_stands_with_the_one_it_waits_for(cast: Cast, clock: Clock) -> None:
    active_plan(cast)
    clock.at = after(60)
    late = cast.guide.clock("measure_first").days
    kari = one(unit(cast.rektor), "ul", class_="unit-late")
    assert kari.text.startswith(f"The first measure should have begun {60 - late} days overdue")


def test_the_leader_arranges_cover(cast: Cast) -> None:
    client = as_worker(cast.rektor)
    response = client.post(reverse("plans:unit"), cover(cast))
    assert (response.status_code, response.headers["Location"]) == (302, reverse("plans:unit"))
    made = Cover.objects.get()
    assert (made.absent, made.covered_by, made.service) == (cast.kari, cast.nils, cast.school)
    html = client.get(reverse("plans:unit")).content.decode()
    assert html.count("Nils stands in for Kari, 1 December 2026 – 14 December 2026") == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        pytest.param({"until_on": "2026-11-30"}, "until_on", "The last day is before the first.", id="wrong way round"),
        pytest.param({"until_on": ""}, "until_on", "Choose a day.", id="no last day"),
        pytest.param({"covered_by": "kari"}, "covered_by", "Somebody else must stand in.", id="by the same"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    cast: Cast, changes: dict[str, str], field: str, sentence: str
) -> None:
    changes = {name: str(cast.kari.pk) if value == "kari" else value for name, value in changes.items()}
    response = as_worker(cast.rektor).post(reverse("plans:unit"), cover(cast, **changes))
    html = response.content.decode()
    assert response.status_code == 422
    assert one(html, id=f"id_{field}_error").text == sentence
    assert one(html, "input", name="from_on")["value"] == "2026-12-01"
    assert Cover.objects.count() == 0


def test_4_when_somebody_leaves_their_batons_are_the_leaders_at_once(cast: Cast) -> None:
    plan = active_plan(cast)
    client = as_worker(cast.rektor)
    before = client.get(left(cast.kari)).content.decode()
    assert one(before, class_="lead").text == (
        "Kari holds 1 baton. It is yours from the moment you confirm, until somebody else has said yes."
    )
    baton = current_baton(plan)
    assert baton is not None
    assert baton.holder == cast.kari
    client.post(left(cast.kari))
    baton = current_baton(Plan.objects.get(pk=plan.pk))
    assert baton is not None
    assert baton.holder == cast.rektor
    assert Membership.objects.get(worker=cast.kari).ended_on == TODAY


def test_the_leader_does_not_leave_before_there_is_another(cast: Cast) -> None:
    response = as_worker(cast.rektor).post(left(cast.rektor))
    assert response.status_code == 422
    assert one(response.content.decode(), class_="ds-error-summary").text.endswith(
        "The unit needs a new leader before you can leave it."
    )


# --- many plans


@pytest.fixture
def by_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helhet.plans.queries.unit.PAGE", 2)


def held_plans(cast: Cast, *days: int | None) -> list[Plan]:
    """Plans of the unit, each around a child of its own, to be evaluated in so many days."""
    found = []
    for number, days_ahead in enumerate(days):
        plan = active_plan(another_child(cast, f"Barn {number}"))
        day = None if days_ahead is None else after(days_ahead).date()
        Plan.objects.at(plan.key).update(next_evaluation_on=day)
        found.append(plan)
    return found


def another_child(cast: Cast, name: str) -> Cast:
    child = Person.objects.create(municipality=cast.fjordvik, name=name, born_on=date(2016, 5, 5))
    mona, per = (parent_of(child, f"{who} til {name}") for who in ("Mor", "Far"))
    return replace(cast, ella=child, mona=mona, per=per)


def pages(cast: Cast) -> list[list[str]]:
    """The children on each page of the unit, from the first."""
    client, address, found = as_worker(cast.rektor), reverse("plans:unit"), []
    while address:
        html = client.get(address).content.decode()
        found.append(re.findall(r">(Barn \d)</a>", html))
        more = re.findall(r'href="([^"#]+)#held" rel="next"', html)
        address = reverse("plans:unit") + more[0].replace("&amp;", "&") if more else ""
    return found


def test_the_plans_of_a_unit_are_read_a_part_at_a_time_those_evaluated_next_first(cast: Cast, by_twos: None) -> None:
    held_plans(cast, None, 9, 3, 5, None)
    assert [sorted(page) for page in pages(cast)] == [["Barn 2", "Barn 3"], *[sorted(p) for p in pages(cast)[1:]]]
    first, second, third = pages(cast)
    assert (first, second[0]) == (["Barn 2", "Barn 3"], "Barn 1")
    assert sorted([*second[1:], *third]) == ["Barn 0", "Barn 4"]


def test_plans_evaluated_on_the_same_day_are_each_on_one_page(cast: Cast, by_twos: None) -> None:
    held_plans(cast, 3, 3, 3, 3, 3)
    assert sorted(name for page in pages(cast) for name in page) == [f"Barn {n}" for n in range(5)]
    assert [len(page) for page in pages(cast)] == [2, 2, 1]


def test_only_the_plans_on_the_page_are_logged_as_seen(cast: Cast, by_twos: None) -> None:
    plans = held_plans(cast, 3, 4, 5)
    unit(cast.rektor)
    seen = AuditEntry.objects.filter(event=Event.PLAN_LISTED, actor=cast.rektor.pk).values_list("object", flat=True)
    assert set(seen) == {plan.pk for plan in plans[:2]}


@pytest.mark.parametrize("address", ["?from=2026-13-01&after=x", "?from=i+dag", "?after=1"])
def test_an_address_with_no_such_day_shows_the_first_plans(cast: Cast, address: str) -> None:
    held_plans(cast, 3)
    html = as_worker(cast.rektor).get(reverse("plans:unit") + address).content.decode()
    assert re.findall(r">(Barn \d)</a>", html) == ["Barn 0"]


def test_of_many_deadlines_that_have_passed_the_earliest_stand_by_name_and_the_rest_are_counted(
    cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helhet.plans.queries.unit.LATE", 1)
    held_plans(cast, 9, 9, 9)
    clock.at = after(30)
    kari = one(unit(cast.rektor), "ul", class_="unit-late")
    assert kari.text.endswith("and 2 more deadlines that have passed")
