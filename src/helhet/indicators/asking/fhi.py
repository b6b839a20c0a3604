"""FHI's open statistics. One filter a dimension (item, top, bottom, all), and the answer as JSON-stat 2.

A period such as 2017_2019 is a window of three years even where the table looks yearly; it is read as written.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helhet.indicators.asking.polite import Polite
from helhet.indicators.refused import Refused

BASE = "https://statistikk-data.fhi.no/api/open/v1"
MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Filter:
    """Of one dimension: `item` with codes, `top` or `bottom` with a number, `all` with `*`."""

    dimension: str
    filter: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fhi:
    """One source of tables (`nokkel` is the municipalities' key figures)."""

    polite: Polite
    source: str = "nokkel"
    base: str = BASE

    def dimensions(self, table: int) -> Mapping[str, tuple[str, ...]]:
        """The dimensions of a table and their codes, nested ones too. Raises NotAnswered, Refused."""
        content = self.polite.get(f"{self.base}/{self.source}/table/{table}/dimension")
        try:
            found = json.loads(content)["dimensions"]
            return {one["code"]: tuple(_codes(one["categories"])) for one in found}
        except (ValueError, KeyError, TypeError) as error:
            raise Refused(f"{self.source}/{table}", 0, f"dimensions with categories ({error})") from error

    def data(self, table: int, filters: Sequence[Filter]) -> bytes:
        """A table as JSON-stat 2. Raises NotAnswered; Refused when a dimension is left out or unknown."""
        named, there = sorted(one.dimension for one in filters), sorted(self.dimensions(table))
        if named != there:
            raise Refused(f"{self.source}/{table}", 0, f"the dimensions {', '.join(named)}, found {', '.join(there)}")
        query = {
            "dimensions": [
                {"code": one.dimension, "filter": one.filter, "values": list(one.values)} for one in filters
            ],
            "response": {"format": "json-stat2", "maxRowCount": MOST_ROWS},
        }
        return self.polite.post(f"{self.base}/{self.source}/Table/{table}/data", query)


def _codes(categories: Sequence[Mapping[str, object]]) -> list[str]:
    found: list[str] = []
    for one in categories:
        found.append(str(one["value"]))
        children = one.get("children")
        if isinstance(children, list):
            found += _codes(children)
    return found
