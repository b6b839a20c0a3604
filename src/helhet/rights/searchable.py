"""What search is told about each thing one can ask for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from helhet.core.rights.model import Ask
from helhet.core.rights.reader import asks
from helhet.search.texts import LANGUAGES, Text, of_ages


def all_texts() -> Iterator[Text]:
    """Each of them, in each language of the site."""
    for ask in asks().values():
        for language in LANGUAGES:
            yield _text(ask, language)


def _text(ask: Ask, language: str) -> Text:
    with translation.override(language):
        url = reverse("rights:one", kwargs={"ask": ask.code})
    return Text(
        room="rights",
        key=ask.code,
        language=language,
        title=ask.title.in_language(language),
        lead=ask.how.in_language(language),
        url=url,
        also=f"{ask.title.nb} {ask.title.nn} {ask.title.en}",
        facets=("kind:right", "audience:parent", "audience:young", *of_ages(*ask.ages)),
    )
