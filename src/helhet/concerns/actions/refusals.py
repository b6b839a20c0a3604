"""What a change to a wonder note can be answered with, besides being made."""

from helhet.concerns.models import Concern


class ConcernRefused(ValueError):
    """Not possible like this; `.code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NotTheAuthor(PermissionError):
    """Only the author changes a wonder note."""


class Conflict(Exception):
    """The note was written in since the version the writer began from; `.current` is the note as it stands."""

    def __init__(self, current: Concern) -> None:
        super().__init__(current.version)
        self.current = current
