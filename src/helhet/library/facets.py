"""What the library can be filtered by, in the order a page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhet.library.models import Version
from helhet.library.topics import topics
from helhet.library.words import AUDIENCE, SERVICE, STEP
from helhet.search.texts import AGES

AGE: dict[str, Promise] = {
    "0-5": _("0 to 5 years"),
    "6-12": _("6 to 12 years"),
    "13-15": _("13 to 15 years"),
    "16-18": _("16 to 18 years"),
    "19-24": _("19 to 24 years"),
}
KIND: dict[str, Promise] = {
    **{str(value): label for value, label in Version.Kind.choices},
    "measure": _("measure from the register"),
    "path": _("learning path"),
    "right": _("what you can ask for"),
}
"""Its own kinds, and what other rooms hand over to be found beside them."""


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of filter. `shown`: how many before the rest is folded away; `by_count`: the commonest first."""

    name: str
    words: Promise
    codes: Sequence[str]
    shown: int = 6
    by_count: bool = False


GROUPS = (
    Group("audience", _("For whom"), tuple(AUDIENCE)),
    Group("kind", _("Kind"), tuple(KIND), shown=8),
    Group("topic", _("Topic"), tuple(topics()), by_count=True),
    Group("age", _("Age"), tuple(code for code, _low, _high in AGES)),
    Group("step", _("Step in the action guide"), tuple(str(step) for step in STEP), shown=4),
    Group("service", _("Service"), tuple(SERVICE), shown=4, by_count=True),
)
NAMES: dict[str, dict[str, Promise]] = {
    "audience": AUDIENCE, "kind": KIND, "age": AGE, "step": {str(step): words for step, words in STEP.items()},
    "service": SERVICE,
}  # fmt: skip


def name_of(facet: str, language: str) -> str:
    """A filter in words. Raises KeyError for one there is not."""
    name, _colon, code = facet.partition(":")
    return topics()[code].name.in_language(language) if name == "topic" else str(NAMES[name][code])
