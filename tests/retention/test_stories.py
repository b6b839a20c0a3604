"""Stories of plans and notes that end: held, archived, and let go. Whatever stays, says why."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from helhet.audit.models import AuditEntry
from helhet.concerns.models import Concern
from helhet.core.actors import Actor, ActorKind
from helhet.core.retention import Why, reasons
from helhet.people.models import Account, Person
from helhet.plans.actions.closing import reopen_plan
from helhet.plans.models import Entry, Plan
from helhet.retention.actions.holding import lift_hold, place_hold
from helhet.retention.actions.letting_go import StillKept, let_go
from helhet.retention.actions.receiving import ReceiptRefused, record_receipt
from helhet.retention.models import ArchiveReceipt, LegalHold
from helhet.retention.queries.matters import Matter, NoSuchMatter
from helhet.vault import keys
from tests.cast import NOW, Cast, active_plan, after
from tests.retention.kept import CHECKSUM, CLOSED, TURNS_25, closed, ended_note, full_plan, refused_draft

COURT = LegalHold.Reason.COURT
CLOSED_ON = CLOSED.date()
A_YEAR_ON = datetime(2027, 11, 24, 9, tzinfo=NOW.tzinfo)


def go(matter: Matter, at: datetime = TURNS_25, adopted: frozenset[str] | None = None) -> int:
    local = settings.RETENTION if adopted is None else adopted
    return let_go(matter=matter, adopted=local, actor=Actor.system(), at=at)


def stays(matter: Matter, at: datetime = TURNS_25, adopted: frozenset[str] | None = None) -> set[Why]:
    """Why it may not go."""
    with pytest.raises(StillKept) as kept:
        go(matter, at, adopted)
    return {why for why, _ in reasons(kept.value.answer)}


def archived(cast: Cast, plan: Plan, *, on: date = CLOSED_ON) -> ArchiveReceipt:
    return record_receipt(
        matter=plan, received_on=on, reference="A-1", checksum=CHECKSUM, actor=cast.as_rektor, at=after(60)
    )


def events(matter: Matter) -> list[str]:
    """What the trail says of keeping and letting go, in order."""
    rows = AuditEntry.objects.filter(object=matter.pk).order_by("at", "id")
    return [row.event for row in rows if row.event.split(":")[1] in {"hold", "archive", "matter"}]


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return closed(cast, full_plan(cast))


# --- a plan goes, and what is left ------------------------------------------------------------------------------


def test_a_plan_the_archive_has_goes_when_the_young_person_is_25(cast: Cast, plan: Plan) -> None:
    archived(cast, plan)
    assert stays(plan, TURNS_25 - timedelta(days=1)) == {Why.TIME_NOT_UP}
    rows = go(plan)
    assert rows > 40
    assert Person.objects.count() == 0  # nothing else is left that needs them
    assert [(one.matter, one.reference) for one in ArchiveReceipt.objects.all()] == [(plan.pk, "A-1")]
    gone = AuditEntry.objects.get(event="system:matter:forget")
    assert (gone.object, gone.child, gone.actor_kind) == (plan.pk, cast.ella.pk, ActorKind.SYSTEM)
    assert gone.details == {"rule": "RT-LOCAL-PLAN", "rows": rows}


def test_with_the_child_goes_the_key_and_no_copy_can_be_read(
    cast: Cast, plan: Plan, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    archived(cast, plan)
    with django_capture_on_commit_callbacks(execute=True):
        go(plan)
    people = (cast.ella, cast.mona, cast.per)
    assert [keys.is_destroyed(child=one.pk, municipality=cast.fjordvik.pk) for one in people] == [True] * 3
    assert AuditEntry.objects.filter(event="any:text:destroy").count() == 3


def test_while_more_is_kept_about_the_child_the_key_stays(
    cast: Cast, plan: Plan, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    other = active_plan(cast, at=after(31))
    archived(cast, plan)
    with django_capture_on_commit_callbacks(execute=True):
        go(plan)
    assert not keys.is_destroyed(child=cast.ella.pk, municipality=cast.fjordvik.pk)
    other = Plan.objects.at(other.key).get()
    assert other.purpose == "Ella skal ha det bra på skolen"


def test_the_trail_outlives_it(cast: Cast, plan: Plan) -> None:
    archived(cast, plan)
    before = set(AuditEntry.objects.values_list("pk", flat=True))
    go(plan)
    assert set(AuditEntry.objects.values_list("pk", flat=True)) > before


def test_what_is_gone_cannot_go_again(cast: Cast, plan: Plan) -> None:
    archived(cast, plan)
    go(plan)
    with pytest.raises(NoSuchMatter):
        go(plan)


def test_without_the_archives_answer_nothing_goes(plan: Plan) -> None:
    assert stays(plan) == {Why.NO_RECEIPT}
    assert Entry.objects.of(plan=plan).exists()


def test_what_the_municipality_has_not_adopted_lets_nothing_go(cast: Cast, plan: Plan) -> None:
    archived(cast, plan)
    assert stays(plan, adopted=frozenset()) == {Why.NOT_ADOPTED}


def test_an_active_plan_is_in_use(cast: Cast) -> None:
    assert stays(active_plan(cast)) == {Why.IN_USE, Why.NO_RECEIPT}


def test_a_later_plan_goes_first(cast: Cast, plan: Plan) -> None:
    again = reopen_plan(
        plan=plan,
        service=cast.school,
        guide=cast.guide,
        level=cast.guide.log_opens_at,
        purpose="Igjen",
        actor=cast.as_kari,
        at=after(40),
    )
    archived(cast, plan)
    assert stays(plan) == {Why.CONTINUED}
    assert again.continues == plan


def test_a_child_another_plan_needs_stays_and_so_do_the_guardians(cast: Cast, plan: Plan) -> None:
    active_plan(cast, at=after(31))
    archived(cast, plan)
    go(plan)
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ella", "Mona", "Per"]


def test_a_guardian_goes_with_their_way_to_sign_in(cast: Cast, plan: Plan) -> None:
    cast.mona.account = Account.objects.create(key="mona")
    cast.mona.save()
    archived(cast, plan)
    go(plan)
    assert not Account.objects.filter(key="mona").exists()
    assert Account.objects.filter(key="kari").exists()


# --- a hold -----------------------------------------------------------------------------------------------------


def test_a_hold_keeps_a_plan_until_it_is_lifted(cast: Cast, plan: Plan) -> None:
    archived(cast, plan)
    place_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(50))
    assert stays(plan) == {Why.HELD}
    hold = lift_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(55))
    assert (hold.placed_by, hold.lifted_by, hold.lifted_at) == (cast.rektor, cast.rektor, after(55))
    go(plan)
    assert events(plan) == [
        "worker:hold:place",
        "worker:hold:lift",
        "worker:archive:answer",
        "system:matter:forget",
    ]


def test_two_reasons_are_two_holds(cast: Cast, plan: Plan) -> None:
    archived(cast, plan)
    for reason in (COURT, LegalHold.Reason.SUPERVISION):
        place_hold(matter=plan, reason=reason, actor=cast.as_rektor, at=after(50))
    lift_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(60))
    assert stays(plan) == {Why.HELD}


def test_holding_twice_is_holding_once_and_after_lifting_it_can_be_held_again(cast: Cast, plan: Plan) -> None:
    first = place_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(50))
    assert place_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(51)) == first
    lift_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(52))
    with pytest.raises(LegalHold.DoesNotExist):
        lift_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(53))
    assert place_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=after(54)) != first


def test_a_plan_in_use_can_be_held_as_well(cast: Cast) -> None:
    plan = active_plan(cast)
    place_hold(matter=plan, reason=COURT, actor=cast.as_rektor, at=NOW)
    assert Why.HELD in stays(plan)


# --- the archive's answer ---------------------------------------------------------------------------------------


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(ReceiptRefused) as refusal:
        act()
    return refusal.value.code


def test_the_same_answer_twice_is_one(cast: Cast, plan: Plan) -> None:
    assert archived(cast, plan) == archived(cast, plan)
    assert events(plan) == ["worker:archive:answer"]


def test_an_answer_that_cannot_be_for_it(cast: Cast, plan: Plan) -> None:
    assert refused(lambda: archived(cast, active_plan(cast))) == "not_ended"
    assert refused(lambda: archived(cast, plan, on=CLOSED_ON - timedelta(days=1))) == "before_it_ended"
    assert refused(lambda: archived(cast, plan, on=after(61).date())) == "ahead"
    archived(cast, plan)
    assert refused(lambda: archived(cast, plan, on=CLOSED_ON + timedelta(days=1))) == "other_package"
    assert ArchiveReceipt.objects.count() == 1


@pytest.mark.parametrize(("reference", "checksum"), [("A 1 Ella", CHECKSUM), ("", CHECKSUM), ("A-1", "not a hash")])
def test_an_answer_without_a_number_or_a_checksum_is_none(
    cast: Cast, plan: Plan, reference: str, checksum: str
) -> None:
    with pytest.raises(ValidationError):
        record_receipt(
            matter=plan,
            received_on=CLOSED.date(),
            reference=reference,
            checksum=checksum,
            actor=cast.as_rektor,
            at=TURNS_25,
        )


# --- drafts and notes -------------------------------------------------------------------------------------------


def test_a_draft_the_family_did_not_want_goes_after_a_year(cast: Cast) -> None:
    draft = refused_draft(cast)
    assert stays(draft, A_YEAR_ON - timedelta(days=1)) == {Why.TIME_NOT_UP}
    go(draft, A_YEAR_ON)
    assert (Plan.objects.count(), Person.objects.count()) == (0, 0)


def test_a_note_that_led_to_nothing_goes_after_a_year(cast: Cast) -> None:
    note = ended_note(cast)
    assert stays(note, A_YEAR_ON - timedelta(days=1)) == {Why.TIME_NOT_UP}
    go(note, A_YEAR_ON)
    assert Concern.objects.count() == 0
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Ella", "Mona", "Per"]


def test_a_note_that_led_somewhere_stays_for_no_rule_lets_it_go(cast: Cast) -> None:
    note = ended_note(cast, Concern.Decision.OWN_SERVICE)
    assert stays(note, datetime(2099, 1, 1, tzinfo=NOW.tzinfo)) == {Why.NO_RULE}


def test_a_held_note_stays(cast: Cast) -> None:
    note = ended_note(cast)
    place_hold(matter=note, reason=COURT, actor=cast.as_rektor, at=NOW)
    assert stays(note, A_YEAR_ON) == {Why.HELD}
