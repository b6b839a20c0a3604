"""What search is told about a measure in the register."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from helhet.measures.models import KnownMeasure
from helhet.measures.queries import measures_to_find
from helhet.search.texts import LANGUAGES, Text, of_ages


def all_texts() -> Iterator[Text]:
    """Every measure that stands in the register, in each language of the site."""
    for measure in measures_to_find():
        for language in LANGUAGES:
            yield _text(measure, language)


def _text(measure: KnownMeasure, language: str) -> Text:
    with translation.override(language):
        url = reverse("measures:measure", kwargs={"known": measure.key})
    return Text(
        room="measures",
        key=measure.key,
        language=language,
        title=measure.name.in_language(language),
        lead=measure.aim.in_language(language),
        url=url,
        also=f"{measure.name.nb} {measure.name.nn} {measure.name.en} {measure.aim.nb} {measure.aim.nn} {measure.owner}",
        facets=("kind:measure", "audience:worker", "audience:leader", *of_ages(measure.first_age, measure.last_age)),
    )
