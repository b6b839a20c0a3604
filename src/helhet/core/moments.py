"""From a moment to a day. A day in the law is a Norwegian day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

NORWAY = ZoneInfo("Europe/Oslo")


def day_of(at: datetime) -> date:
    """The day in Norway at this moment. Raises ValueError for a moment without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(NORWAY).date()
