"""Ticking one's own steps, and forgetting them. Whoever acts acts for themselves: there is no one else to name."""

from datetime import datetime

from django.db import transaction

from helhet.learning.models import StepDone
from helhet.learning.path import LearningPath, PathStep
from helhet.people.models import Account


@transaction.atomic
def tick(*, path: LearningPath, step: PathStep, actor: Account, at: datetime) -> None:
    """The actor has done a step. Ticked already, it keeps the moment it was ticked first."""
    StepDone.objects.get_or_create(account=actor, path=path.key, step=step.key, defaults={"done_at": at})


@transaction.atomic
def untick(*, path: LearningPath, step: PathStep, actor: Account) -> None:
    """The actor has not done it after all."""
    StepDone.objects.filter(account=actor, path=path.key, step=step.key).delete()


@transaction.atomic
def forget(*, path: LearningPath, actor: Account) -> None:
    """Forget all the actor has ticked on a path. Nothing of it is left."""
    StepDone.objects.filter(account=actor, path=path.key).delete()
