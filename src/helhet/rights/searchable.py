"""What search is told about each thing one can ask for, and about the page of what one decides."""

from collections.abc import Iterable, Iterator

from django.utils import translation
from django.utils.translation import gettext

from helhet.core.law.parameters import law
from helhet.core.rights.finding import what_it_is
from helhet.core.rights.reader import asks, decisions
from helhet.core.rights.words import Situation
from helhet.core.texts import Text as Spoken
from helhet.rights.words import SITUATION
from helhet.search.texts import LANGUAGES, Text, in_each_language, of_ages

WHAT = "rettighet right"
"""What each of them is, though hardly any says so of itself."""


def all_texts() -> Iterator[Text]:
    """Each of them, in each language of the site; a thing is found by what it is for too."""
    for ask in asks().values():
        yield from in_each_language(
            room="rights",
            key=ask.code,
            view="rights:one",
            at={"ask": ask.code},
            title=ask.title,
            lead=what_it_is(ask, [law()[id] for id in ask.rules]),
            body=(ask.how,),
            also=f"{WHAT} {_told(part for one in sorted(ask.about) for part in SITUATION[Situation(one)])}",
            facets=("kind:right", "audience:parent", "audience:young", *of_ages(*ask.ages)),
        )
    yield from in_each_language(
        room="rights",
        key="age",
        view="rights:age",
        at={},
        title=_spoken("At what age do I decide?"),
        lead=_spoken(
            "There is no single age. It differs at school, at the doctor's and at home. Tell how old you are, and we "
            "show what is yours."
        ),
        body=(text for one in decisions().values() for text in (one.short, law()[one.rule].text)),
        facets=("kind:right", "audience:parent", "audience:young"),
    )


def _spoken(words: str) -> Spoken:
    """Words of a page in each language."""
    told = {}
    for language in LANGUAGES:
        with translation.override(language):
            told[language] = gettext(words)
    return Spoken(**told)


def _told(words: Iterable[object]) -> str:
    """Words in every language, one after the other."""
    there, told = list(words), []
    for language in LANGUAGES:
        with translation.override(language):
            told += [str(one) for one in there]
    return " ".join(told)
