"""Clocks: started by what happens, moved with the baton, reminding the right person once, silent when called off."""

from datetime import date, timedelta

import pytest

from helhet.access.models import ConsentAnswer
from helhet.audit.models import AuditEntry
from helhet.clocks import tasks
from helhet.clocks.actions import end_all_clocks, end_clock, move_clocks, start_clock
from helhet.clocks.models import Clock
from helhet.clocks.tasks import send_due_reminders
from helhet.core.actors import Actor
from helhet.plans.actions.baton import accept_baton, offer_baton
from helhet.plans.actions.consent import withdraw
from helhet.plans.actions.meetings import conclude_planning, plan_meeting
from helhet.plans.actions.opening import ask_family
from helhet.plans.actions.staff import end_membership
from helhet.plans.models import Meeting, Plan
from helhet.plans.tasks import tick
from helhet.post.models import Letter
from tests.cast import NOW, TODAY, Cast, acting, active_plan, after, draft, everyone_says, scope, with_jonas


def started(cast: Cast, plan: Plan, code: str = "evaluation_due", *, from_on: date = TODAY) -> Clock:
    return start_clock(
        guide=cast.guide.clock(code),
        from_on=from_on,
        matter=plan,
        about=plan,
        child=cast.ella.pk,
        owner=cast.kari,
        leader=cast.rektor,
        actor=cast.as_kari,
    )


def reminded(until: int) -> list[tuple[int, str]]:
    """Which reminders go out, looking once a day: (days from today, to whom)."""
    told = []
    for day in range(until + 1):
        before = set(Letter.objects.values_list("pk", flat=True))
        send_due_reminders(on=TODAY + timedelta(days=day), at=after(day))
        letters = Letter.objects.exclude(pk__in=before).select_related("to_worker")
        told += [(day, letter.to_worker.name) for letter in letters if letter.to_worker]
    return told


def test_9_an_overdue_evaluation_reaches_the_holder_and_then_the_leader(cast: Cast) -> None:
    clock = started(cast, draft(cast))
    assert (clock.started_on, clock.due_on) == (TODAY, TODAY)
    names = {"owner": "Kari", "leader": "Rektor"}
    expected = [(r.after_days, names[r.to]) for r in cast.guide.clock("evaluation_due").reminders]
    assert {name for _, name in expected} == {"Kari", "Rektor"}
    assert reminded(30) == expected


def test_9_each_guide_sends_every_overdue_thing_to_a_leader_too(cast: Cast) -> None:
    """Never only to the one who did not do it. What waits for the family, or for a day, may stay with the holder."""
    with_family_or_before = {"consent_answer", "child_view_before", "minutes"}
    alone = {c.key for c in cast.guide.clocks if all(r.to == "owner" for r in c.reminders)}
    assert alone <= with_family_or_before


def test_9_a_reminder_is_never_sent_twice(cast: Cast) -> None:
    started(cast, draft(cast))
    late = TODAY + timedelta(days=60)
    first = send_due_reminders(on=late, at=after(60))
    assert first == len(cast.guide.clock("evaluation_due").reminders)
    assert send_due_reminders(on=late, at=after(60)) == 0
    tick(on=late, at=after(61))
    assert Letter.objects.count() == first
    assert AuditEntry.objects.filter(event="system:clock:remind").count() == first


@pytest.mark.parametrize("how", ["met", "called_off", "all"])
def test_9_a_clock_that_has_ended_reminds_nobody(cast: Cast, how: str) -> None:
    plan = draft(cast)
    clock = started(cast, plan)
    if how == "all":
        end_all_clocks(matter=plan, actor=cast.as_kari, at=NOW)
    else:
        end_clock(about=plan, code=clock.code, actor=cast.as_kari, at=NOW, outcome=Clock.Outcome(how))
    assert reminded(30) == []
    clock.refresh_from_db()
    assert (clock.outcome, clock.ended_by) == ("called_off" if how == "all" else how, cast.kari.pk)


def test_9_ending_what_does_not_run_changes_nothing_and_it_can_start_anew(cast: Cast) -> None:
    plan = draft(cast)
    first = started(cast, plan)
    for at in (NOW, after(3)):
        end_clock(about=plan, code=first.code, actor=cast.as_kari, at=at)
    first.refresh_from_db()
    assert first.ended_at == NOW
    again = started(cast, plan, from_on=TODAY + timedelta(days=9))
    assert list(Clock.objects.filter(ended_at=None)) == [again]


def test_9_what_is_moved_reminds_the_new_owner_and_the_new_leader(cast: Cast) -> None:
    plan = draft(cast)
    started(cast, plan)
    kept = started(cast, plan, "child_view_before")
    move_clocks(
        matter=plan,
        codes=("evaluation_due",),
        old=cast.kari,
        new=cast.jonas,
        leader=cast.head_nurse,
        actor=cast.as_jonas,
    )
    end_clock(about=plan, code=kept.code, actor=cast.as_kari, at=NOW)
    kept.refresh_from_db()
    assert kept.owner == cast.kari
    assert {name for _, name in reminded(30)} == {"Jonas", "Ledende"}


