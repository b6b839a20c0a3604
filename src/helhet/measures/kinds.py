"""What sorts of measure there are, for whom they are meant, and a step on a scale of grades."""

from dataclasses import dataclass
from enum import StrEnum

from helhet.core.texts import Text


class Kind(StrEnum):
    """What it is: something done with children and families, a way services organise their work, or a right in law."""

    MEASURE = "measure"
    ORGANISING = "organising"
    RIGHT = "right"


class PreventionLevel(StrEnum):
    """For whom: everybody, those in circumstances where more run into trouble, those with signs of it."""

    UNIVERSAL = "universal"
    SELECTIVE = "selective"
    INDICATED = "indicated"


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One step of a grading system's scale."""

    code: str
    name: Text
    meaning: Text
