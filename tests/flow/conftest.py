"""A town with enough in it to be told of. The day is the cast's own, also at the edge."""

import pytest
from django.utils import timezone

from helhet.core import guides
from tests.cast import NOW, TODAY, assemble
from tests.flow.town import Town, build


@pytest.fixture(autouse=True)
def _the_day_is_the_casts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def town(db: None) -> Town:
    """Four units with eight workers each, and one with a single worker."""
    return build(assemble(guides.current("levels-0-3", TODAY)))
