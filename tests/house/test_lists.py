"""A page of many costs as many queries as a page of one."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from helhet.concerns.actions import write_note
from helhet.people.models import Account, Person, Worker
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from tests.cast import NOW, Cast, active_plan, draft, parent_of, with_jonas
from tests.counting import same_queries


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def another_child(cast: Cast) -> Cast:
    """The same cast around another child, with parents of their own."""
    child = Person.objects.create(municipality=cast.fjordvik, name="Noah", born_on=date(2016, 5, 5))
    mona, per = (parent_of(child, name) for name in ("Nora", "Nils"))
    return replace(cast, ella=child, mona=mona, per=per)


def another_plan(cast: Cast) -> Plan:
    """A plan Kari holds and Jonas takes part in, with something written by both."""
    around = another_child(cast)
    plan = with_jonas(around, active_plan(around))
    for actor, kind in ((cast.as_kari, "school"), (cast.as_jonas, "health")):
        write_entry(
            plan=plan, kind=Entry.Kind.NOTE, information_type=kind, text="Snakket med familien.", actor=actor, at=NOW
        )
    return plan


def another_note(cast: Cast) -> None:
    write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Noah",
        guide=cast.guide,
        answers={"acute": "no"},
        actor=cast.as_kari,
        at=NOW,
    )


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("plans:day", "kari"),
        ("plans:day", "jonas"),
        ("plans:list", "kari"),
        ("plans:list", "jonas"),
        ("plans:news", "kari"),
        ("plans:record", "kari"),
        ("plans:unit", "rektor"),
    ],
)
def test_plans_in_a_list(cast: Cast, name: str, who: str) -> None:
    worker: Worker = getattr(cast, who)
    browser = signed_in(worker.account)
    another_plan(cast)
    draft(another_child(cast))
    same_queries(lambda: another_plan(cast), lambda: browser.get(reverse(name)))


def test_notes_in_a_list(cast: Cast) -> None:
    browser = signed_in(cast.kari.account)
    another_note(cast)
    same_queries(lambda: another_note(cast), lambda: browser.get(reverse("concerns:list")))


def test_entries_in_a_plan(cast: Cast) -> None:
    browser, plan = signed_in(cast.jonas.account), another_plan(cast)

    def more() -> None:
        write_entry(
            plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Ny uke.", actor=cast.as_kari, at=NOW
        )

    same_queries(more, lambda: browser.get(reverse("plans:plan", kwargs={"plan": plan.key})))


def test_looks_on_the_familys_page(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    cast.mona.account = Account.objects.create(key="mona")
    cast.mona.save(update_fields=["account"])
    jonas, mona = signed_in(cast.jonas.account), signed_in(cast.mona.account)

    def look() -> None:
        jonas.get(reverse("plans:plan", kwargs={"plan": plan.key}))

    look()
    same_queries(look, lambda: mona.get(reverse("family:plan", kwargs={"plan": plan.key})))
