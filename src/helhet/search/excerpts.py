"""The piece of a text that answers a question, in parts: what is marked and what is not. A template escapes both."""

from collections.abc import Container
from dataclasses import dataclass

from helhet.search import analyser

WINDOW = 34
"""Words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a text, and whether they answer what was asked."""

    text: str
    hit: bool = False


def marked(text: str, terms: Container[str], *, english: bool = False) -> tuple[Piece, ...]:
    """The whole text, with the words that answer marked."""
    return _pieces(text, [one for one in analyser.tokens(text) if _hits(one.word, terms, english)], 0, len(text))


def excerpt(text: str, terms: Container[str], *, english: bool = False) -> tuple[Piece, ...]:
    """The stretch of a text with the most that answers; its beginning where nothing does."""
    words = analyser.tokens(text)
    hits = [_hits(one.word, terms, english) for one in words]
    first = max(range(max(1, len(words) - WINDOW + 1)), key=lambda at: (sum(hits[at : at + WINDOW]), -at), default=0)
    first = max(0, min(first, len(words) - WINDOW))
    shown = words[first : first + WINDOW]
    if not shown:
        return ()
    begin = 0 if first == 0 else shown[0].start
    end = len(text) if first + WINDOW >= len(words) else shown[-1].end
    inside = [one for one, hit in zip(shown, hits[first : first + WINDOW], strict=True) if hit]
    before = (Piece("… "),) if begin else ()
    after = (Piece(" …"),) if end < len(text) else ()
    return (*before, *_pieces(text, inside, begin, end), *after)


def _hits(word: str, terms: Container[str], english: bool) -> bool:
    if analyser.is_stop(word):
        return False
    own = (analyser.whole(word), *analyser.parts(word))
    return any(term in terms for term in own) or (english and analyser.english(word) in terms)


def _pieces(text: str, hits: list[analyser.Token], begin: int, end: int) -> tuple[Piece, ...]:
    pieces, at = list[Piece](), begin
    for hit in hits:
        pieces += [Piece(text[at : hit.start])] if hit.start > at else []
        pieces.append(Piece(text[hit.start : hit.end], hit=True))
        at = hit.end
    return tuple(pieces + ([Piece(text[at:end])] if end > at else []))
