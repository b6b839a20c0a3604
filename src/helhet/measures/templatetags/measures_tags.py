"""What the register's codes, ages and addresses look like on a page."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.translation import gettext

from helhet.measures import words
from helhet.measures.models import KnownMeasure
from helhet.measures.queries import Graded, graded

register = template.Library()
LISTS: dict[str, Mapping[Any, Any]] = {
    "kinds": words.KINDS,
    "levels": words.LEVELS,
    "level_means": words.LEVEL_MEANS,
    "topics": words.TOPICS,
    "settings": words.SETTINGS,
    "countries": words.COUNTRIES,
}
NO_LIMIT = 99


@register.filter
def words_of(codes: Iterable[str], kind: str) -> list[str]:
    """The words for codes of one list, in the page's language."""
    return [str(LISTS[kind][code]) for code in codes]


@register.filter
def word_of(code: str, kind: str) -> str:
    """The word for one code."""
    return str(LISTS[kind][code])


@register.filter
def ages(measure: KnownMeasure) -> str:
    """For which ages it is meant."""
    if measure.first_age < 0:
        return gettext("from pregnancy to %(last)d years") % {"last": measure.last_age}
    if measure.last_age >= NO_LIMIT:
        return (
            gettext("all ages")
            if not measure.first_age
            else gettext("from %(first)d years") % {"first": measure.first_age}
        )
    return gettext("%(first)d–%(last)d years") % {"first": measure.first_age, "last": measure.last_age}


@register.filter
def said(measure: KnownMeasure) -> tuple[Graded, ...]:
    """What each system has said of it."""
    return graded(measure)


@register.filter
def host(address: str) -> str:
    """The site of an address, as readers know it."""
    return urlsplit(address).netloc.removeprefix("www.")
