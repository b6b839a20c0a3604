"""One text of the plan: why the family sees it, and who at work may. Never a reason that is a secret itself."""

from html import unescape

from django.urls import reverse

from helhet.audit.events import Event
from helhet.audit.models import AuditEntry
from helhet.core.actors import Actor
from helhet.core.hiding import HiddenFrom
from helhet.people.models import Person
from helhet.plans.actions.disclosing import disclose, tell_family_of_disclosure
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from tests.cast import NOW, TODAY, Cast, active_plan, with_jonas
from tests.family.conftest import as_family, as_worker, page, text
from tests.web.markup import elements

OPEN_TO_THE_CLINIC = ("agreement", "health", "school")


def note(plan: Plan, actor: Actor, kind: str = "school") -> Entry:
    return write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type=kind, text="Ella har fått en venn.", actor=actor, at=NOW
    )


def address(entry: Entry) -> str:
    return reverse("family:text", kwargs={"entry": entry.key})


def asks(person: Person, entry: Entry) -> str:
    """What somebody in the family is told of who can read it."""
    response = as_family(person).get(address(entry))
    assert response.status_code == 200
    return response.content.decode()


def readers(html: str) -> list[str]:
    return [unescape(one.text) for one in elements(html, "dt")]


def test_a_parent_reads_who_at_work_can_read_it_and_why(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    html = asks(cast.mona, note(plan, cast.as_kari))
    assert readers(html) == ["Jonas, Fjordvik helsestasjon", "Kari, Fjordvik skole"]
    assert text(html).count("Ella har fått en venn.") == 1
    assert text(html).count("You hold parental responsibility for the child.") == 1


def test_every_text_on_the_familys_page_leads_there(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    written = [note(plan, cast.as_kari), note(plan, cast.as_jonas, "health")]
    found = {one.attrs["href"] for one in elements(page(cast.mona, plan), "a")}
    assert {address(one) for one in written} - found == set()


def test_who_else_in_the_family_can_read_it_is_not_told(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    entry = note(plan, cast.as_jonas, "health")
    before = asks(cast.mona, entry)
    hide_entry(
        entry=entry,
        hidden_from=HiddenFrom.ADULT,
        person=cast.per,
        reason="weighty_reasons",
        judgement="Tungtveiende hensyn.",
        actor=cast.as_jonas,
        at=NOW,
    )
    assert text(asks(cast.mona, entry)) == text(before)
    assert text(before).count("Per") == 0
    assert as_family(cast.per).get(address(entry)).status_code == 404


def test_whoever_is_at_work_has_a_page_of_their_own(cast: Cast) -> None:
    entry = note(with_jonas(cast, active_plan(cast)), cast.as_kari)
    assert [as_worker(who).get(address(entry)).status_code for who in (cast.kari, cast.amir)] == [404, 404]


def test_what_was_told_without_consent_stands_there_once_the_family_has_been_told(cast: Cast) -> None:
    """Jonas takes part, and was told this one text besides: his name would tell the family what waits to be told."""
    plan = with_jonas(cast, active_plan(cast), types=OPEN_TO_THE_CLINIC)
    entry = note(plan, cast.as_kari, "home")
    made = disclose(
        plan=plan,
        entries=[entry],
        to_service=cast.clinic,
        to_worker=cast.jonas,
        rule="WO-FVL67-13B-5",
        purpose="Oppfølging",
        necessity="Jonas må vite det.",
        not_told_reason="På reise.",
        actor=cast.as_kari,
        at=NOW,
    )
    assert readers(asks(cast.mona, entry)) == ["Kari, Fjordvik skole"]
    tell_family_of_disclosure(disclosure=made, told_on=TODAY, actor=cast.as_kari, at=NOW)
    assert readers(asks(cast.mona, entry)) == ["Jonas, Fjordvik helsestasjon", "Kari, Fjordvik skole"]


def test_around_a_shielded_address_no_text_is_shown_and_no_reader_told(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    entry = note(plan, cast.as_kari)
    Person.objects.filter(pk=cast.ella.pk).update(protection=Person.Protection.STRICT)
    assert as_family(cast.mona).get(address(entry)).status_code == 404


def test_the_look_is_the_parents_own_to_know(cast: Cast) -> None:
    entry = note(with_jonas(cast, active_plan(cast)), cast.as_kari)
    asks(cast.mona, entry)
    (row,) = AuditEntry.objects.filter(object=entry.pk, event=Event.FAMILY_READ)
    assert (row.actor, row.outcome, row.compartment) == (cast.mona.pk, "read", f"person:{cast.mona.pk.hex}")
