"""The one search over all rooms is measured, too: everyday questions, and what they should find in any of them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from helhet.library.seed.load import load_library
from helhet.measures.registry.load import load_register
from helhet.search.queries import find
from tests.cast import NOW
from tests.library.relevance import ndcg

FLOOR = 0.9
"""It may not fall below this."""


def judged() -> Iterator[tuple[str, str, dict[str, int]]]:
    """Every judged question, its language, and the grades of what it should find."""
    table = tomllib.loads((Path(__file__).parent / "judged.toml").read_text("utf-8"))
    for language in ("nb", "nn", "en"):
        for question, answers in table[language].items():
            rows = [answer.split() for answer in answers.split(", ")]
            yield language, question, {name: int(grade) for name, grade in rows}


def found(question: str, language: str) -> list[str]:
    """The room and the end of the address of what is found, best first."""
    hits = find(question, language=language).hits
    return [f"{hit.room}/{hit.url.rstrip('/').rpartition('/')[2]}" for hit in hits]


@pytest.fixture
def told(db: None) -> None:
    load_library(at=NOW)
    load_register()
    call_command("index_search", verbosity=0)


@pytest.mark.relevance
def test_everyday_questions_find_their_answers_in_whichever_room_they_stand(told: None) -> None:
    there = {language: set(everything(language)) for language in ("nb", "nn", "en")}
    assert [(name, q) for language, q, grades in judged() for name in grades if name not in there[language]] == []
    scores = {question: ndcg(found(question, language), grades) for language, question, grades in judged()}
    mean = sum(scores.values()) / len(scores)
    print(f"nDCG@10 over {len(scores)} questions to all rooms: {mean:.3f}")  # noqa: T201
    for question, score in scores.items():
        if score < 0.8:
            print(f"  {score:.2f}  {question}")  # noqa: T201
    assert mean >= FLOOR


def everything(language: str) -> Iterator[str]:
    """All there is to be found."""
    page = 1
    while (one := find("", language=language, page=page)).hits:
        yield from (f"{hit.room}/{hit.url.rstrip('/').rpartition('/')[2]}" for hit in one.hits)
        page += 1
