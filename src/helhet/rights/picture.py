"""The picture of who does what: boxes in columns from the whole country to next door, and lines between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from helhet.core.rights.model import Body
from helhet.core.rights.words import Level
from helhet.rights import words

COLUMNS = (Level.MINISTRY, Level.DIRECTORATE, Level.REGION, Level.COUNTY, Level.MUNICIPALITY)
WIDTH, GAP, LINE, PADDING, BETWEEN, TOP = 200, 36, 19, 12, 12, 48
LAST = 10**6
"""Below every box: where those stand who have nobody above them in the picture."""
LETTERS = 24
"""How many fit on a line of a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """One body in the picture; the numbers are in the drawing's own units."""

    body: Body
    lines: tuple[tuple[int, str], ...]
    """The name's lines, each with its height in the drawing."""
    x: int
    y: int
    height: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the drawing needs."""

    width: int
    height: int
    box_width: int
    heads: tuple[tuple[int, Promise], ...]
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    """Paths from a body to those under it."""


def draw(bodies: Mapping[str, Body], language: str, chosen: frozenset[str] = frozenset()) -> Picture:
    """Place those of the five levels; each column follows the order of the one before, so that lines cross little."""
    boxes: dict[str, Box] = {}
    for column, level in enumerate(COLUMNS):
        here = [body for body in bodies.values() if body.level is level]
        here.sort(key=lambda body: boxes[body.parent].y if body.parent and body.parent in boxes else LAST)
        _stack(here, column, boxes, language, chosen)
    height = max(box.y + box.height for box in boxes.values()) + BETWEEN
    return Picture(
        width=len(COLUMNS) * (WIDTH + GAP) - GAP + 4,
        height=height,
        box_width=WIDTH,
        heads=tuple((2 + place * (WIDTH + GAP), words.LEVEL[level]) for place, level in enumerate(COLUMNS)),
        boxes=tuple(boxes.values()),
        lines=tuple(
            _line(parent, boxes[body.code]) for body in bodies.values() if (parent := _parent(body, boxes)) is not None
        ),
    )


def _stack(here: Sequence[Body], column: int, boxes: dict[str, Box], language: str, chosen: frozenset[str]) -> None:
    y = TOP
    for body in here:
        name = _folded(body.name.in_language(language))
        height = len(name) * LINE + 2 * PADDING
        lines = tuple((y + PADDING + (place + 1) * LINE - 5, words_) for place, words_ in enumerate(name))
        boxes[body.code] = Box(body, lines, 2 + column * (WIDTH + GAP), y, height, body.code in chosen)
        y += height + BETWEEN


def _parent(body: Body, boxes: Mapping[str, Box]) -> Box | None:
    """The box a line is drawn from: the parent's, where it stands in a column further to the left."""
    found = boxes.get(body.parent or "")
    return found if found and body.code in boxes and found.x < boxes[body.code].x else None


def _line(parent: Box, child: Box) -> str:
    middle = child.x - GAP // 2
    start, end = (box.y + box.height // 2 for box in (parent, child))
    return f"M{parent.x + WIDTH} {start}C{middle} {start} {middle} {end} {child.x} {end}"


def _folded(name: str) -> list[str]:
    """A name on as many lines as it takes."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
