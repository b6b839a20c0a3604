"""How well a search does on the judged questions: ours, and the databases' own full text beside it."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path

from django.db import connection

from helhet.library.queries import all_published
from helhet.library.searchable import texts_of
from helhet.search.queries import find

AT = 10
Search = Callable[[str, str], list[str]]
"""A question and a language to the addresses' ends found, best first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One question, and how good each answer is: 3 the answer, 2 helps, 1 belongs to it."""

    language: str
    question: str
    grades: dict[str, int]


def judged() -> Iterator[Judged]:
    """Every judged question. A name no item has is a fault."""
    table = tomllib.loads((Path(__file__).parent / "judged.toml").read_text("utf-8"))
    for language in ("nb", "nn", "en"):
        for question, answers in table[language].items():
            rows = [answer.split() for answer in answers.split(", ")]
            yield Judged(language, question, {table["items"][name]: int(grade) for name, grade in rows})


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten: 1 where no order would be better.

    Järvelin and Kekäläinen, *Cumulated gain-based evaluation of IR techniques* (2002), gains 2^grade - 1.
    """
    gained = sum((2 ** grades.get(slug, 0) - 1) / log2(place + 2) for place, slug in enumerate(found[:AT]))
    best = sorted(grades.values(), reverse=True)[:AT]
    return gained / sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(best))


def mean(search: Search) -> float:
    """The mean over all judged questions."""
    each = [ndcg(search(one.question, one.language), one.grades) for one in judged()]
    return sum(each) / len(each)


def ours(question: str, language: str) -> list[str]:
    """Helhet's own search."""
    return [hit.url.rstrip("/").rpartition("/")[2] for hit in find(question, language=language).hits]


def plain() -> tuple[str, Search]:
    """The database's own full text over the same words, each word of a question enough."""
    rows = [(text.language, version.item.slug, text) for version in all_published() for text in texts_of(version)]
    with connection.cursor() as cursor:
        return (_fts5 if connection.vendor == "sqlite" else _tsvector)(cursor, rows)


def _fts5(cursor, rows) -> tuple[str, Search]:  # type: ignore[no-untyped-def]
    cursor.execute("CREATE VIRTUAL TABLE plain USING fts5(language UNINDEXED, slug UNINDEXED, title, lead, body, also)")
    for language, slug, text in rows:
        words = [language, slug, text.title, text.lead, text.body, text.also]
        cursor.execute("INSERT INTO plain VALUES (%s, %s, %s, %s, %s, %s)", words)

    def search(question: str, language: str) -> list[str]:
        asked = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        with connection.cursor() as own:
            own.execute(
                "SELECT slug FROM plain WHERE plain MATCH %s AND language = %s "
                "ORDER BY bm25(plain, 0, 0, 3.0, 1.6, 1.0, 0.3), slug LIMIT 10",
                [asked, language],
            )
            return [row[0] for row in own.fetchall()]

    return "SQLite FTS5, unicode61", search


def _tsvector(cursor, rows) -> tuple[str, Search]:  # type: ignore[no-untyped-def]
    cursor.execute("CREATE TEMPORARY TABLE plain (language text, slug text, words tsvector)")
    for language, slug, text in rows:
        kind = "english" if language == "en" else "norwegian"
        parts = " || ".join(f"setweight(to_tsvector('{kind}', %s), '{weight}')" for weight in "ABCD")
        words = [language, slug, text.title, text.lead, text.body, text.also]
        cursor.execute(f"INSERT INTO plain VALUES (%s, %s, {parts})", words)  # noqa: S608  (two names of our own)

    def search(question: str, language: str) -> list[str]:
        asked, kind = " | ".join(re.findall(r"\w+", question)), "english" if language == "en" else "norwegian"
        with connection.cursor() as own:
            own.execute(
                "SELECT slug FROM plain, to_tsquery(%s::regconfig, %s) AS asked WHERE words @@ asked AND language = %s "
                "ORDER BY ts_rank(words, asked) DESC, slug LIMIT 10",
                [kind, asked, language],
            )
            return [row[0] for row in own.fetchall()]

    return "PostgreSQL, norwegian", search
