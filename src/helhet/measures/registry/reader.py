"""Read the register's files into plain values, or refuse them whole."""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from helhet.core.guides.lines import lines_of, nearest_line
from helhet.core.guides.schema import Fault, built
from helhet.measures.registry.checks import faults_in, faults_in_systems
from helhet.measures.registry.shape import Described, Register, Systems

FOLDER = Path(__file__).parent
T = TypeVar("T")


class RegisterError(ValueError):
    """A file of the register that cannot be trusted: which file, which line, which value, what was expected."""

    def __init__(self, file: str, line: int, field: str, message: str) -> None:
        super().__init__(f"{file}, line {line}: {field}: {message}")
        self.file, self.line, self.field = file, line, field


def read_register(folder: Path = FOLDER) -> Register:
    """All measures and systems in `folder`, wholly checked. Raises RegisterError at the first thing that is wrong."""
    systems = _read(folder / "systems.toml", Systems, faults_in_systems).systems
    by_key = {system.key: system for system in systems}
    measures: dict[str, Described] = {}
    for path in sorted((folder / "measures").glob("*.toml")):
        measures[path.stem] = _read(path, Described, partial(faults_in, key=path.stem, systems=by_key))
    if not measures:
        raise RegisterError(str(folder / "measures"), 1, "files", "expected at least one measure")
    return Register(systems, measures)


def _read(path: Path, shape: type[T], check: Callable[[T], Iterable[Fault]]) -> T:
    try:
        text = path.read_text("utf-8")
        table: dict[str, Any] = tomllib.loads(text)
    except FileNotFoundError:
        raise RegisterError(path.name, 1, "file", "expected it to be there") from None
    except UnicodeDecodeError:
        raise RegisterError(path.name, 1, "file", "expected text in UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise RegisterError(path.name, int(line.group(1)) if line else 1, "syntax", str(error)) from error
    found, faults = built(shape, table)
    if found is not None:
        faults = list(check(found))
    if found is None or faults:
        lines = lines_of(text)
        place, message = min(faults, key=lambda fault: nearest_line(lines, fault.place))
        named = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
        raise RegisterError(path.name, nearest_line(lines, place), named, message)
    return found
