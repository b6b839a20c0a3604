"""Municipalities of one's own choice: up to four, by the names people write, with an answer to each that is none today.

What is chosen stands in the page's address, by number (`?with=4601&with=0301`), so that it can be shared and kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.translation import gettext

from helhet.indicators.places import Place, PlacesOn, plain, read_registry_once
from helhet.people.registry.units import MUNICIPALITY, Unit

MOST = 4
"""How many one may choose: more lines in one chart nobody can tell apart."""
NAME = "with"
"""What the choice is called in an address."""
LONGEST = 60
SUFFIX = " kommune"


@dataclass(frozen=True, slots=True)
class Written:
    """One field of the form: what stands in it, the place it means, or an answer that says why it means none."""

    text: str
    place: Place | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody has chosen: a field for each, the empty ones last; `asked` as it stood in the address."""

    fields: tuple[Written, ...]
    asked: tuple[str, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """The municipalities to compare with, in the order they were written."""
        return tuple(one.place for one in self.fields if one.place)

    @property
    def wrong(self) -> bool:
        """Something written could not be used."""
        return any(one.answer for one in self.fields)

    @property
    def query(self) -> str:
        """How links carry the choice along: empty, or from the question mark on."""
        codes = [(NAME, place.code) for place in self.places]
        return f"?{urlencode(codes)}" if codes else ""

    @property
    def settled(self) -> bool:
        """Everything is understood, but the address says it in another way than links do."""
        return not self.wrong and self.asked != tuple(place.code for place in self.places)


def read_choice(asked: Sequence[str], places: PlacesOn, here: Place) -> Choice:
    """What was written beside `here`. Nothing that was typed is lost, also where there is one too many."""
    fields: list[Written] = []
    for text in (" ".join(one.split())[:LONGEST] for one in asked):
        if text:
            fields.append(_checked(_meant(text, places), text, here, [one.place for one in fields]))
    empty = max(0, MOST - len(fields))
    return Choice((*fields, *[Written("")] * empty), tuple(asked))


def label(place: Place, places: PlacesOn) -> str:
    """A municipality as it stands in a field: its name, with the county where two share the name."""
    county = places.get(place.county)
    alone = len(_by_name(places)[plain(place.short_name)]) == 1
    return place.short_name if alone or county is None else f"{place.short_name} ({county.short_name})"


def _checked(one: Written, text: str, here: Place, before: Sequence[Place | None]) -> Written:
    """Refused where it is the page's own municipality, was written before, or is one too many."""
    if one.place is None:
        return one
    if one.place == here:
        return Written(text, answer=gettext("This is the municipality you are looking at. Choose another."))
    if one.place in before:
        return Written(text, answer=gettext("This one is written twice. Empty the field, or choose another."))
    if sum(place is not None for place in before) >= MOST:
        return Written(text, answer=gettext("Four can be compared at most. Empty one of the other fields first."))
    return one


def _meant(text: str, places: PlacesOn) -> Written:
    asked = plain(text).removesuffix(SUFFIX)
    place = places.get(text)
    found = (place,) if place and place.kind == MUNICIPALITY else _by_name(places).get(asked, ())
    if len(found) == 1:
        return Written(label(found[0], places), found[0])
    if found:
        told = {"name": found[0].short_name, "which": _listed([label(one, places) for one in found])}
        return Written(text, answer=gettext("Several are called %(name)s. Write one of these: %(which)s.") % told)
    gone = _ended(places).get(asked) or _ended(places).get(text)
    if gone:
        return _became(gone, text, places)
    near = dict.fromkeys(
        label(one, places)
        for name in get_close_matches(asked, _by_name(places), n=3, cutoff=0.7)
        for one in _by_name(places)[name]
    )
    if near:
        words = gettext("There is no municipality called “%(name)s”. Did you mean %(which)s?")
        return Written(text, answer=words % {"name": text, "which": _listed(list(near))})
    words = gettext("There is no municipality called “%(name)s”. Look at how it is written.")
    return Written(text, answer=words % {"name": text})


def _became(gone: Unit, text: str, places: PlacesOn) -> Written:
    """What is no more: the municipality it is now, where only its name or number is new, else an answer."""
    ends = list(_after(gone, places.day))
    now = [place for code in sorted({unit.code for unit, _since in ends}) if (place := places.get(code))]
    since = ends[0][1] if ends else None
    if len(now) == 1 and since is None:
        return Written(label(now[0], places), now[0])
    told = {"name": gone.short_name, "which": _listed([label(one, places) for one in now])}
    if len(now) == 1 and since:
        words = gettext("%(name)s has been part of %(which)s since %(year)s. Write %(which)s to compare with it.")
        return Written(text, answer=words % (told | {"year": since.year}))
    words = gettext("%(name)s is no municipality any more. What was there is now in %(which)s. Choose one of them.")
    return Written(text, answer=words % told)


def _after(unit: Unit, day: date) -> Iterator[tuple[Unit, date | None]]:
    """What became of a unit by a day, and since when it has been more than a new name or number."""
    if unit.valid_on(day):
        yield unit, None
    for change in read_registry_once().changes:
        if change.old == unit and change.on <= day:
            same = change.kind in ("rename", "renumber")
            yield from ((end, since if same else change.on) for end, since in _after(change.new, day))


@lru_cache(maxsize=8)
def _by_name(places: PlacesOn) -> dict[str, tuple[Place, ...]]:
    """The municipalities of a day by every way of writing their names."""
    found: dict[str, list[Place]] = {}
    for place in places.municipalities():
        county = places.get(place.county)
        names = _names(place) | ({plain(f"{place.short_name} ({county.short_name})")} if county else set())
        for name in names:
            found.setdefault(name, []).append(place)
    return {name: tuple(known) for name, known in found.items()}


@lru_cache(maxsize=8)
def _ended(places: PlacesOn) -> dict[str, Unit]:
    """Those that were, by name and by number: of several the one that stood longest."""
    gone = [one for one in read_registry_once().units if one.kind == MUNICIPALITY and one.valid_until]
    gone = sorted((one for one in gone if not one.valid_on(places.day)), key=lambda one: one.valid_until or date.min)
    return {name: one for one in gone for name in (*_names(one), one.code)}


def _names(one: Place | Unit) -> set[str]:
    return {plain(name) for name in (one.name, one.short_name, *one.name.split(" - "))}


def _listed(names: Sequence[str]) -> str:
    """One, two or several names in a sentence."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s or %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
