"""Once a day the worker sees whether a half-year can be counted. On most days there is nothing to do."""

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from helhet.core.actors import Actor
from helhet.core.flow import newest_counted
from helhet.core.moments import day_of
from helhet.flow.actions import release_flow
from helhet.flow.queries.reading import without_release
from helhet.web.clock import now

DAY = timedelta(days=1)


@task()
def every_day() -> None:
    """Count what can be counted. The next look is queued first, so that a fault in this one is not the last."""
    at = now()
    keep_counting(from_at=at + DAY)
    count_what_is_over(at=at)


def keep_counting(*, from_at: datetime) -> None:
    """See to it that exactly one look waits in the queue."""
    waiting = DBTaskResult.objects.filter(task_path=every_day.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        every_day.using(run_after=from_at).enqueue()


def count_what_is_over(*, at: datetime) -> int:
    """The newest half-year that can be counted, in each municipality where it is not; gives how many there were."""
    half = newest_counted(day_of(at))
    left = without_release(half)
    for organisation in left:
        release_flow(organisation=organisation, half=half, actor=Actor.system(), at=at)
    return len(left)
