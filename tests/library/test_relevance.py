"""The search is measured: it finds what people mean, and more of it than the databases' own full text."""

import pytest

from helhet.library.seed.load import load_library
from tests.cast import NOW
from tests.library.relevance import judged, mean, ndcg, ours, plain

FLOOR = 0.92
"""Ours may not fall below this."""


@pytest.fixture
def library(db: None) -> None:
    load_library(at=NOW)


def test_at_least_sixty_questions_are_judged() -> None:
    assert len(list(judged())) >= 60


@pytest.mark.relevance
def test_ours_finds_more_of_what_is_meant_than_plain_full_text(library: None) -> None:
    name, beside = plain()
    mine, theirs = mean(ours), mean(beside)
    print(f"nDCG@10 over {len(list(judged()))} questions: ours {mine:.3f}, {name} {theirs:.3f}")  # noqa: T201
    for one in judged():
        found = ours(one.question, one.language)
        if (score := ndcg(found, one.grades)) < 0.8:
            print(f"  {score:.2f}  {one.question}: {found[:4]}")  # noqa: T201
    assert mine > theirs + 0.15
    assert mine >= FLOOR
