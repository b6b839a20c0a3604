"""On what basis a service keeps what it knows (behandlingsgrunnlag), read once from `processing.toml`.

It is told, and opens nothing.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from helhet.core.law.parameter import LawError, Parameter
from helhet.core.law.parameters import parameter
from helhet.core.services import ServiceType
from helhet.core.texts import Text

NOT_FOUND = Text(
    nb="Det er ikke funnet noen egen bestemmelse om dette.",
    nn="Det er ikkje funne noka eiga føresegn om dette.",
    en="No provision of its own was found for this.",
)


@dataclass(frozen=True, slots=True)
class Basis:
    """One kind of service's basis: the provision, or none and what is known instead; and the regulation's articles."""

    law: str
    articles: tuple[str, ...]
    gap: Text | None

    def rule_on(self, on: date) -> Parameter | None:
        """The provision, while it is in force. It informs, so that it need not be more than likely."""
        rule = parameter(self.law) if self.law else None
        return rule if rule is not None and rule.in_force(on) else None


@dataclass(frozen=True, slots=True)
class Rests:
    """A basis as written down when a service came in: the provision, or what is known instead, and since when."""

    rule: Parameter | None
    gap: Text | None
    articles: str
    """As a sentence lists them: `6(1)(e), 9(2)(g)`."""
    since: date


def rests_on(kind: ServiceType, *, rule: str, articles: str, since: date) -> Rests:
    """What a service of a kind was written down to rest on. `rule` empty: nothing was found."""
    gap = None if rule else (bases()[kind].gap or NOT_FOUND)
    return Rests(rule=parameter(rule) if rule else None, gap=gap, articles=", ".join(articles.split()), since=since)


@cache
def bases() -> dict[ServiceType, Basis]:
    """The basis of every kind of service.

    Raises:
        LawError: a kind of service stands twice or not at all, a basis has neither provision nor words for its gap.
    """
    rows = tomllib.loads((Path(__file__).parent / "processing.toml").read_text("utf-8"))["service"]
    found: dict[ServiceType, Basis] = {}
    for row in rows:
        basis = Basis(law=row["law"], articles=tuple(row["articles"]), gap=Text(**row["gap"]) if "gap" in row else None)
        if bool(basis.law) == (basis.gap is not None):
            raise LawError(f"processing.toml: {row['types'][0]}: has a provision, or says that there is none")
        for name in row["types"]:
            if ServiceType(name) in found:
                raise LawError(f"processing.toml: {name}: stands twice")
            found[ServiceType(name)] = basis
    missing = set(ServiceType) - set(found)
    if missing:
        raise LawError(f"processing.toml: {min(missing)}: is missing")
    return found
