"""What may be said of a fault where operators read: of which kind it is, and where in the program. Never its words.

A fault's words hold whatever was at hand: PostgreSQL quotes the whole row it refused, a mail server the address, Python
the text it could not read. In logs, and in the queue, they would outlive what they are about.
"""

import logging
from collections.abc import Iterator
from traceback import walk_tb
from types import TracebackType
from typing import Any


class Fault(Exception):
    """What was told of another fault; its words are ours."""


def told(error: BaseException) -> str:
    """The kinds of a fault and of those it came from, the first one first, and the places each passed through."""
    return "\n".join(line for one in reversed(list(_chain(error))) for line in _lines(one))


def without_words(error: BaseException) -> Fault:
    """A fault that is called as this one is, and says only what may be said of it."""
    kind = type(error)
    named = {"__module__": kind.__module__, "__qualname__": kind.__qualname__}
    made: type[Fault] = type(kind.__name__, (Fault,), named)
    return made(told(error))


class Formatter(logging.Formatter):
    """A line of the log. What is said of a fault beside it is what may be said."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  (logging's own name)
        return told(ei[1]) if ei[1] else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    yield f"{type(error).__module__}.{type(error).__qualname__}{_constraint(error)}"
    yield from _places(error.__traceback__)
    if isinstance(error, Fault):
        yield str(error)


def _constraint(error: BaseException) -> str:
    """Which of our constraints said no, where PostgreSQL names it: a name of ours, and no value of anybody's."""
    name = getattr(getattr(error, "diag", None), "constraint_name", None)
    return f" ({name})" if name else ""


def _places(at: TracebackType | None) -> Iterator[str]:
    for frame, line in walk_tb(at):
        yield f"  {frame.f_code.co_filename}:{line} {frame.f_code.co_name}"
