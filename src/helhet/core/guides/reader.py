"""Finds, reads and keeps guide packs. A pack that breaks a promise is not read at all."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from helhet.core.guides.checks import CHECKS
from helhet.core.guides.errors import GuideError
from helhet.core.guides.lines import Place, lines_of, nearest_line
from helhet.core.guides.model import GuidePack
from helhet.core.guides.schema import Fault, built

PACKS: Final = Path(__file__).parent / "packs"
"""The packs that come with Helhet; a municipality's own lie in a folder of the same form."""

DEFAULT_PACK: Final = "levels-0-3"


def load(code: str, version: int, root: Path = PACKS) -> GuidePack:
    """This version of a pack: what a plan is pinned to. Raises LookupError, or GuideError if it is faulty."""
    return _read(root.resolve(), code, version)


def current(code: str, on: date, root: Path = PACKS) -> GuidePack:
    """The newest version published on or before a day: what a new plan starts with. Raises as `load`."""
    published = [pack for pack in _versions(code, root) if pack.published_on <= on]
    if not published:
        raise LookupError(f"no version of the guide pack {code!r} was published by {on}")
    return published[-1]


def all_packs(root: Path = PACKS) -> tuple[GuidePack, ...]:
    """Every version of every pack, by code and then by version. Raises GuideError at the first faulty one."""
    codes = sorted(folder.name for folder in root.iterdir() if folder.is_dir())
    return tuple(pack for code in codes for pack in _versions(code, root))


def _versions(code: str, root: Path) -> list[GuidePack]:
    """All versions of a pack, oldest first. A file is called by its version's number and nothing else."""
    numbers = []
    for path in (root / code).glob("*.toml"):
        if not re.fullmatch(r"[1-9][0-9]*", path.stem):
            raise GuideError(str(path), 1, "version", "expected the file's name to be a number, as in 2.toml")
        numbers.append(int(path.stem))
    return [load(code, number, root) for number in sorted(numbers)]


@cache
def _read(root: Path, code: str, version: int) -> GuidePack:
    path = root / code / f"{version}.toml"
    if path.parent.parent != root or not path.is_file():
        raise LookupError(f"there is no version {version} of the guide pack {code!r}")
    text = path.read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GuideError(str(path), _line_in(str(error), text), "syntax", str(error)) from error
    pack, faults = built(GuidePack, table)
    if pack is not None:
        faults = [*_belongs_at(pack, code, version), *(fault for check in CHECKS for fault in check(pack))]
    if pack is None or faults:
        raise _first_of(faults, str(path), text)
    return pack


def _belongs_at(pack: GuidePack, code: str, version: int) -> list[Fault]:
    """A file moved or copied without being renamed inside would be two packs with one name."""
    return [
        Fault((name,), f"is {inside!r}; expected {outside!r}, as the file's place says")
        for name, inside, outside in (("code", pack.code, code), ("version", pack.version, version))
        if inside != outside
    ]


def _first_of(faults: list[Fault], file: str, text: str) -> GuideError:
    """All faults in the order of their lines, as one error that carries the rest."""
    lines = lines_of(text)
    found = sorted((nearest_line(lines, place), _named(place), message) for place, message in faults)
    first, *rest = (GuideError(file, *each) for each in found)
    return GuideError(first.file, first.line, first.field, first.message, more=tuple(rest))


def _named(place: Place) -> str:
    """`("steps", 2, "help", "nn")` as `steps[3].help.nn`."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).lstrip(".")


def _line_in(message: str, text: str) -> int:
    """The line tomllib names in its message; the last one when it says the text ended too early."""
    match = re.search(r"at line (\d+)", message)
    return int(match.group(1)) if match else text.count("\n") + 1
