"""What happens because a moment has come: approved versions come out. Once a minute."""

import logging
from datetime import datetime, timedelta

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from helhet.core.actors import Actor
from helhet.library.actions import publish
from helhet.library.queries import due
from helhet.web.clock import now

log = logging.getLogger(__name__)
MINUTE = timedelta(minutes=1)


@task()
def every_minute() -> None:
    """Look at the clock. The next look is queued first, so that a fault in this one is not the last."""
    at = now()
    keep_publishing(from_at=at + MINUTE)
    publish_due(at=at)


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
