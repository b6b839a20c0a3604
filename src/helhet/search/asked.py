"""What somebody typed, understood: each word with all it may be found by."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from helhet.search import analyser
from helhet.search.lexicon import lexicon
from helhet.search.texts import terms

LONGEST = 200
"""Letters of a question that are read."""
MOST_WORDS = 12
SYNONYM = 0.7
"""How much another word for the same thing counts."""
BEGUN = 0.5
"""How much a word counts that only begins with what was typed."""
MOST_BEGUN = 8
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedWord:
    """One word of a question, the terms that answer it, each with how well, and other words for the same thing."""

    word: str
    terms: dict[str, float]
    others: frozenset[Phrase] = frozenset()

    @property
    def all_terms(self) -> set[str]:
        """Everything to be looked up for it."""
        return set(self.terms) | {term for phrase in self.others for term in phrase}


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked; `read_as` is how it was read where it was misspelt, else nothing."""

    words: tuple[AskedWord, ...]
    read_as: str = ""

    @property
    def terms(self) -> frozenset[str]:
        """Every term that answers some of it."""
        return frozenset(term for word in self.words for term in word.all_terms)


def understand(
    text: str, *, language: str, is_there: Callable[[Iterable[str]], set[str]], all_words: Callable[[], set[str]]
) -> Question:
    """Read a question.

    `is_there` says which terms stand in some text; `all_words` gives every word that does, and is only asked when a
    word is strange to us.
    """
    found = [token.word for token in analyser.tokens(text[:LONGEST])][:MOST_WORDS]
    words = [word for word in found if not analyser.is_stop(word)] or found
    asked = [_asked(word, found, language) for word in words]
    there = is_there({term for one in asked for term in one.all_terms})
    strange = {one.word for one in asked if _is_strange(one, there, language)}
    if not strange:
        return Question(tuple(asked))
    every = all_words()
    meant = {word: near for word in sorted(strange) if (near := nearest(word, every))}
    read = [meant.get(word, word) for word in found]
    again = [
        _asked(meant[one.word], read, language)
        if one.word in meant
        else _begun(one, every)
        if one.word in strange
        else one
        for one in asked
    ]
    return Question(tuple(again), " ".join(read) if meant else "")


def nearest(word: str, there: Iterable[str]) -> str:
    """The word a misspelt one most likely is: one slip in a short word, two or three in longer ones. Empty for none."""
    slips = 0 if len(word) < 4 else 1 if len(word) < 8 else 2 if len(word) < 13 else 3
    if not slips:
        return ""
    near = process.extract(word, sorted(there), scorer=OSA.distance, score_cutoff=slips, limit=None, processor=None)
    best = min(near, key=lambda one: (one[1], one[0][0] != word[0], abs(len(one[0]) - len(word)), one[0]), default=None)
    return best[0] if best else ""


def _asked(word: str, question: list[str], language: str) -> AskedWord:
    return AskedWord(word, terms(word, english=language == "en"), _synonyms(word, question))


def _is_strange(one: AskedWord, there: set[str], language: str) -> bool:
    """Neither a word of the texts nor of our own list, nor made of such words."""
    own = {analyser.whole(one.word)} | ({analyser.english(one.word)} if language == "en" else set())
    answered = own & there or one.others
    return not (answered or analyser.is_compound(one.word) or analyser.is_known(one.word))


def _begun(one: AskedWord, there: set[str]) -> AskedWord:
    """A word nobody knows may be the beginning of one."""
    longer = [word for word in there if len(one.word) > 2 and word.startswith(one.word)]
    found = sorted(longer, key=lambda word: (len(word), word))[:MOST_BEGUN]
    return AskedWord(one.word, {analyser.whole(word): BEGUN for word in found} | one.terms, one.others)


def _synonyms(word: str, question: list[str]) -> frozenset[Phrase]:
    """The other words for the same thing; those of a phrase, where all of it was asked for."""
    asked, mine = {analyser.whole(one) for one in question}, analyser.whole(word)
    groups = [group for group in _groups() if any(mine in phrase and asked.issuperset(phrase) for phrase in group)]
    return frozenset(phrase for group in groups for phrase in group if not asked.issuperset(phrase))


@cache
def _groups() -> tuple[tuple[Phrase, ...], ...]:
    return tuple(tuple(_phrase(words) for words in group) for group in lexicon().synonyms)


def _phrase(words: str) -> Phrase:
    return tuple(analyser.whole(token.word) for token in analyser.tokens(words) if not analyser.is_stop(token.word))
