"""What search is told about each thing one can ask for."""

from collections.abc import Iterator

from helhet.core.law.parameters import law
from helhet.core.rights.finding import what_it_is
from helhet.core.rights.reader import asks
from helhet.search.texts import Text, in_each_language, of_ages


def all_texts() -> Iterator[Text]:
    """Each of them, in each language of the site."""
    for ask in asks().values():
        yield from in_each_language(
            room="rights",
            key=ask.code,
            view="rights:one",
            at={"ask": ask.code},
            title=ask.title,
            lead=what_it_is(ask, [law()[id] for id in ask.rules]),
            body=(ask.how,),
            facets=("kind:right", "audience:parent", "audience:young", *of_ages(*ask.ages)),
        )
