"""What search is told about a learning path."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import translation

from helhet.learning.path import LearningPath, learning_paths
from helhet.search.texts import LANGUAGES, Text


def all_texts() -> Iterator[Text]:
    """Every path, in each language of the site."""
    for path in learning_paths().values():
        for language in LANGUAGES:
            yield _text(path, language)


def _text(path: LearningPath, language: str) -> Text:
    with translation.override(language):
        url = reverse("learning:path", kwargs={"path": path.key})
    return Text(
        room="learning",
        key=path.key,
        language=language,
        title=path.title.in_language(language),
        lead=path.purpose.in_language(language),
        body=" ".join(step.title.in_language(language) for step in path.steps),
        url=url,
        also=f"{path.title.nb} {path.title.nn} {path.title.en}",
        facets=("kind:path", "audience:worker", "audience:leader"),
    )
