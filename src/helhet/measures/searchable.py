"""What search is told about a measure in the register."""

from collections.abc import Iterator

from helhet.measures.queries import measures_to_find
from helhet.search.texts import Text, in_each_language, of_ages

WHAT = "tiltak measure"
"""What each of them is, though hardly any says so of itself."""


def all_texts() -> Iterator[Text]:
    """Every measure that stands in the register, in each language of the site."""
    for one in measures_to_find():
        yield from in_each_language(
            room="measures",
            key=one.key,
            view="measures:measure",
            at={"known": one.key},
            title=one.name,
            lead=one.aim,
            also=f"{one.aim.nb} {one.aim.nn} {one.owner} {WHAT}",
            facets=("kind:measure", "audience:worker", "audience:leader", *of_ages(one.first_age, one.last_age)),
        )
