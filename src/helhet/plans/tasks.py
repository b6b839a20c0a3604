"""What happens because a day has come: reminders go out, and offers nobody answered run out. Once a minute."""

from datetime import date, datetime, timedelta

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from helhet.clocks.tasks import send_due_reminders
from helhet.core.actors import Actor
from helhet.core.baton import OfferState
from helhet.core.moments import day_of
from helhet.plans.actions.baton import expire_offer
from helhet.plans.models import BatonOffer
from helhet.web.clock import now

MINUTE = timedelta(minutes=1)
KEPT = timedelta(days=7)
"""How long the queue remembers a task that is done."""


@task()
def every_minute() -> None:
    """Look at the clock. The next look is queued first, so that a fault in this one is not the last."""
    at = now()
    keep_ticking(from_at=at + MINUTE)
    tick(on=day_of(at), at=at)


def keep_ticking(*, from_at: datetime) -> None:
    """See to it that exactly one look waits in the queue. Two that slipped in become one at the next look."""
    waiting = DBTaskResult.objects.filter(task_path=every_minute.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        every_minute.using(run_after=from_at).enqueue()


def tick(*, on: date, at: datetime) -> None:
    """Send what is due and let run out what nobody answered in time. Twice run, it does no more than once."""
    send_due_reminders(on=on, at=at)
    expire_due_offers(on=on, at=at)
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()


def expire_due_offers(*, on: date, at: datetime) -> None:
    """Every offer whose last day is over. One transaction each; an offer answered meanwhile is left alone."""
    due = BatonOffer.objects.filter(state=OfferState.OPEN, open_until__lt=on).select_related("plan")
    for offer in due.order_by("open_until", "id"):
        expire_offer(offer=offer, actor=Actor.system(), at=at)
