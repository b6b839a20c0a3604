"""The child heard (medvirkning), one function a paragraph. The question is asked at every age."""

from datetime import date

from helhet.core.law.finding import Finding
from helhet.core.law.parameters import governing, opening_value_on
from helhet.core.law.periods import age_on


def grl_104_heard(birth: date, on: date) -> Finding:
    """Grunnloven § 104: a child is heard on own matters. No lower limit; met for everyone under 18."""
    return _heard("AGE-GRL-104", birth, on, below=False)


def barnelova_31_always_heard(birth: date, on: date) -> Finding:
    """Barnelova § 31: from 7 always informed and heard.

    Younger: not known (None). A younger child is heard as soon as able to form a view, which a person judges.
    """
    return _heard("AGE-BL-31-7", birth, on, below=None)


def barnelova_31_great_weight(birth: date, on: date) -> Finding:
    """Barnelova § 31: from 12 what the child thinks carries great weight. It has some weight at every age."""
    return _heard("AGE-BL-31-12", birth, on, below=False)


def _heard(id: str, birth: date, on: date, *, below: bool | None) -> Finding:
    rule = governing(id, on)
    value = opening_value_on(rule.id, on)
    age = age_on(birth, on)
    met = True if value.covers(birth, on) else (below if age < (value.age_from or 0) else False)
    return Finding(rule.paragraph, met, {"age": age, "on": on})
