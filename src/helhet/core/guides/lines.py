"""Where each value of a TOML file stands, which tomllib does not tell.

Only for text tomllib has accepted: it looks for places, not for faults.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

Place = tuple[str | int, ...]
"""The way to a value: keys, and positions counted from 0. `("levels", 1, "name", "nn")`"""

_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'", re.DOTALL
)
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR: Final = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> Mapping[Place, int]:
    """The line, counted from 1, of each table, key and list element in a valid TOML text."""
    return _Scan(text).document()


def nearest_line(lines: Mapping[Place, int], place: Place) -> int:
    """The line of a value, or of the closest thing around it when the value itself is missing."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Place, int] = {}
        self.lengths: dict[Place, int] = {}  # arrays of tables: how many tables so far
        self.breaks = [match.start() for match in re.finditer("\n", text)]

    def document(self) -> Mapping[Place, int]:
        table: Place = ()
        self.blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.blank()
        return self.found

    def header(self) -> Place:
        start, many = self.at, self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        place = self.inside_arrays(self.keys(), last=not many)
        if many:
            self.lengths[place] = self.lengths.get(place, 0) + 1
            place = (*place, self.lengths[place] - 1)
        self.at += 2 if many else 1
        for length in range(1, len(place) + 1):
            self.note(place[:length], start)
        return place

    def inside_arrays(self, keys: list[str], *, last: bool) -> Place:
        """A header's keys with the position put in for each array of tables passed on the way."""
        place: Place = ()
        for number, key in enumerate(keys, start=1):
            place = (*place, key)
            if place in self.lengths and (last or number < len(keys)):
                place = (*place, self.lengths[place] - 1)
        return place

    def pair(self, table: Place) -> None:
        start, place = self.at, table
        for key in self.keys():
            place = (*place, key)
            self.note(place, start)
        self.at += 1  # the equals sign
        self.blank()
        self.value(place)

    def keys(self) -> list[str]:
        keys = []
        while True:
            self.blank()
            match = _STRING.match(self.text, self.at) or _BARE_KEY.match(self.text, self.at)
            if match is None:
                raise ValueError(f"not a TOML key at character {self.at}")
            keys.append(match.group().strip("\"'"))
            self.at = match.end()
            self.blank()
            if self.text[self.at] != ".":
                return keys
            self.at += 1

    def value(self, place: Place) -> None:
        opening = self.text[self.at]
        if opening == "[":
            self.elements(place)
        elif opening == "{":
            self.at += 1
            self.blank()
            while self.text[self.at] != "}":
                self.pair(place)
                self.comma()
            self.at += 1
        elif match := _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at):
            self.at = match.end()

    def elements(self, place: Place) -> None:
        self.at += 1
        self.blank()
        position = 0
        while self.text[self.at] != "]":
            self.note((*place, position), self.at)
            self.value((*place, position))
            self.comma()
            position += 1
        self.at += 1

    def comma(self) -> None:
        self.blank()
        if self.text[self.at] == ",":
            self.at += 1
            self.blank()

    def blank(self) -> None:
        if match := _BLANK.match(self.text, self.at):
            self.at = match.end()

    def note(self, place: Place, at: int) -> None:
        self.found.setdefault(place, bisect_right(self.breaks, at - 1) + 1)
