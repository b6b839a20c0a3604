"""What a path's codes are called on a page."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from helhet.learning.path import LearningPath

register = template.Library()


@register.filter
def named(words: Mapping[str, Promise], code: str) -> Promise:
    """The word for a code."""
    return words[code]


@register.filter
def title_of(path: LearningPath) -> str:
    """A path's title in the page's language."""
    return path.title.in_language(get_language() or "nb")
