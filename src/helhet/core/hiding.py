"""Why something may be hidden from one of the family, as data (`hiding.toml`). Whether it should, a person judges."""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from helhet.core.law.parameters import opens_anything, value_on
from helhet.core.law.regimes import Regime
from helhet.core.texts import Text


class HiddenFrom(StrEnum):
    """From whom something is hidden."""

    GUARDIANS = "guardians"
    """Everyone who answers for the child."""
    ADULT = "adult"
    """One of the adults."""
    SUBJECT = "subject"
    """The child or young person."""


@dataclass(frozen=True, slots=True)
class HidingReason:
    """One reason: from whom it can hide what, who may judge it, and the question the judgement answers in words."""

    code: str
    hides_from: frozenset[HiddenFrom]
    by: frozenset[Regime]
    of: frozenset[Regime]
    law: str
    words: Text
    question: Text

    def available(self, *, judge: Regime, item: Regime, born_on: date, on: date) -> bool:
        """Whether someone bound by `judge` may give this reason for an item under `item`, at the child's age."""
        right_people = judge in self.by and item in self.of
        return right_people and opens_anything(self.law, on) and value_on(self.law, on).covers(born_on, on)


CHILDS_WISH = "childs_wish"
"""The child between 12 and 16 does not want the parents to know (pbrl. § 3-4 second para.)."""

KEPT_FROM_PARENTS = frozenset({CHILDS_WISH, "weighty_reasons"})
"""The reasons by which the parents are rightly not told of a health matter (pbrl. § 3-4 second and third para.): from
12 it is then the child's own to lift, and the parents' yes does not reach it (§ 4-3 first para. c)."""


@cache
def hiding_reasons() -> dict[str, HidingReason]:
    """Every reason by its code."""
    rows = tomllib.loads((Path(__file__).parent / "hiding.toml").read_text("utf-8"))["reason"]
    return {
        row["code"]: HidingReason(
            code=row["code"],
            hides_from=frozenset(HiddenFrom(word) for word in row["hides_from"]),
            by=frozenset(Regime(word) for word in row["by"]),
            of=frozenset(Regime(word) for word in row["of"]),
            law=row["law"],
            words=Text(nb=row["nb"], nn=row["nn"], en=row["en"]),
            question=Text(nb=row["question_nb"], nn=row["question_nn"], en=row["question_en"]),
        )
        for row in rows
    }
