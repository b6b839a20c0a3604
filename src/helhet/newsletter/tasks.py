"""What time does: broken-off mailings go on, and what is no longer needed is forgotten. Every quarter of an hour."""

from datetime import datetime, timedelta

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from helhet.core.actors import Actor
from helhet.feedback.actions import forget_words
from helhet.newsletter.actions import forget_unanswered
from helhet.newsletter.kinds import CONFIRM, ISSUE
from helhet.post.actions import forget_mailings
from helhet.post.tasks import resume_mailings
from helhet.web.clock import now

QUARTER = timedelta(minutes=15)
COPIES_KEPT = {CONFIRM: timedelta(days=7), ISSUE: timedelta(days=90)}
"""How long it is known which subscription got which letter: as long as it can come back."""


@task()
def every_quarter() -> None:
    """Look after the public storey. The next look is queued first, so that a fault in this one is not the last."""
    at = now()
    keep_tidy(from_at=at + QUARTER)
    tidy(at=at)


def keep_tidy(*, from_at: datetime) -> None:
    """See to it that exactly one look waits in the queue."""
    waiting = DBTaskResult.objects.filter(task_path=every_quarter.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        every_quarter.using(run_after=from_at).enqueue()


def tidy(*, at: datetime) -> None:
    """Go on with what was broken off, and forget what is no longer needed. Twice run, it does no more than once."""
    resume_mailings(at=at)
    forget_unanswered(actor=Actor.system(), at=at)
    forget_words(actor=Actor.system(), at=at)
    for kind, kept in COPIES_KEPT.items():
        forget_mailings(ended_before=at - kept, kind=kind, actor=Actor.system())
