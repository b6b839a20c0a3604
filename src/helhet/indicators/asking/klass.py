"""KLASS, Statistics Norway's classifications: what the municipalities are called and numbered, and what changed."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from helhet.indicators.asking.polite import Polite
from helhet.indicators.refused import Refused

BASE = "https://data.ssb.no/api/klass/v1"
MUNICIPALITIES, COUNTIES = 131, 104


@dataclass(frozen=True, slots=True)
class Code:
    """A number and its official name, Sámi and Kven forms with it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class CodeChange:
    """From a day on, what was `old` is `new`."""

    old: str
    new: str
    on: date


@dataclass(frozen=True, slots=True)
class Klass:
    """KLASS at `base`."""

    polite: Polite
    base: str = BASE

    def codes_at(self, classification: int, day: date) -> list[Code]:
        """The codes in force on a day; "9999 Uoppgitt" is not a place and left out. Raises NotAnswered, Refused."""
        address = f"{self.base}/classifications/{classification}/codesAt"
        found = _list(f"KLASS {classification}", self.polite.get(address, {"date": day.isoformat()}), "codes")
        try:
            codes = [Code(_text(one["code"]), _text(one["name"])) for one in found]
        except (KeyError, TypeError) as error:
            raise Refused(f"KLASS {classification}", 0, f"code and name as text for each ({error})") from error
        return [one for one in codes if set(one.code) != {"9"}]

    def changes(self, classification: int, begins: date, ends: date) -> list[CodeChange]:
        """What changed between two days; something new or gone without the other is left out.

        Raises NotAnswered, Refused.
        """
        address = f"{self.base}/classifications/{classification}/changes"
        params = {"from": begins.isoformat(), "to": ends.isoformat()}
        found = _list(f"KLASS {classification}", self.polite.get(address, params), "codeChanges")
        try:
            return [
                CodeChange(_text(one["oldCode"]), _text(one["newCode"]), date.fromisoformat(one["changeOccurred"]))
                for one in found
                if one["oldCode"] is not None and one["newCode"] is not None
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise Refused(f"KLASS {classification}", 0, f"oldCode, newCode and changeOccurred ({error})") from error


def _list(what: str, content: bytes, key: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(content)[key]
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(what, 0, f"JSON with {key} ({error})") from error
    if not isinstance(found, list) or not found:
        raise Refused(what, 0, f"a list of {key} with something in it")
    return found


def _text(code: object) -> str:
    if not isinstance(code, str):
        raise TypeError(f"{code!r} is not text")
    return code
