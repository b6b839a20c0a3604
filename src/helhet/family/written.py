"""One text in the plan, as it is read on the family's page."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from helhet.core.guides import Text
from helhet.people.keys import Key


@dataclass(frozen=True, slots=True)
class Written:
    """One text: whose words, who wrote them down, and when."""

    heading: Promise
    text: str
    words_of: str
    speaker: str
    by: str
    place: str | Promise
    on: date
    corrected: bool
    key: Key
    """Its own page, with who can read it: the newest wording's."""
    decision: Text | None = None
    is_evaluation = False
    was_stuck = False
