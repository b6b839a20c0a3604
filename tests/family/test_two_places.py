"""A parent with children in two municipalities: two rows that don't know each other, and one way in to both."""

from datetime import date

import pytest
from django.urls import reverse

from helhet.access.actions.asking import Scope
from helhet.audit.models import AuditEntry
from helhet.core.actors import ActorKind
from helhet.people.models import Account, Person
from helhet.plans.actions.opening import ask_family, open_plan
from helhet.plans.models import Plan
from tests.cast import NOW, TODAY, Cast, active_plan, everyone_says, parent_of
from tests.family.conftest import as_family


@pytest.fixture
def plans(cast: Cast) -> tuple[Plan, Plan]:
    """Mona's Ella lives in Fjordvik, and her Odd next door, where nobody is to know where."""
    odd = Person.objects.create(municipality=cast.next_door, name="Odd", born_on=date(2018, 1, 1))
    there = parent_of(odd, "Mona")
    scope = Scope("Odd skal trives", {cast.other_school.pk: ("agreement",)}, TODAY, TODAY.replace(year=2027))
    next_door = open_plan(
        child=odd, service=cast.other_school, guide=cast.guide, level=cast.guide.log_opens_at, purpose="Odd",
        actor=cast.as_amir, at=NOW,
    )  # fmt: skip
    consent = ask_family(plan=next_door, scope=scope, actor=cast.as_amir, at=NOW)
    next_door = everyone_says(True, next_door, consent, cast.as_amir)
    account = Account.objects.create(key=f"family-{cast.mona.pk}")
    for one in (cast.mona, there):
        Person.objects.filter(pk=one.pk, municipality=one.municipality_id).update(account=account)
    Person.objects.filter(pk=odd.pk, municipality=cast.next_door).update(protection=Person.Protection.STRICT)
    return active_plan(cast), next_door


def test_both_children_are_on_the_first_page_and_no_place_is(cast: Cast, plans: tuple[Plan, Plan]) -> None:
    page = as_family(cast.mona).get(reverse("family:home")).content.decode()
    names = ("Ella", "Odd", *(reverse("family:plan", kwargs={"plan": one.key}) for one in plans))
    assert [name in page for name in names] == [True] * 4
    assert [name in page for name in (cast.next_door.name, cast.other_school.name)] == [False, False]


def test_each_plan_is_read_as_who_one_is_there(cast: Cast, plans: tuple[Plan, Plan]) -> None:
    mona = as_family(cast.mona)
    for one in plans:
        assert mona.get(reverse("family:plan", kwargs={"plan": one.key})).status_code == 200
        assert mona.get(reverse("family:log", kwargs={"plan": one.key})).status_code == 200
    seen = AuditEntry.objects.filter(actor_kind=ActorKind.GUARDIAN)
    here, there = (set(seen.filter(matter=one.pk).values_list("actor")) for one in plans)
    assert (len(here), len(there), here & there) == (1, 1, set())


def test_the_other_parent_is_nobody_next_door(cast: Cast, plans: tuple[Plan, Plan]) -> None:
    page = reverse("family:plan", kwargs={"plan": plans[1].key})
    assert as_family(cast.per).get(page).status_code == 404
    refused = AuditEntry.objects.filter(outcome=AuditEntry.Outcome.REFUSED).latest("at")
    assert (refused.actor, refused.child) == (cast.per.pk, plans[1].child_id)


def test_a_parent_here_can_be_the_young_one_there(cast: Cast, plans: tuple[Plan, Plan]) -> None:
    account = Account.objects.get(key=f"family-{cast.mona.pk}")
    Person.objects.filter(account=account, municipality=cast.next_door).update(account=None)
    Person.objects.filter(pk=plans[1].child_id, municipality=cast.next_door).update(
        account=account, born_on=date(2008, 1, 1), protection=Person.Protection.NONE
    )
    page = as_family(cast.mona).get(reverse("family:home")).content.decode()
    assert [name in page for name in ("Ella", "Odd")] == [True, True]
