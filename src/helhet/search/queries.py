"""Asking, and what is found: ranked by BM25 over our own terms, computed here, so that every database answers alike.

Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, log
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, QuerySet

from helhet.search.asked import SYNONYM, AskedWord, Question, understand
from helhet.search.excerpts import Piece, excerpt, marked
from helhet.search.models import Posting, SearchText

K1, B = 1.2, 0.6
FAINT = 0.2
"""A text that answers less than this share of what the best one does is left out."""
PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One text found."""

    room: str
    key: str
    url: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    facets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found; `counts`: how many there would be with each filter, `total` with those chosen."""

    hits: tuple[Hit, ...]
    total: int
    counts: dict[str, int]
    read_as: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    key: str
    title: str
    order: int
    facets: frozenset[str]
    length: float
    score: float = field(default=0.0)


def find(text: str, *, language: str, room: str | None = None, chosen: Iterable[str] = (), page: int = 1) -> Found:
    """Search the texts of one language; everything, where nothing is asked.

    `chosen` are facets: of each kind one is enough, and all kinds must hold. A page is `PAGE` texts.
    """
    within = SearchText.objects.filter(language=language)
    if room is not None:
        within = within.filter(room=room)
    question = understand(
        text,
        language=language,
        is_there=lambda terms: set(
            Posting.objects.filter(term__in=terms, text__in=within).values_list("term", flat=True).distinct()
        ),
        all_words=lambda: {word for words in within.values_list("words", flat=True) for word in words.split()},
    )
    rows = _ranked(question, within) if question.words else _all(within)
    shown, counts = _filtered(rows, frozenset(chosen))
    start = (page - 1) * PAGE
    hits = _shown([row.id for row in shown[start : start + PAGE]], question, language)
    return Found(hits, len(shown), counts, question.read_as, len(shown) > start + PAGE)


FIELDS = ("id", "key", "title", "order", "facets", "length")


def _all(within: QuerySet[SearchText]) -> list[_Row]:
    rows = [_Row(row[0], row[1], row[2], row[3], frozenset(row[4]), row[5]) for row in within.values_list(*FIELDS)]
    return sorted(rows, key=lambda row: (-row.order, row.title, row.key))


def _ranked(question: Question, within: QuerySet[SearchText]) -> list[_Row]:
    """Every text that answers, best first. Most words of a question must be answered in some way."""
    sizes = within.aggregate(count=Count("id"), length=Avg("length"))
    standing = Posting.objects.filter(term__in=question.terms, text__in=within)
    where: dict[str, dict[UUID, float]] = defaultdict(dict)
    for term, text, weight in standing.values_list("term", "text_id", "weight"):
        where[term][text] = weight
    ids = {text for texts in where.values() for text in texts}
    rows = {row[0]: row for row in within.filter(id__in=ids).values_list(*FIELDS)} if ids else {}
    scores = {
        term: {text: _bm25(weight, rows[text][5] / sizes["length"]) * _rarity(len(texts), sizes["count"])
               for text, weight in texts.items()}
        for term, texts in where.items()
    }  # fmt: skip
    found = [
        _scored(row, question, {term: of[id_] for term, of in scores.items() if id_ in of}) for id_, row in rows.items()
    ]
    best = max((row.score for row in found), default=0)
    kept = [row for row in found if row.score > 0 and row.score >= FAINT * best]
    return sorted(kept, key=lambda row: (-round(row.score, 6), -row.order, row.title, row.key))


def _rarity(texts: int, of: int) -> float:
    return log(1 + (of - texts + 0.5) / (texts + 0.5))


def _bm25(weight: float, length: float) -> float:
    return weight * (K1 + 1) / (weight + K1 * (1 - B + B * length))


def _scored(row: tuple[Any, ...], question: Question, scores: dict[str, float]) -> _Row:
    """One text and how well it answers; nothing where it answers fewer than half of the words."""
    answers = [_answer(word, scores) for word in question.words]
    answered = sum(answer > 0 for answer in answers)
    share = answered / len(answers) if answered >= ceil(len(answers) / 2) else 0
    return _Row(row[0], row[1], row[2], row[3], frozenset(row[4]), row[5], sum(answers) * share)


def _answer(word: AskedWord, scores: dict[str, float]) -> float:
    """By the word itself and its parts, or by the best of the other words for it; a phrase only whole."""
    own = sum(weight * scores[term] for term, weight in sorted(word.terms.items()) if term in scores)
    others = [
        SYNONYM * sum(scores[term] for term in phrase) / len(phrase)
        for phrase in word.others
        if phrase and all(term in scores for term in phrase)
    ]
    return max([own, *others])


def _filtered(rows: list[_Row], chosen: frozenset[str]) -> tuple[list[_Row], dict[str, int]]:
    """The rows the chosen facets leave, and for every facet how many it would leave beside the other kinds' choices."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for facet in chosen:
        wanted[facet.partition(":")[0]].add(facet)
    counts = Counter[str]()
    kept = []
    for row in rows:
        fails = [kind for kind, some in wanted.items() if not some & row.facets]
        if not fails:
            kept.append(row)
            counts.update(row.facets)
        elif len(fails) == 1:
            counts.update(facet for facet in row.facets if facet.partition(":")[0] == fails[0])
    return kept, dict(counts)


def _shown(ids: list[UUID], question: Question, language: str) -> tuple[Hit, ...]:
    rows, terms = SearchText.objects.in_bulk(ids), question.terms
    return tuple(_hit(rows[one], terms, language == "en") for one in ids)


def _hit(row: SearchText, terms: frozenset[str], english: bool) -> Hit:
    in_lead = any(piece.hit for piece in marked(row.lead, terms, english=english))
    best = row.lead if in_lead or not terms or not row.body else row.body
    shown = excerpt(best, terms, english=english)
    if not any(piece.hit for piece in shown):
        shown = excerpt(row.lead or row.body, terms, english=english)
    title = marked(row.title, terms, english=english)
    return Hit(row.room, row.key, row.url, title, shown, frozenset(row.facets))
