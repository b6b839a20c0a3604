"""What may stand in a file of the register. The classes are the schema."""

from dataclasses import dataclass
from datetime import date

from helhet.core.guides import Text
from helhet.measures.kinds import Kind, PreventionLevel, ScaleStep


@dataclass(frozen=True, slots=True)
class Ages:
    """From and to which age, in whole years; -1 is from pregnancy. Without a source: as commonly told."""

    first: int
    last: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence or two, and where it was read."""

    nb: str
    nn: str
    en: str
    source: str

    @property
    def text(self) -> Text:
        """The words."""
        return Text(nb=self.nb, nn=self.nn, en=self.en)


@dataclass(frozen=True, slots=True)
class Grade:
    """What one system has said of the measure. Without a step: not seen by us, or no scale."""

    system: str
    found: Text
    source: str
    step: str = ""
    raw: str = ""
    assessed: str = ""
    countries: tuple[str, ...] = ()
    population: Text | None = None
    outcome: Text | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """One measure: one file, named by the measure's key."""

    kind: Kind
    name: Text
    aim: Text
    ages: Ages
    topics: tuple[str, ...]
    settings: tuple[str, ...]
    source: str
    checked: date
    levels: tuple[PreventionLevel, ...] = ()
    owner: str = ""
    ended: int | None = None
    takes: Fact | None = None
    training: Fact | None = None
    cost: Fact | None = None
    grades: tuple[Grade, ...] = ()


@dataclass(frozen=True, slots=True)
class System:
    """Somebody who grades, with the scale from the least to the most documented."""

    key: str
    name: Text
    asks: Text
    source: str
    owner: str = ""
    steps: tuple[ScaleStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Systems:
    """The file of systems, in the order they are shown."""

    systems: tuple[System, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All files, read and checked."""

    systems: tuple[System, ...]
    measures: dict[str, Described]
