"""The two halves of a pager that goes by moments: written into an address, and read back from one."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime


def older_than(at: datetime) -> str:
    """The address of the part before a moment."""
    return f"?before={at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def moment(text: str) -> datetime | None:
    """The moment an address names; None where it names none, since anyone can write an address."""
    try:
        read = parse_datetime(text)
        return read.astimezone(UTC) if read and timezone.is_aware(read) else None
    except (ValueError, OverflowError):  # well written, but no such moment
        return None
