"""What happens because a moment has come: approved versions come out, and passed days of review are told of.

Once a minute.
"""

import logging
from datetime import date, datetime, timedelta

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from helhet.core.actors import Actor
from helhet.core.moments import day_of
from helhet.library.actions import REVIEW, call_for_review, publish
from helhet.library.queries import due
from helhet.post.actions import forget_mailings
from helhet.web.clock import now

log = logging.getLogger(__name__)
MINUTE = timedelta(minutes=1)
COPIES_KEPT = timedelta(days=90)
"""How long it is known who got which letter."""


@task()
def every_minute() -> None:
    """Look at the clock. The next look is queued first, so that a fault in this one is not the last."""
    at = now()
    keep_publishing(from_at=at + MINUTE)
    publish_due(at=at)
    tell_of_reviews(on=day_of(at), at=at)


def keep_publishing(*, from_at: datetime) -> None:
    """See to it that exactly one look waits in the queue."""
    waiting = DBTaskResult.objects.filter(task_path=every_minute.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        every_minute.using(run_after=from_at).enqueue()


def publish_due(*, at: datetime) -> int:
    """Let out everything whose moment has come, one transaction each. Returns how many."""
    out = 0
    for version in due(at):
        try:
            out += publish(version=version, actor=Actor.system(), at=at)
        except Exception:  # whatever it is, the next one must not wait for it
            log.exception("version %s did not come out", version)
    return out


def tell_of_reviews(*, on: date, at: datetime) -> int:
    """Tell of every day of review that has passed. Twice run, it tells once. Returns of how many items."""
    forget_mailings(ended_before=at - COPIES_KEPT, kind=REVIEW, actor=Actor.system())
    return call_for_review(on=on, actor=Actor.system(), at=at)
