"""What was told without the family's yes: on their page when they know of it, and no trace before."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from helhet.core.hiding import HiddenFrom
from helhet.people.models import Person
from helhet.plans.actions.disclosing import disclose, tell_family_of_disclosure
from helhet.plans.actions.hiding import hide_entry
from helhet.plans.actions.writing import write_entry
from helhet.plans.models import Entry, Plan
from helhet.plans.queries.disclosed import told_by_us, told_to_me
from helhet.plans.queries.doors import entry_for
from helhet.plans.queries.record import own_record
from tests.cast import NOW, TODAY, Cast, active_plan, after, with_jonas
from tests.family.conftest import Clock, page, text


@pytest.fixture
def plan(cast: Cast, clock: Clock) -> Plan:
    clock.at = after(1)
    return with_jonas(cast, active_plan(cast))


@pytest.fixture
def entry(cast: Cast, plan: Plan) -> Entry:
    return write_entry(
        plan=plan,
        kind=Entry.Kind.NOTE,
        information_type="school",
        text="Ella kom uten mat.",
        actor=cast.as_kari,
        at=NOW,
    )


def tell(cast: Cast, entry: Entry, **told: Any) -> Any:
    made = disclose(
        plan=entry.plan, entries=[entry], to_service=cast.ppt, to_worker=cast.pia, rule="WO-FVL67-13B-5",
        purpose="Utredning av syn", necessity="Skolen må vite om Ella ser tavla.", actor=cast.as_kari, at=NOW, **told,
    )  # fmt: skip
    for actor in (cast.as_pia, cast.as_kari):
        told_to_me(actor, at=after(0.01))
        told_by_us(actor, at=after(0.01))
    entry_for(cast.as_pia, entry.key, at=after(0.01))
    return made


NOT_YET = {"not_told_reason": "Det haster, og de er på reise."}


@pytest.mark.parametrize("who", ["mona", "ella"])
def test_one_they_have_not_been_told_of_leaves_no_trace(cast: Cast, entry: Entry, who: str) -> None:
    """Told twice: Kari has looked in her service's own record in both; in one she has told Pia, who has read it."""
    reader: Person = getattr(cast, who)

    def seen(story: Callable[[], object]) -> str:
        with transaction.atomic():
            story()
            found = page(reader, entry.plan)
            transaction.set_rollback(True)
        return found

    assert seen(lambda: tell(cast, entry, **NOT_YET)) == seen(lambda: own_record(cast.as_kari, at=after(0.01)))


def test_told_they_read_who_told_whom_about_what_for_what_and_on_which_rule(cast: Cast, entry: Entry) -> None:
    tell(cast, entry, family_told_on=TODAY)
    told = text(page(cast.mona, entry.plan))
    assert "Kari, Fjordvik skole, told Pia, PPT Fjordvik, about: Kindergarten and school" in told
    assert "What for: Utredning av syn" in told
    assert "forvaltningsloven § 13 b nr. 5" in told
    assert "Skolen må vite" not in told


def test_told_later_it_stands_there_from_then_on(cast: Cast, entry: Entry) -> None:
    made = tell(cast, entry, **NOT_YET)
    tell_family_of_disclosure(disclosure=made, told_on=TODAY, actor=cast.as_kari, at=NOW)
    told = text(page(cast.mona, entry.plan))
    assert "told Pia, PPT Fjordvik" in told
    assert "på reise" not in told


def test_23_one_of_a_text_that_is_hidden_from_them_is_not_told_either(cast: Cast, plan: Plan) -> None:
    entry = write_entry(
        plan=plan, kind=Entry.Kind.NOTE, information_type="school", text="Redd hjemme", actor=cast.as_kari, at=NOW
    )
    hide_entry(
        entry=entry, hidden_from=HiddenFrom.GUARDIANS, reason="close_relations", judgement="Utilrådelig.",
        actor=cast.as_kari, at=NOW,
    )  # fmt: skip
    tell(cast, entry, family_told_on=TODAY)
    assert "without your yes" not in page(cast.mona, plan)
    assert "without your yes" in page(cast.ella, plan)


def test_20_at_a_shielded_address_no_place_stands_in_it(cast: Cast, entry: Entry) -> None:
    tell(cast, entry, family_told_on=TODAY)
    Person.objects.filter(pk=cast.mona.pk, municipality=cast.fjordvik).update(protection=Person.Protection.STRICT)
    told = page(cast.per, entry.plan)
    assert [word for word in ("Fjordvik", "Utredning") if word in told] == []
