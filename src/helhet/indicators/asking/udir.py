"""Udir's Statistikkbanken, which is not meant for outside use and may change: asked page by page, refused loudly."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helhet.indicators.asking.polite import NotAnswered, Polite
from helhet.indicators.refused import Refused

BASE = "https://api.statistikkbanken.udir.no/api/rest/v2/Eksport"


@dataclass(frozen=True, slots=True)
class Udir:
    """The exports at `base`."""

    polite: Polite
    base: str = BASE

    def rows(self, export: int, filters: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, Any]]:
        """Every row of an export. Raises NotAnswered with Udir's own words, Refused for anything unlike a page."""
        asked = {"filter": "_".join(f"{name}({'_'.join(values)})" for name, values in filters.items()), "format": "0"}
        pages = self._json(export, "sideData", asked)
        count = pages.get("JSONSider") if isinstance(pages, dict) else None
        if not isinstance(count, int) or count < 1:
            raise Refused(f"Eksport/{export}", 0, f"JSONSider to be 1 or more, found {count!r}")
        for page in range(1, count + 1):
            found = self._json(export, "data", {**asked, "sideNummer": str(page)})
            if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
                raise Refused(f"Eksport/{export}", 0, f"a list of rows on page {page}")
            yield from found

    def _json(self, export: int, what: str, params: Mapping[str, str]) -> Any:
        address = f"{self.base}/{export}/{what}"
        try:
            found = json.loads(self.polite.get(address, params))
        except ValueError as error:
            raise Refused(f"Eksport/{export}", 0, f"JSON from {what} ({error})") from error
        if isinstance(found, dict) and "feiltype" in found:  # a refusal that may come with status 200
            raise NotAnswered(address, found.get("kode"), str(found.get("melding", "")))
        return found
