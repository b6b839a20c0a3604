"""The two halves of a pager that goes by moments or days: written into an address, and read back from one."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime


def older_than(at: datetime, row: UUID | None = None) -> str:
    """The address of the part before a moment; of those at the very moment, the part after a row."""
    after = f"&after={row}" if row else ""
    return f"?before={at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z{after}"


def from_day(day: date, row: UUID) -> str:
    """The address of the part from a day on; of that very day, the part after a row."""
    return f"?from={day.isoformat()}&after={row}"


def moment(text: str) -> datetime | None:
    """The moment an address names; None where it names none, since anyone can write an address."""
    try:
        read = parse_datetime(text)
        return read.astimezone(UTC) if read and timezone.is_aware(read) else None
    except (ValueError, OverflowError):  # well written, but no such moment
        return None


def day(text: str) -> date | None:
    """The day an address names; None where it names none."""
    try:
        return parse_date(text)
    except ValueError:  # well written, but no such day
        return None


def row(text: str) -> UUID | None:
    """The row an address names; None where it names none."""
    try:
        return UUID(text)
    except ValueError:
        return None
