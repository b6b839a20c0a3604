"""What search is told about a learning path."""

from collections.abc import Iterator

from helhet.learning.path import learning_paths
from helhet.search.texts import Text, in_each_language


def all_texts() -> Iterator[Text]:
    """Every path, in each language of the site."""
    for path in learning_paths().values():
        yield from in_each_language(
            room="learning",
            key=path.key,
            view="learning:path",
            at={"path": path.key},
            title=path.title,
            lead=path.purpose,
            body=(step.title for step in path.steps),
            facets=("kind:path", "audience:worker", "audience:leader"),
        )
