"""Make the shapes anew from Kartverket's boundaries as TopoJSON. See README.md for the file.

    python -m helhet.indicators.geography.draw kommuner-2024-S.topojson.gz

Shared borders are simplified once, so that neighbours still meet.
"""

import gzip
import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from math import cos, log, pi, radians, sin, tan
from pathlib import Path
from typing import Any

from helhet.indicators.geography import COARSE, FINE, FOLDER

Point = tuple[float, float]
DETAIL = {COARSE: (1500, 1.3, 12.0), FINE: (6000, 2.2, 30.0)}
"""Height of the drawing, how far a line may be moved, and the smallest island kept, in its own units."""
EARTH_KM = 6371.0
_SOUTH, _NORTH, _MIDDLE = radians(60), radians(70), radians(16)


def main(path: Path) -> None:
    """Write both drawings beside this file."""
    topology = json.loads(gzip.decompress(path.read_bytes()))
    arcs = [[(float(x), float(y)) for x, y in arc] for arc in topology["arcs"]]
    flat = [[project(point) for point in arc] for arc in arcs]
    xs, ys = [x for arc in flat for x, _y in arc], [y for arc in flat for _x, y in arc]
    for detail, (height, tolerance, smallest) in DETAIL.items():
        scale = height / (max(ys) - min(ys))
        drawn = [[((x - min(xs)) * scale, (max(ys) - y) * scale) for x, y in arc] for arc in flat]
        simple = [simplified(arc, tolerance) for arc in drawn]
        found = {}
        for one in topology["objects"]["Kommuner"]["geometries"]:
            code = one["properties"]["kommunenummer"]
            polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
            found[code] = {**shape(polygons, simple, smallest), "km2": round(area_km2(polygons, arcs), 1)}
        text = json.dumps(dict(sorted(found.items())), separators=(",", ":"))
        (FOLDER / f"municipalities-{detail}.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def project(point: Point) -> Point:
    """Lambert's conformal cone, true at 60° and 70° north: Norway as people know it. Degrees in, radians out."""
    length, width = radians(point[0]), radians(point[1])
    n = log(cos(_SOUTH) / cos(_NORTH)) / log(tan(pi / 4 + _NORTH / 2) / tan(pi / 4 + _SOUTH / 2))
    f = cos(_SOUTH) * tan(pi / 4 + _SOUTH / 2) ** n / n
    radius = f / tan(pi / 4 + width / 2) ** n
    return radius * sin(n * (length - _MIDDLE)), -radius * cos(n * (length - _MIDDLE))


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's: no point of the line is moved further than `tolerance`. The ends stay."""
    keep, open_parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_parts:
        start, end = open_parts.pop()
        furthest, distance = start, 0.0
        for place in range(start + 1, end):
            away = _from_line(line[place], line[start], line[end])
            if away > distance:
                furthest, distance = place, away
        if distance > tolerance:
            keep.add(furthest)
            open_parts += [(start, furthest), (furthest, end)]
    return [line[place] for place in sorted(keep)]


def _from_line(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    x, y = start[0] + along * dx - point[0], start[1] + along * dy - point[1]
    return float((x * x + y * y) ** 0.5)


def ring(arcs: Sequence[Sequence[Point]], numbers: Sequence[int]) -> list[Point]:
    """The arcs of a ring, end to end; a number below zero is an arc walked backwards."""
    points: list[Point] = []
    for number in numbers:
        part = list(arcs[number]) if number >= 0 else list(reversed(arcs[~number]))
        points += part[1:] if points else part
    return points


def shape(polygons: Any, arcs: Sequence[Sequence[Point]], smallest: float) -> dict[str, Any]:
    """The path and the box; islands smaller than `smallest` go, but never the largest part."""
    rings = sorted((ring(arcs, numbers) for polygon in polygons for numbers in polygon), key=_size, reverse=True)
    kept = [one for place, one in enumerate(rings) if place == 0 or _size(one) >= smallest]
    path, box = [], [10**9, 10**9, 0, 0]
    for points in kept:
        whole = [(round(x), round(y)) for x, y in points]
        whole = [p for place, p in enumerate(whole) if place == 0 or p != whole[place - 1]]
        steps = "".join(f"{b[0] - a[0]} {b[1] - a[1]} " for a, b in pairwise(whole[:-1]))
        path.append(f"M{whole[0][0]} {whole[0][1]}l{steps.strip().replace(' -', '-')}z" if steps else "")
        for x, y in whole:
            box = [min(box[0], x), min(box[1], y), max(box[2], x), max(box[3], y)]
    return {"d": "".join(path), "box": box}


def _size(points: Sequence[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, points[0]]))) / 2


def area_km2(polygons: Any, arcs: Sequence[Sequence[Point]]) -> float:
    """The area inside the coast: equal-area, from the unsimplified lines; holes are taken away."""
    total = 0.0
    for polygon in polygons:
        for place, numbers in enumerate(polygon):
            flat = [(radians(x) * EARTH_KM, sin(radians(y)) * EARTH_KM) for x, y in ring(arcs, numbers)]
            total += _size(flat) * (1 if place == 0 else -1)
    return total


if __name__ == "__main__":
    main(Path(sys.argv[1]))
