"""The family at the pages of those at work: the same plan, without the care the family's own page takes."""

import pytest
from django.urls import reverse

from helhet.audit.models import AuditEntry
from helhet.concerns.actions import write_note
from helhet.people.models import Person
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from tests.attack.browser import address, browser_of, entry_address
from tests.attack.stories import goal_of, measure_of
from tests.cast import NOW, Cast

PAGES = ("plan", "guardians", "ask", "goal", "measure", "write", "invite", "offer", "meeting", "conclude", "close")


@pytest.mark.parametrize("name", PAGES)
def test_a_parent_finds_nothing_at_the_pages_of_those_at_work(cast: Cast, plan: Plan, name: str) -> None:
    """There a shielded address would not be: names of places, phone numbers, free text."""
    answer = browser_of(cast.per).get(address(name, plan))
    assert (answer.status_code, "Fjordvik" in answer.content.decode()) == (404, False)


def test_a_parent_of_a_shielded_child_cannot_read_an_entry_around_the_shield(cast: Cast, plan: Plan) -> None:
    Person.objects.filter(pk=cast.ella.pk, municipality=cast.fjordvik).update(protection=Person.Protection.STRICT)
    entry = write_entry(
        plan=plan,
        kind=Entry.Kind.NOTE,
        information_type="home",
        text="De bor i Storgata nå",
        actor=cast.as_kari,
        at=NOW,
    )
    assert browser_of(cast.per).get(entry_address(entry)).status_code == 404


def test_where_the_mothers_address_is_shielded_the_fathers_page_tells_no_place(cast: Cast, plan: Plan) -> None:
    """The child lives with her; that nobody has marked the child's own row is no reason to tell."""
    Person.objects.filter(pk=cast.mona.pk, municipality=cast.fjordvik).update(protection=Person.Protection.STRICT)
    page = browser_of(cast.per).get(reverse("family:plan", kwargs={"plan": plan.key})).content.decode()
    assert cast.school.name not in page


def test_that_somebody_of_the_family_tried_the_wrong_page_stands_in_the_trail(cast: Cast, plan: Plan) -> None:
    browser_of(cast.per).get(address("plan", plan))
    last = AuditEntry.objects.filter(actor=cast.per.pk).order_by("-at").first()
    assert last is not None
    assert (last.outcome, last.event, last.child) == ("refused", "any:plan:read", cast.ella.pk)


@pytest.mark.parametrize("name", ["note", "read", "share", "decide", "report"])
def test_that_somebody_of_the_family_tried_a_note_stands_in_the_trail(cast: Cast, name: str) -> None:
    concern = write_note(
        service=cast.school, municipality=cast.fjordvik, child_name="Ella", guide=cast.guide, actor=cast.as_kari, at=NOW
    )
    answer = browser_of(cast.per).post(reverse(f"concerns:{name}", kwargs={"note": concern.key}))
    last = AuditEntry.objects.filter(actor=cast.per.pk).order_by("-at").first()
    assert last is not None
    assert (answer.status_code, last.outcome, last.object) == (404, AuditEntry.Outcome.REFUSED, concern.pk)


def test_a_parent_does_not_answer_for_the_other_parent(cast: Cast, plan: Plan) -> None:
    measure = measure_of(cast, goal_of(cast, plan), to=cast.mona)
    answer = browser_of(cast.per).post(address("accept_measure", plan, measure=measure.key))
    measure.refresh_from_db()
    assert (answer.status_code, measure.state) == (404, "proposed")
