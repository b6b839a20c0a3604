"""A page that names a rule of the law names one the program has."""

import re

from helhet.core.law.parameters import law
from tests.house.source import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")]
PARAMETER = re.compile(r"`((?:AGE|DI|DL|DU|MR|OO|PR|RT|SEC|WC|WO)-[A-Z0-9-]+)`")


def test_every_parameter_named_in_the_docs_exists() -> None:
    named = {id for page in PAGES for id in PARAMETER.findall(page.read_text("utf-8"))}
    assert sorted(named - law().keys()) == []


def test_every_kind_of_id_the_law_has_would_be_known_when_seen() -> None:
    assert [id for id in law() if not PARAMETER.fullmatch(f"`{id}`")] == []
