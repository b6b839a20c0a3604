"""Norway's municipalities as shapes, projected and simplified ahead of time: how they are drawn on a map."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
COARSE, FINE = "country", "county"


@dataclass(frozen=True, slots=True)
class Shape:
    """One municipality: an SVG path, the box around it (left, top, right, bottom), and its land and lakes in km²."""

    path: str
    box: tuple[int, int, int, int]
    area_km2: float


@cache
def shapes(detail: str = COARSE) -> Mapping[str, Shape]:
    """By number, the municipalities of 2024: in few strokes for a map of the country, in more for one of a county."""
    read = json.loads(gzip.decompress((FOLDER / f"municipalities-{detail}.json.gz").read_bytes()))
    return {code: Shape(one["d"], tuple(one["box"]), one["km2"]) for code, one in read.items()}
