"""R3: decided within the guide's days, and both the author and the leader are reminded."""

from datetime import timedelta

from helhet.clocks.models import Clock, Reminder
from helhet.clocks.tasks import send_due_reminders
from helhet.concerns.actions import decide, record_no_talk, write_note
from helhet.concerns.models import Concern
from helhet.concerns.queries import decide_by, overdue_in_my_unit
from helhet.post.models import Letter
from tests.cast import NOW, TODAY, Cast, after
from tests.concerns.conftest import SignIn
from tests.concerns.story import address


def reminded(cast: Cast, *, until: int) -> list[tuple[int, str]]:
    """Who was reminded on which day after the note was begun."""
    found = []
    for day in range(until + 1):
        seen = set(Letter.objects.values_list("pk", flat=True))
        send_due_reminders(on=TODAY + timedelta(days=day), at=after(day))
        found += [
            (day, letter.to_worker.name)
            for letter in Letter.objects.exclude(pk__in=seen).select_related("to_worker").order_by("to_worker__name")
            if letter.to_worker
        ]
    return found


def as_the_guide_has_it(cast: Cast, *, owner: str, leader: str) -> list[tuple[int, str]]:
    return sorted(
        (reminder.after_days, owner if reminder.to == "owner" else leader)
        for reminder in cast.guide.clock("concern_decide").reminders
    )


def test_r3_the_clock_runs_from_the_day_the_note_is_begun(cast: Cast, note: Concern) -> None:
    days = {"levels-0-3": 14, "levels-a-c": 10}[cast.guide.code]
    assert decide_by(note) == TODAY + timedelta(days=days)


def test_r3_the_author_first_then_the_leader(cast: Cast, note: Concern) -> None:
    expected = {
        "levels-0-3": [(10, "Kari"), (14, "Kari"), (14, "Rektor"), (21, "Rektor")],
        "levels-a-c": [(7, "Kari"), (10, "Kari"), (10, "Rektor"), (14, "Rektor")],
    }[cast.guide.code]
    assert reminded(cast, until=30) == expected


def test_a_leader_who_wonders_is_reminded_as_well(cast: Cast) -> None:
    write_note(
        service=cast.school,
        municipality=cast.fjordvik,
        child_name="Ella",
        guide=cast.guide,
        actor=cast.as_rektor,
        at=NOW,
    )
    assert reminded(cast, until=30) == as_the_guide_has_it(cast, owner="Rektor", leader="Rektor")


def test_a_decided_note_reminds_nobody(cast: Cast, note: Concern) -> None:
    record_no_talk(concern=note, reason="Flyttet.", actor=cast.as_kari, at=NOW)
    decide(concern=note, decision=Concern.Decision.NOTHING, actor=cast.as_kari, at=NOW)
    assert reminded(cast, until=30) == []


def test_the_leader_sees_that_a_note_waits_but_neither_the_child_nor_a_word(
    cast: Cast, note: Concern, sign_in: SignIn
) -> None:
    due = decide_by(note)
    assert due is not None
    assert list(overdue_in_my_unit(cast.as_rektor, on=due - timedelta(days=1))) == []
    assert [clock.owner for clock in overdue_in_my_unit(cast.as_rektor, on=due)] == [cast.kari]
    assert list(overdue_in_my_unit(cast.as_nils, on=due)) == []
    Clock.objects.update(due_on=TODAY)
    page = sign_in(cast.rektor).get("/notes/").content.decode()
    assert ("Kari" in page, "Ella" in page) == (True, False)


def test_days_left_stand_on_the_page(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    days = cast.guide.clock("concern_decide").days
    assert f"{days} days left" in sign_in(cast.kari).get(address(note)).content.decode()


def test_reminders_are_the_guides_own(cast: Cast, note: Concern) -> None:
    assert Reminder.objects.count() == len(cast.guide.clock("concern_decide").reminders)
