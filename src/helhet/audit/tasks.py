"""The log is sealed every few seconds, by the worker. The web process has no key and no part in it."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from helhet.audit.sealing.key import SealKey, read_key
from helhet.audit.sealing.outside import publish
from helhet.audit.sealing.sealer import seal_log
from helhet.core.moments import day_of
from helhet.web.clock import now

PAUSE = timedelta(seconds=5)
KEPT = timedelta(minutes=10)
"""How long the queue remembers a sealing that is done: there are many."""
DEMO_KEY = "seal.key"


def seal_key() -> SealKey:
    """The key, from the file the environment names; the demo has its own. Raises NoKey."""
    return read_key(Path(settings.VAR) / DEMO_KEY if settings.DEMO else None)


@task()
def every_few_seconds() -> None:
    """Seal what waits. The next look is queued first, so that a fault in this one is not the last."""
    at = now()
    keep_sealing(from_at=at + PAUSE)
    seal_and_publish(at=at)


def keep_sealing(*, from_at: datetime) -> None:
    """See to it that exactly one sealing waits in the queue."""
    if not _queued().filter(status=TaskResultStatus.READY).exists():
        every_few_seconds.using(run_after=from_at).enqueue()


def seal_and_publish(*, at: datetime) -> int:
    """Seal the log, and lay the new checkpoints where witnesses fetch them; gives how many rows. Raises NoKey."""
    sealed = seal_log(key=seal_key(), at=at)
    if sealed and settings.CHECKPOINTS:
        publish(Path(settings.CHECKPOINTS), on=day_of(at))
    _queued().finished().filter(finished_at__lt=at - KEPT).delete()
    return sealed


def _queued():  # type: ignore[no-untyped-def]  # the queue's own queryset has no name to import
    return DBTaskResult.objects.filter(task_path=every_few_seconds.module_path)
