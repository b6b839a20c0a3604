"""Learning paths (læringsstier): files of steps with a purpose, for a unit, a network or oneself."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from helhet.core.guides import Text
from helhet.core.guides.lines import lines_of, nearest_line
from helhet.core.guides.schema import Fault, built

FOLDER = Path(__file__).parent / "paths"
RESERVED = frozenset({"mine"})
"""Words that are addresses of other pages."""


class Together(StrEnum):
    """With whom one goes the path."""

    UNIT = "unit"
    NETWORK = "network"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step: what to do, how long it takes in minutes, and where, if it is somewhere on the web.

    `address` is a page of this site, beginning with `/` and without a language, or https.
    """

    key: str
    title: Text
    what: Text
    minutes: int
    address: str = ""

    @property
    def is_ours(self) -> bool:
        """The address is a page of this site."""
        return self.address.startswith("/")


@dataclass(frozen=True, slots=True)
class LearningPath:
    """Læringssti: steps in an order, with a purpose. A file's name is its key."""

    title: Text
    purpose: Text
    together: Together
    owner: str
    checked: date
    steps: tuple[PathStep, ...]
    key: str = ""

    @property
    def minutes(self) -> int:
        """How long all of it takes."""
        return sum(step.minutes for step in self.steps)

    def step(self, key: str) -> PathStep | None:
        """The step with a key, or None."""
        return next((step for step in self.steps if step.key == key), None)


class PathError(ValueError):
    """A file of a path that cannot be used: which file, which line, which value, what was expected."""


def learning_paths(folder: Path = FOLDER) -> dict[str, LearningPath]:
    """Every path by its key. Raises PathError at the first faulty file."""
    return _read(folder.resolve())


@cache
def _read(folder: Path) -> dict[str, LearningPath]:
    return {path.stem: _path(path) for path in sorted(folder.glob("*.toml"))}


def _path(path: Path) -> LearningPath:
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text) | {"key": path.stem}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PathError(f"{path.name}: {error}") from error
    found, faults = built(LearningPath, table)
    if found is not None:
        faults = _faults(found)
    if found is None or faults:
        lines = lines_of(text)
        place, message = min(faults, key=lambda fault: nearest_line(lines, fault.place))
        named = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
        raise PathError(f"{path.name}, line {nearest_line(lines, place)}: {named}: {message}")
    return found


def _faults(path: LearningPath) -> list[Fault]:
    keys = [step.key for step in path.steps]
    faults = [
        Fault(("steps", number, "key"), "expected small letters, digits and hyphens, 40 at most, once in the path")
        for number, key in enumerate(keys)
        if not _is_key(key) or key in keys[:number]
    ]
    faults += [
        Fault(("steps", number, "address"), f"expected a page of this site, or https; found {step.address!r}")
        for number, step in enumerate(path.steps)
        if step.address and not _is_address(step.address)
    ]
    faults += [
        Fault(("steps", number, "minutes"), "expected 1 or more")
        for number, step in enumerate(path.steps)
        if step.minutes < 1
    ]
    if not path.steps:
        faults.append(Fault(("steps",), "expected at least one"))
    if not _is_key(path.key) or path.key in RESERVED:
        faults.append(Fault(("key",), "expected the file to be named by small letters, digits and hyphens"))
    return faults


def _is_key(text: str) -> bool:
    return len(text) <= 40 and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) is not None


def _is_address(text: str) -> bool:
    if text.startswith("/"):
        return re.fullmatch(r"/([a-z0-9-]+/)*", text) is not None
    parts = urlsplit(text)
    return parts.scheme == "https" and "." in parts.netloc
