"""What happens because a day has come, told the time instead of waiting for it."""

from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from helhet.clocks.models import Reminder
from helhet.core.moments import day_of
from helhet.plans.actions.baton import offer_baton
from helhet.plans.models import BatonOffer
from helhet.plans.queries.roles import current_baton
from helhet.plans.tasks import KEPT, MINUTE, every_minute, keep_ticking, tick
from helhet.post.models import Letter
from tests.cast import NOW, Cast, active_plan, after, with_jonas


@pytest.fixture
def queue(settings: Settings) -> None:
    """The real queue, in the database."""
    settings.TASKS = {"default": {"BACKEND": "helhet.operations.tasks.Backend"}}


def looks() -> list[DBTaskResult]:
    waiting = DBTaskResult.objects.filter(task_path=every_minute.module_path, status=TaskResultStatus.READY)
    return list(waiting.order_by("run_after"))


def at_day(days: float) -> None:
    tick(on=day_of(after(days)), at=after(days))


def offered(cast: Cast) -> BatonOffer:
    plan = with_jonas(cast, active_plan(cast))
    return offer_baton(plan=plan, to_worker=cast.jonas, to_service=cast.clinic, actor=cast.as_kari, at=NOW)


def test_an_offer_runs_out_the_day_after_its_last_and_the_holder_still_holds(cast: Cast) -> None:
    offer = offered(cast)
    last = (offer.open_until - day_of(NOW)).days
    at_day(last)
    offer.refresh_from_db()
    assert offer.state == "open"
    at_day(last + 1)
    offer.refresh_from_db()
    assert offer.state == "expired"
    baton = current_baton(offer.plan)
    assert baton is not None
    assert baton.holder == cast.kari


def test_ticking_twice_sends_each_reminder_once(cast: Cast) -> None:
    offered(cast)
    at_day(40)
    sent = Letter.objects.filter(kind=Letter.Kind.REMINDER).count()
    assert sent > 0
    assert sent == Reminder.objects.filter(sent_at__isnull=False).count()
    at_day(40)
    assert Letter.objects.filter(kind=Letter.Kind.REMINDER).count() == sent


@pytest.mark.django_db
@pytest.mark.usefixtures("queue")
def test_one_look_waits_however_many_workers_start() -> None:
    keep_ticking(from_at=NOW)
    keep_ticking(from_at=NOW + MINUTE)
    assert [look.run_after for look in looks()] == [NOW]


@pytest.mark.django_db
@pytest.mark.usefixtures("queue")
def test_the_next_look_is_queued_even_when_this_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**moment: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("helhet.plans.tasks.now", lambda: NOW)
    monkeypatch.setattr("helhet.plans.tasks.tick", fails)
    with pytest.raises(RuntimeError):
        every_minute.call()
    assert [look.run_after for look in looks()] == [NOW + MINUTE]


@pytest.mark.django_db
@pytest.mark.usefixtures("queue")
def test_the_queue_forgets_what_is_long_done_and_nothing_else() -> None:
    keep_ticking(from_at=NOW)
    look = looks()[0]
    DBTaskResult.objects.filter(pk=look.pk).update(status=TaskResultStatus.SUCCESSFUL, finished_at=NOW)
    tick(on=day_of(NOW + KEPT), at=NOW + KEPT)
    assert DBTaskResult.objects.filter(pk=look.pk).exists()
    later = NOW + KEPT + timedelta(seconds=1)
    keep_ticking(from_at=later)
    tick(on=day_of(later), at=later)
    assert [one.run_after for one in DBTaskResult.objects.filter(task_path=every_minute.module_path)] == [later]
