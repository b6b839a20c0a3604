"""The figures to take home: CSV for a spreadsheet, JSON-stat 2 for a program. Both say where each number comes from."""

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from django.utils.translation import get_language

from helhet.indicators.catalogue import Indicator
from helhet.indicators.models import Release
from helhet.indicators.places import Place
from helhet.indicators.queries import Point, Series
from helhet.indicators.shown import rounded
from helhet.indicators.years import Method

COLUMNS = (
    "indicator", "indicator_name", "place", "place_name", "period", "first_year", "last_year", "value", "unit", "mark",
    "method", "built_from", "series_break", "interval_low", "interval_high", "publisher", "table", "address", "licence",
    "retrieved_on", "sample",
)  # fmt: skip


def as_csv(rows: Sequence[tuple[Place, Series]]) -> str:
    """A row for each figure, with a decimal point, in UTF-8 with a mark that spreadsheets know."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for place, series in rows:
        indicator = series.indicator
        for point in series.points:
            between = point.interval
            writer.writerow(
                [
                    indicator.code, _words(indicator), place.code, place.name, point.period.label,
                    point.period.first, point.period.last, _number(point, indicator.unit), indicator.unit, point.mark,
                    point.method, point.built_from, "yes" if point.apart else "",
                    f"{between.low:.2f}" if between else "", f"{between.high:.2f}" if between else "",
                    point.release.publisher, point.release.table, point.release.address, point.release.licence,
                    point.release.retrieved_on, "yes" if point.release.sample else "",
                ]
            )  # fmt: skip
    return "\ufeff" + out.getvalue()


def as_json_stat(rows: Sequence[tuple[Place, Series]], indicator: Indicator) -> str:
    """One indicator as a JSON-stat 2 dataset: places by periods. What has no number has its mark in `status`."""
    periods = sorted({point.period for _place, series in rows for point in series.points})
    spans = [f"{period.first}_{period.last}" for period in periods]
    values: list[float | None] = []
    status: dict[str, str] = {}
    for _place, series in rows:
        by_period = {point.period: point for point in series.points}
        for period in periods:
            point = by_period.get(period)
            if point is None or point.number is None:
                broken = point is not None and point.method == Method.BROKEN.value
                status[str(len(values))] = ".." if point is None or broken else point.mark
                values.append(None)
            else:
                values.append(float(rounded(point.number, indicator.unit)))
    sources = {point.release.pk: point.release for _place, series in rows for point in series.points}
    dataset: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": _words(indicator),
        "source": "; ".join(sorted({_credit(release) for release in sources.values()})),
        "updated": max((release.imported_at for release in sources.values()), default=None),
        "id": ["place", "period", "indicator"],
        "size": [len(rows), len(periods), 1],
        "role": {"geo": ["place"], "time": ["period"], "metric": ["indicator"]},
        "dimension": {
            "place": _dimension("place", {place.code: place.name for place, _series in rows}),
            "period": _dimension("period", dict(zip(spans, [period.label for period in periods], strict=True))),
            "indicator": _dimension("indicator", {indicator.code: _words(indicator)}),
        },
        "value": values,
        "extension": {"unit": indicator.unit, "window_years": indicator.window_years, "marks": _marks()},
    }
    if status:
        dataset["status"] = status
    return json.dumps(dataset, ensure_ascii=False, default=lambda moment: moment.isoformat())


def _words(indicator: Indicator) -> str:
    return indicator.name.in_language(get_language() or "nb")


def _number(point: Point, unit: str) -> str:
    return "" if point.number is None else str(rounded(point.number, unit))


def _credit(release: Release) -> str:
    return f"{release.publisher}, {release.table}, {release.address} ({release.licence})"


def _dimension(label: str, codes: Mapping[str, str]) -> dict[str, Any]:
    return {"label": label, "category": {"index": list(codes), "label": dict(codes)}}


def _marks() -> dict[str, str]:
    return {":": "hidden", "*": "hidden", ".": "not published", "..": "missing, or cannot be worked out"}
