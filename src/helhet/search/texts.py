"""What another room hands over to be found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from helhet.core.texts import Text as Spoken
from helhet.search import analyser

TITLE, LEAD, BODY, ALSO = 3.0, 1.6, 1.0, 0.3
"""How much a word counts by where it stands."""
PART = 0.45
"""How much a part of a compound counts beside the whole."""
LONGEST = 100
"""Letters of a term; a longer one is no word."""
LANGUAGES = ("nb", "nn", "en")
AGES: tuple[tuple[str, int, int], ...] = (
    ("0-5", 0, 5),
    ("6-12", 6, 12),
    ("13-15", 13, 15),
    ("16-18", 16, 18),
    ("19-24", 19, 24),
)


def of_ages(first: int, last: int) -> tuple[str, ...]:
    """The filters for those from one age to another, in years."""
    return tuple(f"age:{code}" for code, low, high in AGES if first <= high and low <= last)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one language. `also`: words it is found by and that are not shown, as in its other languages."""

    room: str
    key: str
    language: str
    title: str
    url: str
    lead: str = ""
    body: str = ""
    also: str = ""
    facets: tuple[str, ...] = ()
    order: int = 0

    def places(self) -> tuple[tuple[float, str, bool], ...]:
        """Its words by how much they count, and whether they are in the text's own language."""
        return ((TITLE, self.title, True), (LEAD, self.lead, True), (BODY, self.body, True), (ALSO, self.also, False))


def in_each_language(
    *,
    room: str,
    key: str,
    view: str,
    at: dict[str, str],
    title: Spoken,
    lead: Spoken,
    body: Iterable[Spoken] = (),
    also: str = "",
    facets: tuple[str, ...] = (),
) -> Iterator[Text]:
    """A text in each of the site's languages, found by its title in any. `view` and `at`: its page."""
    titles = " ".join(title.in_language(language) for language in LANGUAGES)
    parts = tuple(body)
    for language in LANGUAGES:
        yield Text(
            room=room,
            key=key,
            language=language,
            title=title.in_language(language),
            url=address_in(language, view, at),
            lead=lead.in_language(language),
            body=" ".join(part.in_language(language) for part in parts),
            also=f"{titles} {also}",
            facets=facets,
        )


def address_in(language: str, view: str, at: dict[str, str]) -> str:
    """The address of a public page in a language."""
    with translation.override(language):
        return reverse(view, kwargs=at)


def weights(text: Text) -> dict[str, float]:
    """Every term of a text and how strongly it stands there."""
    found: dict[str, float] = defaultdict(float)
    for weight, words, own in text.places():
        for token in analyser.tokens(words):
            if not analyser.is_stop(token.word):
                for term, share in terms(token.word, english=own and text.language == "en").items():
                    found[term] += weight * share
    return {term: round(weight, 6) for term, weight in found.items() if len(term) <= LONGEST}


def terms(word: str, *, english: bool) -> dict[str, float]:
    """What one word is found by."""
    kept = analyser.whole(word)
    found = {kept: 1.0} | {part: PART for part in analyser.parts(word) if part != kept}
    return found | ({analyser.english(word): 1.0} if english else {})
