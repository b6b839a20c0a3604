"""The carried figures with something to show: two sources on two licences, hidden figures, windows, school years."""

import gzip
import re
from datetime import UTC, date, datetime

import pytest
from rdflib import Graph

from helhet.indicators.actions import DATA, take_in
from helhet.indicators.reading.recipe import read_recipe
from helhet.open_data.datasets import datasets
from helhet.open_data.dcat import catalogue
from helhet.open_data.publisher import Publisher

AT = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)
SITE = "https://helhet.example"
CARRIED = (
    "population", "telemark-bullied", "imdi-kindergarten", "telemark-kindergarten", "udir-pedagogue-norm",
    "imdi-outside",
)  # fmt: skip
PUBLISHER = Publisher("Fjordvik kommune", "999999999", "data@fjordvik.example")


@pytest.fixture(autouse=True)
def _it_is_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def figures() -> None:
    """Some of the carried files, read as they are in production; of the longest, some rows."""
    for name in CARRIED:
        recipe = read_recipe(DATA / f"{name}.toml")
        content = gzip.decompress((DATA / recipe.file).read_bytes())
        if name == "population":
            header, *rows = content.splitlines(keepends=True)
            content = header + b"".join(row for row in rows if re.match(rb"(1508|4012|40|0),", row))
        assert take_in(recipe, content, at=AT, target=date(2024, 1, 1)).outcome == "taken"


@pytest.fixture
def graph(figures: None) -> Graph:
    return catalogue(SITE, datasets(), PUBLISHER)
