"""What the guide to rights is made of."""

from dataclasses import dataclass

from helhet.core.law.parameter import Confidence
from helhet.core.rights.words import Level, Offer, Situation, Subject
from helhet.core.services import ServiceType
from helhet.core.texts import Text


@dataclass(frozen=True, slots=True)
class Body:
    """Somebody in the order around children (aktør): a ministry, a service, an organisation."""

    code: str
    name: Text
    does: Text
    level: Level
    parent: str | None
    """Whose it is, or under whom it stands."""
    law: str
    """The main acts, as they are called; empty where there is none of its own."""
    source: str
    confidence: Confidence
    page: str
    """Where it meets people; empty for what is one's own municipality's or county's."""
    services: frozenset[ServiceType]
    """What it is among the services, where it is one."""
    helps: frozenset[Situation]
    """What one can turn to it with."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """How one appeals (klage): where to, by when, and how far that is established."""

    code: str
    how: Text
    deadlines: tuple[str, ...]
    """Rules of the law, by id."""
    body: str
    """Who settles it."""
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Ask:
    """Something one can ask for (noe å be om): a right or an offer, and how one gets it."""

    code: str
    title: Text
    what: Text | None
    """What it is, where the first rule gives several things; None: the first rule says it."""
    how: Text
    """How one applies, in a sentence or three."""
    rules: tuple[str, ...]
    """What it rests on: rules of the law, by id."""
    deadlines: tuple[str, ...]
    about: frozenset[Situation]
    """Empty: for everyone, whatever it is about."""
    ages: tuple[int, int]
    """From and to, whole years, both included: for whom it is worth showing. The law's own ages still bind."""
    subject: Subject
    offer: Offer
    body: str
    """Who decides."""
    appeal: str


@dataclass(frozen=True, slots=True)
class Collision:
    """Where fields of life answer differently for the same child (kollisjon), and what that means."""

    code: str
    title: Text
    means: Text
    ages: tuple[int, int]
    """From and to, whole years, both included."""
    rules: tuple[str, ...]
    """Rules of the law, by id: each its own field's answer."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Something worth telling first to whoever asks what they decide (avgjørelse): a rule of the law in a few words."""

    rule: str
    short: Text
    """Goes on from a heading, such as "This you decide yourself"; the rule's own text says it whole."""
    ages: tuple[int, int] | None
    """For whom it is told first, whole years, both included; None: for everyone the rule holds for."""
