"""What codes are called, in templates."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from helhet.core.guides import GuidePack

register = template.Library()


@register.filter
def named(words: Mapping[str, Promise], code: str) -> Promise:
    """The word for a code in one of our own lists."""
    return words[code]


@register.filter
def code_text(guide: GuidePack, key: str) -> dict[str, str]:
    """A code list of the guide, code by code, in the page's language."""
    return {code.key: code.text.in_language(get_language() or "nb") for code in guide.codes(key)}


@register.filter
def choice(texts: Mapping[str, str], code: str) -> str:
    """One of them."""
    return texts[code]
