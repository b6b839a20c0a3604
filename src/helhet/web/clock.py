"""The only place that reads the time. Everything behind the edge is told the day and the moment."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment."""
    return timezone.now()


def today() -> date:
    """Today in Norway."""
    return timezone.localdate(now())
