"""What is said to the one who wrote a guide pack that cannot be used."""

from __future__ import annotations


class GuideError(ValueError):
    """One fault in a pack's file, on one line: `file:line: field: what is wrong and what is expected`.

    `field` is the way to the value, counted from one: `steps[3].help.nn` is the third step. The reader finds
    all faults of a file before it gives up; it raises the first and hands over the rest in `more`.
    """

    def __init__(self, file: str, line: int, field: str, message: str, more: tuple[GuideError, ...] = ()) -> None:
        super().__init__(f"{file}:{line}: {field}: {message}")
        self.file = file
        self.line = line
        self.field = field
        self.message = message
        self.more = more
