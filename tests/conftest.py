"""The stage: the cast in a database, once for each guide pack."""

import pytest
from django.conf import settings
from django.utils import translation

from helhet.core import guides
from helhet.core.guides import GuidePack
from tests.browser import browser
from tests.cast import NOW, Cast, assemble
from tests.partitions import every_statement_names_its_partition
from tests.strict import ON_THE_SECOND, pytest_collection_modifyitems, shut_network, unordered_rows_come_backwards

__all__ = [
    "browser",
    "every_statement_names_its_partition",
    "pytest_collection_modifyitems",
    "shut_network",
    "unordered_rows_come_backwards",
]


@pytest.fixture(autouse=True)
def in_the_language_of_the_house() -> None:
    """A request leaves its reader's language behind; no test inherits another's."""
    translation.activate(settings.LANGUAGE_CODE)


PACKS = [pack.code for pack in guides.all_packs()]
"""Shared out between the two databases: what the levels are called is nothing a database knows of."""


@pytest.fixture(params=PACKS[ON_THE_SECOND::2])
def guide(request: pytest.FixtureRequest) -> GuidePack:
    """Each guide pack in turn, on one database or the other: what holds for plans holds whatever levels are called."""
    return guides.current(request.param, NOW.date())


@pytest.fixture
def cast(db: None, guide: GuidePack) -> Cast:
    """Everyone in their places, nothing begun."""
    return assemble(guide)
