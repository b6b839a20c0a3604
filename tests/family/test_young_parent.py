"""A young parent: Mona is seventeen with a plan of her own, and is Ella's mother. She is each where it counts."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from helhet.audit.models import AuditEntry
from helhet.core.actors import Actor, ActorKind
from helhet.core.hiding import HiddenFrom
from helhet.people.keys import Key
from helhet.people.models import Account, Guardianship, Person
from helhet.plans.actions.opening import ask_family, open_plan
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Hiding, Plan
from tests.cast import NOW, Cast, active_plan, draft, everyone_says, parent_of, scope
from tests.counting import same_queries
from tests.family.conftest import as_family, status, text
from tests.web.markup import elements

HERS = "Mona skal fullføre skolen"


@pytest.fixture
def ellas(cast: Cast) -> Plan:
    """Ella's plan, to which Mona and Per have said yes."""
    return active_plan(cast)


@pytest.fixture
def monas(cast: Cast, ellas: Plan) -> Plan:
    """Mona's own plan, begun by Kari. Gro is Mona's mother."""
    cast.mona.born_on = date(2009, 3, 3)
    cast.mona.save()
    parent_of(cast.mona, "Gro")
    plan = own_plan(cast, cast.mona, cast.as_kari)
    consent = ask_family(plan=plan, scope=scope(cast.school), actor=cast.as_kari, at=NOW)
    return everyone_says(True, plan, consent, cast.as_kari)


def own_plan(cast: Cast, young: Person, actor: Actor) -> Plan:
    service = cast.school if actor == cast.as_kari else cast.other_school
    return open_plan(
        child=young, service=service, guide=cast.guide, level=cast.guide.log_opens_at, purpose=HERS, actor=actor, at=NOW
    )


def note(plan: Plan, actor: Actor, *, hidden_from: HiddenFrom | None = None) -> Entry:
    entry = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Det går bra.", actor=actor, at=NOW
    )
    if hidden_from:
        Hiding.objects.create(
            municipality_id=plan.municipality_id, child_id=plan.child_id, entry=entry, hidden_from=hidden_from,
            reason="weighty_reasons", judgement="Tungtveiende hensyn.", hidden_at=NOW, hidden_by_id=actor.id,
        )  # fmt: skip
    return entry


def reads(client: Client, entry: Entry) -> int:
    """What the door to one text answers."""
    return client.get(text_of(entry)).status_code


def text_of(entry: Entry) -> str:
    return reverse("family:text", kwargs={"entry": entry.key})


def address(plan: Plan, page: str = "plan") -> str:
    return reverse(f"family:{page}", kwargs={"plan": plan.key})


def listed(client: Client) -> list[str]:
    """Where the first page leads."""
    html = client.get(reverse("family:home")).content.decode()
    return [str(one.attrs["href"]) for one in elements(html, "a", class_="card card--link")]


def test_the_first_page_leads_to_her_childs_plan_and_to_her_own(cast: Cast, ellas: Plan, monas: Plan) -> None:
    assert listed(as_family(cast.mona)) == [address(ellas), address(monas)]


def test_each_plan_and_its_log_is_opened_as_who_she_is_there(cast: Cast, ellas: Plan, monas: Plan) -> None:
    mona = as_family(cast.mona)
    answers = [mona.get(address(one, page)).status_code for one in (ellas, monas) for page in ("plan", "log")]
    assert answers == [200] * 4
    seen = AuditEntry.objects.filter(actor=cast.mona.pk, outcome=AuditEntry.Outcome.READ)
    assert set(seen.values_list("matter", "actor_kind")) == {
        (ellas.pk, ActorKind.GUARDIAN),
        (monas.pk, ActorKind.YOUNG_PERSON),
    }
    assert not AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED).exists()


def test_her_own_page_speaks_to_her(cast: Cast, ellas: Plan, monas: Plan) -> None:
    mona = as_family(cast.mona)
    assert [mona.get(address(one)).context["page"].own for one in (ellas, monas)] == [False, True]


def test_what_is_kept_from_one_of_her_is_not_read_as_the_other(cast: Cast, ellas: Plan, monas: Plan) -> None:
    mona = as_family(cast.mona)
    told = {
        (plan.child.name, whom): reads(mona, note(plan, cast.as_kari, hidden_from=whom))
        for plan in (ellas, monas)
        for whom in (None, HiddenFrom.GUARDIANS, HiddenFrom.SUBJECT)
    }
    assert told == {
        ("Ella", None): 200,
        ("Ella", HiddenFrom.GUARDIANS): 404,
        ("Ella", HiddenFrom.SUBJECT): 200,
        ("Mona", None): 200,
        ("Mona", HiddenFrom.GUARDIANS): 200,
        ("Mona", HiddenFrom.SUBJECT): 404,
    }


def test_a_door_that_stays_shut_tells_nothing_and_is_written_down_once(cast: Cast, ellas: Plan, monas: Plan) -> None:
    """A strange child's plan, a text kept from her in her own, and an address that leads nowhere."""
    odd = Person.objects.create(municipality=cast.fjordvik, name="Odd", born_on=date(2018, 1, 1))
    strange, kept = own_plan(cast, odd, cast.as_kari), note(monas, cast.as_kari, hidden_from=HiddenFrom.SUBJECT)
    nowhere = reverse("family:plan", kwargs={"plan": Key(cast.fjordvik.pk, uuid4())})
    mona = as_family(cast.mona)
    shut = (nowhere, address(strange), text_of(kept))
    answers = [mona.get(one) for one in shut]
    assert [one.status_code for one in answers] == [404] * 3
    assert len({text(one.content.decode()) for one in answers}) == 1
    refused = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED)
    assert sorted(map(str, refused.values_list("child", flat=True))) == sorted(map(str, (None, odd.pk, cast.mona.pk)))


def test_her_mother_reads_her_plan_and_not_her_childs(cast: Cast, ellas: Plan, monas: Plan) -> None:
    gro = as_family(Person.objects.get(name="Gro"))
    assert (status(gro, monas), status(gro, ellas)) == (200, 404)


def test_a_parent_who_answers_for_the_child_no_more_still_has_their_own(cast: Cast, ellas: Plan, monas: Plan) -> None:
    Guardianship.objects.filter(guardian=cast.mona).update(responsibility=Guardianship.Responsibility.NO)
    mona = as_family(cast.mona)
    assert mona.get(reverse("family:home")).headers["Location"] == address(monas)
    assert (status(mona, ellas), status(mona, monas)) == (404, 200)


def test_her_own_plan_can_be_next_door(cast: Cast, ellas: Plan) -> None:
    there = Person.objects.create(municipality=cast.next_door, name="Mona", born_on=date(2009, 3, 3))
    hers = own_plan(cast, there, cast.as_amir)
    mona = as_family(cast.mona)
    Person.objects.filter(pk=there.pk).update(account=Account.objects.get(key=f"family-{cast.mona.pk}"))
    assert listed(mona) == [address(ellas), address(hers)]
    assert (status(mona, ellas), status(mona, hers)) == (200, 200)


def test_one_who_is_both_costs_the_same_however_many_plans(cast: Cast, ellas: Plan, monas: Plan) -> None:
    mona = as_family(cast.mona)

    def more() -> None:
        draft(cast)
        own_plan(cast, cast.mona, cast.as_kari)

    same_queries(more, lambda: mona.get(reverse("family:home")))
    same_queries(more, lambda: mona.get(address(monas)))
    same_queries(more, lambda: mona.get(address(ellas)))
