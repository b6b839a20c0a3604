"""What search is told about an item: its words in the reader's language, and all it can be filtered by."""

from helhet.library.markdown import to_words
from helhet.library.models import Version, Wording
from helhet.library.queries import all_published
from helhet.library.topics import topics
from helhet.search.texts import LANGUAGES, Text, address_in, of_ages

ROOM = "library"
NEAREST = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}
"""In which languages a reader of one is shown a text, the best first."""
YOUNGEST, OLDEST = 0, 24


def wording_in(language: str, wordings: list[Wording]) -> Wording:
    """The words a reader of a language is shown. Raises LookupError where there are none at all."""
    by_language = {one.language: one for one in wordings if one.title}
    for code in NEAREST.get(language, NEAREST["nb"]):
        if code in by_language:
            return by_language[code]
    raise LookupError("a version without words")


def all_texts() -> list[Text]:
    """Everything that is published."""
    return [text for version in all_published() for text in texts_of(version)]


def texts_of(version: Version) -> list[Text]:
    """An item's version as texts to be found, one for each language of the site. Its wordings are read from it."""
    wordings = sorted(version.wordings.all(), key=lambda one: one.language)
    return [_text(version, wordings, language) for language in LANGUAGES]


def facets_of(version: Version) -> tuple[str, ...]:
    """Everything it can be filtered by. Without an age it is about all ages, and found by none."""
    lists = {"audience": version.audiences, "topic": version.topics, "step": version.steps, "service": version.services}
    found = [f"kind:{version.kind}", *(f"{name}:{code}" for name, codes in lists.items() for code in codes)]
    if version.age_from is not None or version.age_until is not None:
        first = version.age_from if version.age_from is not None else YOUNGEST
        last = version.age_until if version.age_until is not None else OLDEST
        found += of_ages(first, last)
    return tuple(found)


def _text(version: Version, wordings: list[Wording], language: str) -> Text:
    shown = wording_in(language, wordings)
    about = [topics()[code] for code in version.topics if code in topics()]
    others = [f"{one.title} {one.summary}" for one in wordings if one is not shown]
    named = [" ".join((one.name.nb, one.name.nn, one.name.en, *one.also)) for one in about]
    return Text(
        room=ROOM,
        key=str(version.item_id),
        language=language,
        title=shown.title,
        url=address_in(language, "library:item", {"slug": version.item.slug}),
        lead=shown.summary,
        body=to_words(shown.body),
        also=" ".join((*others, *named, version.publisher)),
        facets=facets_of(version),
        order=version.year_until or version.year_from or (version.published_at.year if version.published_at else 0),
    )
