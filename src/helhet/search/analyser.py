"""From written Norwegian to the terms it is found by: endings off, one spelling, and compounds taken apart.

Bokmål's endings are Snowball's; nynorsk's few others, and what a word is made of, are ours (`words.toml`). Sámi words
pass as they are written. Pure Python, so that both databases hold and find the same.
"""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

from helhet.search.lexicon import lexicon

WORD = re.compile(r"\w+(?:[-/]\w+)*")
LINKS = ("", "s", "e", "es")
"""What may stand between the parts of a compound."""
SHORTEST_PART = 4
"""Letters of a known part that is looked for inside a word we don't know the rest of."""
DOUBLED = re.compile(r"([bdfgklmnprst])\1$")
NYNORSK = (
    ("erne", "er"),
    ("arane", "ar"),
    ("heitene", "hetene"),
    ("heiter", "heter"),
    ("heita", "heten"),
    ("heit", "het"),
)

_own = threading.local()


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text, in small letters, and where it stands."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text. `0–24` is one word, and so is `PP-tjenesten`."""
    text = unicodedata.normalize("NFC", text).replace("–", "-").replace("‑", "-")
    return [Token(found.group().lower(), *found.span()) for found in WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its endings, in the one spelling it is kept by."""
    return _spelling().get(word) or _spelling().get(bare := _bare(word)) or bare


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """The stems a compound is made of; none for a word that is no compound, or that nothing is known about."""
    pieces = word.replace("/", "-").split("-")
    if len(pieces) > 1 and not word[0].isdecimal():
        return tuple(dict.fromkeys(term for piece in pieces if len(piece) > 1 for term in (stem(piece), *parts(piece))))
    if stem(word) in _parts().values():
        return ()
    found = _split(word)
    return found if len(found) > 1 else _inside(word)


@lru_cache(maxsize=50_000)
def whole(word: str) -> str:
    """The term a word is kept under: its stem, or the stems it is made of, so that both forms of Norwegian meet."""
    return "+".join(_split(word)) if is_compound(word) else stem(word)


def is_compound(word: str) -> bool:
    """Whether we know all of what a word is made of."""
    return stem(word) not in _parts().values() and len(_split(word)) > 1


def is_known(word: str) -> bool:
    """Whether a word stands in our own list, so that it is no slip of the keys even where no text has it."""
    return word in _listed() or stem(word) in _parts().values()


@lru_cache(maxsize=50_000)
def english(word: str) -> str:
    """An English word without its ending; marked, so that it is never taken for a Norwegian one."""
    return f"en~{_stemmer('english').stemWord(word)}"


def is_stop(word: str) -> bool:
    """Whether a word carries no meaning of its own."""
    return word in lexicon().stop


def _bare(word: str) -> str:
    """Endings off until nothing more comes off, so that `lærerne` and `lærer` meet."""
    for nynorsk, bokmal in NYNORSK:
        if word.endswith(nynorsk) and len(word) > len(nynorsk) + 2:
            word = word.removesuffix(nynorsk) + bokmal
            break
    while (shorter := DOUBLED.sub(r"\1", _stemmer("norwegian").stemWord(word))) != word and len(shorter) > 2:
        word = shorter
    return word


@lru_cache(maxsize=50_000)
def _split(word: str) -> tuple[str, ...]:
    """The fewest known parts that make up the whole word; none where they do not."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(word)):
        if start not in best:
            continue
        for end in range(start + 3, len(word) + 1):
            piece = word[start:end]
            term = _parts().get(piece) if end < len(word) else _parts().get(stem(piece)) or _parts().get(piece)
            if term is None:
                continue
            for link in LINKS:
                if word.startswith(link, end) and (end == len(word)) <= (link == ""):
                    here = (*best[start], term)
                    if len(here) <= len(best.get(end + len(link), range(99))):
                        best[end + len(link)] = here
    return tuple(dict.fromkeys(best.get(len(word), ())))


def _inside(word: str) -> tuple[str, ...]:
    """The longest known part a word ends in, else begins with, where the rest is none we know."""
    for start in range(3, len(word) - SHORTEST_PART + 1):
        term = _parts().get(stem(word[start:])) or _parts().get(word[start:])
        if term and len(term) >= SHORTEST_PART:
            return (term,)
    for end in range(len(word) - 3, SHORTEST_PART - 1, -1):
        if word[:end] in _parts():
            return (_parts()[word[:end]],)
    return ()


@cache
def _spelling() -> dict[str, str]:
    """Every spelling, written and stemmed, to the stem that stands for it."""
    return {form: _bare(group[0]) for group in lexicon().same for word in group for form in (word, _bare(word))}


@cache
def _listed() -> frozenset[str]:
    phrases = [phrase for group in lexicon().synonyms for phrase in group]
    return frozenset(token.word for phrase in phrases for token in tokens(phrase)) | set(_spelling())


@cache
def _parts() -> dict[str, str]:
    """Every known part, as written and as stemmed, in all its spellings, to its stem."""
    found = {form: stem(part) for part in lexicon().parts for form in (part, _bare(part))}
    spelled = [(group, stem(group[0])) for group in lexicon().same if len(group[0]) > 2]
    return found | {form: term for group, term in spelled if term in found.values() for form in group}


def _stemmer(language: str) -> Any:
    """Each thread its own: Snowball keeps the word it works on."""
    if not hasattr(_own, language):
        setattr(_own, language, snowballstemmer.stemmer(language))
    return getattr(_own, language)