def test_9_one_that_fails_holds_up_no_other(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    started(cast, draft(cast))
    broken = started(cast, draft(cast), "measure_first")
    post = tasks.post_letter

    def post_or_break(**what: object) -> object:
        if what["about"] == broken:
            raise RuntimeError("the outbox is full")
        return post(**what)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "post_letter", post_or_break)
    late = TODAY + timedelta(days=60)
    assert send_due_reminders(on=late, at=after(60)) == len(cast.guide.clock("evaluation_due").reminders)
    assert all(r.sent_at is None for r in broken.reminders.all())
    assert "Ella" not in caplog.text
    monkeypatch.undo()
    assert send_due_reminders(on=late, at=after(60)) == len(cast.guide.clock("measure_first").reminders)


# --- the clocks of a plan --------------------------------------------------------------------------------------
def running(plan: Plan) -> set[tuple[str, str]]:
    """The clocks that run in a plan, and whose they are."""
    return {
        (clock.code, clock.owner.name)
        for clock in Clock.objects.filter(matter=plan.pk, ended_at=None).select_related("owner")
    }


def test_9_the_holders_clocks_follow_the_baton(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    assert running(plan) == {("measure_first", "Kari"), ("consent_renew", "Kari")}
    meeting = plan_meeting(
        plan=plan, kind=Meeting.Kind.PLANNING, held_on=TODAY, asks_child=cast.kari, actor=cast.as_kari, at=NOW
    )
    conclude_planning(
        meeting=meeting,
        minutes="Vi møtes igjen",
        next_evaluation_on=TODAY + timedelta(days=40),
        actor=cast.as_kari,
        at=NOW,
    )
    offer = offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)
    assert ("offer_answer", "Jonas") in running(plan)
    accept_baton(offer=offer, actor=cast.as_jonas, at=after(1))
    assert running(plan) == {
        ("measure_first", "Jonas"),
        ("consent_renew", "Jonas"),
        ("evaluation_due", "Jonas"),
    }
    leaders = Clock.objects.filter(matter=plan.pk, ended_at=None).values_list("leader__name", flat=True)
    assert set(leaders) == {"Ledende"}


def test_9_whoever_leaves_leaves_no_clock_behind(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    plan_meeting(
        plan=plan,
        kind=Meeting.Kind.EVALUATION,
        held_on=after(30).date(),
        asks_child=cast.jonas,
        actor=cast.as_kari,
        at=NOW,
    )
    assert ("child_view_before", "Jonas") in running(plan)
    leading = acting(cast.head_nurse, cast.clinic)
    end_membership(membership=cast.jonas.memberships.get(), actor=leading, at=after(1))
    assert running(plan) == {("measure_first", "Kari"), ("consent_renew", "Kari"), ("child_view_before", "Kari")}
    assert Meeting.objects.of(plan=plan).get().asks_child == cast.kari


def test_13_nobody_is_reminded_to_renew_or_evaluate_what_is_taken_back(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    ask_family(plan=plan, scope=scope(cast.ppt), actor=cast.as_kari, at=NOW)
    assert ("consent_answer", "Kari") in running(plan)
    withdraw(
        plan=plan,
        by=cast.mona,
        service=None,
        channel=ConsentAnswer.Channel.ORAL,
        actor=cast.as_kari,
        at=after(1),
    )
    assert running(plan) == {("close_after_withdrawal", "Kari")}


def test_13_taking_one_service_back_leaves_the_other_consents_clock(cast: Cast) -> None:
    plan = with_jonas(cast, active_plan(cast))
    assert Clock.objects.filter(matter=plan.pk, code="consent_renew", ended_at=None).count() == 2
    withdraw(
        plan=plan,
        by=cast.mona,
        service=cast.clinic,
        channel=ConsentAnswer.Channel.ORAL,
        actor=cast.as_kari,
        at=after(1),
    )
    assert Clock.objects.filter(matter=plan.pk, code="consent_renew", ended_at=None).count() == 1


def test_16_the_end_of_a_consent_is_told_before_it_comes(cast: Cast) -> None:
    plan = draft(cast)
    consent = ask_family(plan=plan, scope=scope(cast.school, days=100), actor=cast.as_kari, at=NOW)
    plan = everyone_says(True, plan, consent, cast.as_kari)
    end_clock(about=plan, code="measure_first", actor=Actor.system(), at=NOW)
    Letter.objects.all().delete()
    names = {"owner": "Kari", "leader": "Rektor"}
    expected = [(100 + r.after_days, names[r.to]) for r in cast.guide.clock("consent_renew").reminders]
    assert reminded(100) == expected


def talk_before(cast: Cast, held_on: date) -> Clock:
    plan = active_plan(cast)
    kind = Meeting.Kind.EVALUATION
    meeting = plan_meeting(plan=plan, kind=kind, held_on=held_on, asks_child=cast.kari, actor=cast.as_kari, at=NOW)
    return Clock.objects.get(about=meeting.pk)


def test_the_talk_with_the_child_is_never_due_before_it_could_be_held(cast: Cast) -> None:
    back = -cast.guide.clock("child_view_before").days
    early, soon, same_day = (TODAY + timedelta(days=days) for days in (back + 20, 3, 0))
    assert talk_before(cast, early).due_on == TODAY + timedelta(days=20)
    assert talk_before(cast, soon).due_on == TODAY + timedelta(days=1)
    assert talk_before(cast, same_day).due_on == TODAY


def test_the_one_named_is_reminded_once_a_day_at_most(cast: Cast) -> None:
    talk_before(cast, TODAY + timedelta(days=1))
    assert reminded(3) == [(1, "Kari")]
