"""The plan and everything in it."""

from helhet.plans.models.baton import Baton, BatonOffer
from helhet.plans.models.deadlock import Deadlock
from helhet.plans.models.entry import Entry, Hiding
from helhet.plans.models.feed import Feed
from helhet.plans.models.meeting import Evaluation, MeasureEffect, Meeting
from helhet.plans.models.plan import LevelChange, Participant, Participation, Plan
from helhet.plans.models.work import Goal, Measure

__all__ = [
    "Baton",
    "BatonOffer",
    "Deadlock",
    "Entry",
    "Evaluation",
    "Feed",
    "Goal",
    "Hiding",
    "LevelChange",
    "Measure",
    "MeasureEffect",
    "Meeting",
    "Participant",
    "Participation",
    "Plan",
]
