"""The code as text and trees, for promises about code that is not written yet."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import helhet

SRC = Path(helhet.__file__).parent
ROOT = SRC.parent.parent


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the program."""

    path: Path

    @property
    def name(self) -> str:
        """Its place, as in `plans/actions/baton.py`."""
        return self.path.relative_to(SRC).as_posix()

    @property
    def part(self) -> str:
        """What part of its room it is: `actions` for `plans/actions.py` and for `plans/actions/baton.py`."""
        inner = self.path.relative_to(SRC).parts[1:]
        return inner[0].removesuffix(".py") if inner else ""

    @property
    def text(self) -> str:
        """What it says."""
        return self.path.read_text("utf-8")

    @property
    def tree(self) -> ast.Module:
        """What it says, parsed."""
        return parsed(self.path)

    def at(self, node: ast.AST) -> str:
        """Where in the file something stands."""
        return f"{self.name}:{getattr(node, 'lineno', 0)}"


@cache
def parsed(path: Path) -> ast.Module:
    """A file's tree, read once."""
    return ast.parse(path.read_text("utf-8"), str(path))


def sources(*parts: str) -> Iterator[Source]:
    """Every file of the program but migrations; or those of certain parts of their rooms."""
    for path in sorted(SRC.rglob("*.py")):
        source = Source(path)
        if "migrations" not in path.parts and (not parts or source.part in parts):
            yield source


def templates() -> dict[str, Path]:
    """Every template by the name it is asked for with."""
    return {
        path.relative_to(folder).as_posix(): path
        for folder in sorted(SRC.rglob("templates"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def dotted(node: ast.AST) -> str:
    """A name with its dots, as in `timezone.now`; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else ""
    return ""
