"""Measures whose responsible is no longer in the plan, and that nobody has taken up since."""

from django.db.models import Exists, OuterRef

from helhet.core.plan import PlanStatus
from helhet.people.partition import PartitionQuerySet
from helhet.plans.models import Evaluation, Measure


def waiting_for_someone(rows: PartitionQuerySet) -> PartitionQuerySet:
    """Those of the measures that need a new responsible.

    It is taken up when a new measure serves the same goal, or when an evaluation has weighed it all anew.
    """
    taken_up = Measure.objects.filter(
        municipality=OuterRef("municipality"), goal=OuterRef("goal"), proposed_at__gt=OuterRef("ended_at")
    )
    weighed = Evaluation.objects.filter(
        municipality=OuterRef("municipality"), plan=OuterRef("plan"), concluded_at__gt=OuterRef("ended_at")
    )
    lost = rows.filter(not_done_reason=Measure.RESPONSIBLE_LEFT, goal__ended_at=None, plan__status=PlanStatus.ACTIVE)
    return lost.exclude(Exists(taken_up) | Exists(weighed))
