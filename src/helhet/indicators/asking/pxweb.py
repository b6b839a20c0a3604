"""Statistics Norway's tables: PxWebApi v2, and v1, which is still open.

Two traps are closed here: a variable that is left out would silently become its total, so every variable must be named;
and sums over merged municipalities have codes of their own ("K-3103"), which a selection must ask for by its code list.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helhet.indicators.asking.polite import Polite
from helhet.indicators.reading.jsonstat import read_dataset
from helhet.indicators.refused import Refused

V2 = "https://data.ssb.no/api/pxwebapi/v2"
V1 = "https://data.ssb.no/api/v0/no/table"
MOST_CELLS = 800_000
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True)
class Selection:
    """Of one variable: values, or `*`, `from(2019)`, `top(5)` …; `codelist` groups them (agg_KommSummer)."""

    variable: str
    values: tuple[str, ...]
    codelist: str = ""


@dataclass(frozen=True, slots=True)
class PxWebV2:
    """Version 2 at `base`."""

    polite: Polite
    base: str = V2

    def metadata(self, table: str) -> Mapping[str, tuple[str, ...]]:
        """The variables of a table and their codes. Raises NotAnswered, Refused."""
        content = self.polite.get(f"{self.base}/tables/{table}/metadata", {"lang": "no"})
        try:
            about = json.loads(content)
            found = about["dimension"]
            return {name: tuple(found[name]["category"]["index"]) for name in about["id"]}
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(table, 0, f"metadata as JSON-stat ({error})") from error

    def data(self, table: str, selections: Sequence[Selection]) -> bytes:
        """A table as JSON-stat 2. Raises NotAnswered; Refused when a variable is left out or unknown."""
        check_all_named(table, [one.variable for one in selections], list(self.metadata(table)))
        address, params = f"{self.base}/tables/{table}/data", {"outputFormat": "json-stat2"}
        asked = {f"valueCodes[{one.variable}]": ",".join(one.values) for one in selections}
        lists = {f"codelist[{one.variable}]": one.codelist for one in selections if one.codelist}
        summed = {f"outputValues[{one.variable}]": "aggregated" for one in selections if one.codelist}
        whole = {**asked, **lists, **summed, **params}
        if sum(len(key) + len(value) + 2 for key, value in whole.items()) + len(address) < LONGEST_ADDRESS:
            return self.polite.get(address, whole)
        query = [
            {"variableCode": one.variable, "valueCodes": list(one.values)}
            | ({"codelist": one.codelist} if one.codelist else {})
            for one in selections
        ]
        return self.polite.post(address, {"selection": query}, params)

    def in_parts(self, table: str, selections: Sequence[Selection], *, along: str) -> Iterator[bytes]:
        """A table too large to be had at once, a part for each run of values of `along` that fits the limit.

        Every selection must list its values. Raises NotAnswered, Refused.
        """
        for part in parted(selections, along=along):
            yield self.data(table, part)


@dataclass(frozen=True, slots=True)
class PxWebV1:
    """Version 1 at `base`: one address for metadata (asked with GET) and data (asked with POST)."""

    polite: Polite
    base: str = V1

    def metadata(self, table: str) -> Mapping[str, tuple[str, ...]]:
        """The variables of a table and their codes. Raises NotAnswered, Refused."""
        content = self.polite.get(f"{self.base}/{table}/")
        try:
            return {one["code"]: tuple(one["values"]) for one in json.loads(content)["variables"]}
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(table, 0, f"metadata of version 1 ({error})") from error

    def data(self, table: str, selections: Sequence[Selection]) -> bytes:
        """A table as JSON-stat 2. Raises NotAnswered; Refused when a variable is left out or unknown."""
        check_all_named(table, [one.variable for one in selections], list(self.metadata(table)))
        query = [{"code": one.variable, "selection": _filter(one)} for one in selections]
        return self.polite.post(f"{self.base}/{table}/", {"query": query, "response": {"format": "json-stat2"}})


def check_all_named(table: str, named: Sequence[str], there: Sequence[str]) -> None:
    """Every variable of the table is asked for, and no other. Raises Refused."""
    if sorted(named) != sorted(there):
        raise Refused(table, 0, f"the variables {', '.join(sorted(named))}, found {', '.join(sorted(there))}")


def parted(selections: Sequence[Selection], *, along: str, most: int = MOST_CELLS) -> Iterator[list[Selection]]:
    """Selections that each hold at most so many cells, cut along one variable. Raises ValueError when none can."""
    others = 1
    for one in selections:
        others *= 1 if one.variable == along else len(one.values)
    run = most // others
    if run < 1:
        raise ValueError(f"{others} cells for one value of {along}: more than {most}")
    cut = next(one for one in selections if one.variable == along)
    for start in range(0, len(cut.values), run):
        part = Selection(cut.variable, cut.values[start : start + run], cut.codelist)
        yield [part if one is cut else one for one in selections]


def _filter(one: Selection) -> dict[str, Any]:
    if one.codelist:
        return {"filter": f"agg:{one.codelist.removeprefix('agg_')}", "values": list(one.values)}
    if one.values == ("*",):
        return {"filter": "all", "values": ["*"]}
    if len(one.values) == 1 and one.values[0].startswith("top("):
        return {"filter": "top", "values": [one.values[0][4:-1]]}
    return {"filter": "item", "values": list(one.values)}


def check_answer(table: str, content: bytes, dimensions: Sequence[str]) -> None:
    """An answer is a whole dataset with these dimensions. Raises Refused."""
    found = tuple(read_dataset(table, content).dimensions)
    if found != tuple(dimensions):
        raise Refused(table, 0, f"the dimensions {', '.join(dimensions)}, found {', '.join(found)}")
