"""Reads the files of items, and says file, item and fault where one cannot be used."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from helhet.core.services import ServiceType
from helhet.library.actions import Content, Words
from helhet.library.models import Version
from helhet.library.topics import topics
from helhet.library.words import AUDIENCE, STEP

FILES = ("articles.toml", "items.toml")
REVIEWED_EVERY = timedelta(days=365)
KNOWN: dict[str, set[str]] = {
    "audiences": set(AUDIENCE),
    "topics": set(topics()),
    "steps": {str(step) for step in STEP},
    "services": {str(kind) for kind in ServiceType},
}
FIELDS = {"publisher", "year_from", "year_until", "source_url", "source_language", "uncertain", "age_from", "age_until"}
OURS = {"publisher": "Helhet", "source_language": "nb"}


class SeedFault(ValueError):
    """A file of items holds what cannot be used."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One item of a file."""

    slug: str
    content: Content
    review_on: date


def seeds() -> Iterator[Seed]:
    """Every item that comes with the program. Raises SeedFault."""
    for name in FILES:
        table = tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))
        for row in table["item"]:
            yield _seed(name, row, table["last_checked"])


def _seed(file: str, row: dict[str, Any], checked: date) -> Seed:
    row = dict(row)
    slug, title = row.pop("slug"), row.pop("title", "")
    review_on = row.pop("review_on", checked + REVIEWED_EVERY)
    words: dict[str, Words] = {
        code: Words(
            title=row[code].get("title", title),
            summary=row[code]["summary"].strip(),
            body=row[code].get("body", "").strip(),
        )
        for code in ("nb", "nn", "en")
        if code in row
    }
    for code in words:
        row.pop(code)
    fields: dict[str, Any] = {"kind": row.pop("kind", "article")}
    for name, known in KNOWN.items():
        fields[name] = row.pop(name, [])
        if wrong := set(fields[name]) - known:
            raise SeedFault(f"{file}, {slug}: {name} knows no {', '.join(sorted(wrong))}")
    if fields["kind"] not in Version.Kind.values:
        raise SeedFault(f"{file}, {slug}: kind knows no {fields['kind']}")
    if strange := set(row) - FIELDS:
        raise SeedFault(f"{file}, {slug}: nobody reads {', '.join(sorted(strange))}")
    return Seed(slug, Content(fields | (row if "source_url" in row else OURS | row), words), review_on)
