"""How long a yes lasts: as long as those who gave it are the ones the law asks (casework: M4, age events)."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from helhet.core.law.periods import birthday
from helhet.core.law.who_consents import Capacity

CHILDHOOD = range(1, 26)
"""Birthdays at which the right person to ask can change, in years."""

Required = Callable[[date], frozenset[Capacity]]
"""Whose yes the law asks for on a day."""


def lasts_until(
    *,
    born_on: date,
    from_on: date,
    until_on: date,
    givers: frozenset[Capacity],
    required_on: Required,
    turns: Iterable[date] = (),
) -> date:
    """The last day on which everyone the law requires is among those who said yes; at most `until_on`.

    A 15-year-old who becomes the one to ask is not bound by yesterday's yes from the parents: from the birthday
    the old consent opens nothing until it is given anew. `turns`: other days that can change who is asked, such as
    those on which a care order begins, and is over.
    """
    for day in sorted({birthday(born_on, years) for years in CHILDHOOD} | set(turns)):
        if from_on < day <= until_on and not required_on(day) <= givers:
            return day - timedelta(days=1)
    return until_on


def opens_until(
    *,
    born_on: date,
    given_on: date,
    from_on: date,
    until_on: date,
    givers: frozenset[Capacity],
    required_on: Required,
    turns: Iterable[date] = (),
) -> date | None:
    """As `lasts_until`, and None where those who said yes are not the ones to ask at all.

    A birthday can come between the yes and the day it begins; what then begins with the wrong givers never opens.
    """
    if not required_on(given_on) <= givers:
        return None
    first = min(given_on, from_on)
    last = lasts_until(
        born_on=born_on, from_on=first, until_on=until_on, givers=givers, required_on=required_on, turns=turns
    )
    return last if from_on <= last else None
