"""A plan's measure that has a name in the register: chosen by age, and told to those who read the plan only."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from helhet.measures.kinds import Kind
from helhet.people.models import Account, Person
from helhet.plans.actions.work import MeasureRefused, add_goal, propose_measure
from helhet.plans.models import Entry, Goal, Measure, Plan
from tests.cast import NOW, Cast, active_plan
from tests.house.scene import known_measure
from tests.web.markup import elements

LATER = date(2027, 1, 10)


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return active_plan(cast)


@pytest.fixture
def goal(cast: Cast, plan: Plan) -> Goal:
    return add_goal(
        plan=plan,
        text="En venn",
        information_type="agreement",
        words_of=Entry.WordsOf.CHILD,
        actor=cast.as_kari,
        at=NOW,
    )


def signed_in(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def family(person: Person) -> Client:
    person.account = Account.objects.create(key=f"family-{person.pk}")
    person.save(update_fields=["account"])
    return signed_in(person.account)


def propose(cast: Cast, goal: Goal, **rest: Any) -> Measure:
    return propose_measure(
        plan=goal.plan,
        goal=goal,
        text="Kari følger henne til korpset.",
        information_type="agreement",
        arena=cast.guide.codes("arena")[0].key,
        evaluate_on=LATER,
        responsible=cast.kari,
        actor=cast.as_kari,
        at=NOW,
        **rest,
    )


def told(client: Client, address: str) -> list[str]:
    """Which measures of the register a page names, by their addresses."""
    html = client.get(address).content.decode()
    return [a["href"] for a in elements(html, "a") if a.attrs.get("href", "").startswith("/en/measures/friend/")]


def offered(cast: Cast, plan: Plan) -> list[str]:
    html = signed_in(cast.kari.account).get(reverse("plans:measure", kwargs={"plan": plan.key})).content.decode()
    inside = html[html.index('name="known"') :]
    return [option["value"] for option in elements(inside[: inside.index("</select>")], "option")]


def test_what_is_offered_fits_the_childs_age_and_can_be_chosen_now(cast: Cast, plan: Plan, goal: Goal) -> None:
    """Ella is nine."""
    known_measure("nine", first_age=9, last_age=9)
    known_measure("right", kind=Kind.RIGHT, levels=[])
    known_measure("younger", last_age=8)
    known_measure("older", first_age=10)
    known_measure("ended", ended=2022)
    known_measure("withdrawn", withdrawn=True)
    known_measure("organising", kind=Kind.ORGANISING, levels=[])
    assert offered(cast, plan) == ["", "nine", "right"]


def test_the_one_who_plans_can_choose_it_without_script_and_the_family_can_read_what_it_is(
    cast: Cast, plan: Plan, goal: Goal
) -> None:
    known_measure("friend")
    sent = {
        "goal": str(goal.pk),
        "text": "Kari følger henne.",
        "arena": cast.guide.codes("arena")[0].key,
        "responsible": str(cast.kari.pk),
        "evaluate_on": LATER.isoformat(),
        "information_type": "agreement",
        "known": "friend",
    }
    kari = signed_in(cast.kari.account)
    answer = kari.post(reverse("plans:measure", kwargs={"plan": plan.key}), sent)
    assert answer.status_code == 302
    assert Measure.objects.of(plan=plan).get().known == "friend"
    page = f"/en{reverse('measures:measure', kwargs={'known': 'friend'})[3:]}"
    assert told(kari, reverse("plans:plan", kwargs={"plan": plan.key})) == [page]
    assert told(family(cast.mona), reverse("family:plan", kwargs={"plan": plan.key})) == [page]


@pytest.mark.parametrize("about", [{"ended": 2022}, {"withdrawn": True}, {"kind": Kind.ORGANISING, "levels": []}])
def test_what_cannot_be_chosen_is_refused(cast: Cast, goal: Goal, about: dict[str, Any]) -> None:
    known_measure("gone", **about)
    for key in ("gone", "never"):
        with pytest.raises(MeasureRefused) as refused:
            propose(cast, goal, known=key)
        assert refused.value.code == "not_in_register"
    assert Measure.objects.of(plan=goal.plan).count() == 0


def test_a_plan_still_tells_what_it_chose_when_the_register_lets_it_go(cast: Cast, plan: Plan, goal: Goal) -> None:
    friend = known_measure("friend")
    propose(cast, goal, known="friend")
    friend.withdrawn = True
    friend.save()
    assert len(told(signed_in(cast.kari.account), reverse("plans:plan", kwargs={"plan": plan.key}))) == 1


def test_the_choice_is_sealed_as_the_words_are(cast: Cast, goal: Goal) -> None:
    known_measure("friend")
    measure = propose(cast, goal, known="friend")
    with connection.cursor() as cursor:
        cursor.execute("SELECT known FROM plans_measure WHERE municipality_id = %s", [_stored(measure)])
        (stored,) = cursor.fetchone()
    assert bytes(stored).count(b"friend") == 0
    assert len(bytes(stored)) > len("friend")


def _stored(measure: Measure) -> Any:
    return Measure._meta.get_field("municipality").get_db_prep_value(measure.municipality_id, connection)


def test_the_register_tells_nothing_of_who_has_chosen_what(cast: Cast, goal: Goal) -> None:
    known_measure("friend")
    pages = [reverse("measures:list"), reverse("measures:measure", kwargs={"known": "friend"})]
    before = [Client().get(page).content for page in pages]
    propose(cast, goal, known="friend")
    assert [Client().get(page).content for page in pages] == before


def test_who_may_not_read_the_measure_is_not_told_what_it_is(cast: Cast, plan: Plan, goal: Goal) -> None:
    known_measure("friend")
    propose(cast, goal, known="friend")
    assert signed_in(cast.amir.account).get(reverse("plans:plan", kwargs={"plan": plan.key})).status_code == 404


def test_at_a_shielded_address_the_name_is_kept_back_with_the_words(cast: Cast, plan: Plan, goal: Goal) -> None:
    known_measure("friend")
    propose(cast, goal, known="friend")
    Person.objects.filter(pk=cast.ella.pk, municipality=cast.fjordvik).update(protection=Person.Protection.STRICT)
    assert told(family(cast.mona), reverse("family:plan", kwargs={"plan": plan.key})) == []
