"""Words and marks that pages share: deadlines, moments, texts in several languages."""

from datetime import date, datetime
from typing import Protocol

from django import template
from django.conf import settings
from django.template import RequestContext
from django.urls import translate_url
from django.utils import formats, timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

register = template.Library()

# Django's levels of messages, in Designsystemet's colours.
TONES = {"success": "success", "warning": "warning", "error": "danger"}


class InLanguages(Protocol):
    """A text that exists in several languages."""

    def in_language(self, code: str) -> str: ...


@register.simple_tag
def due(day: date | None, on: date) -> SafeString:
    """How far it is from the day `on` to a deadline, in words; colour only repeats them."""
    if day is None:
        return format_html('<span class="due" data-state="none">{}</span>', gettext("no date set"))
    days = (day - on).days
    if days > 0:
        state, words = "ahead", ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    elif days == 0:
        state, words = "today", gettext("today")
    else:
        state = "over"
        words = ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}
    day_format = "MONTH_DAY_FORMAT" if day.year == on.year else "DATE_FORMAT"
    return format_html(
        '<span class="due" data-state="{}"><span class="due__text">{} <span class="due__day">'
        '<time datetime="{}">{}</time></span></span></span>',
        state,
        words,
        day.isoformat(),
        formats.date_format(day, day_format),
    )


@register.simple_tag
def when(moment: date | datetime | None) -> SafeString | str:
    """A day or a moment as readers write it, with the machine's form in `datetime`; empty for None."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
        words = formats.date_format(local, "DATETIME_FORMAT")
        return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)
    words = formats.date_format(moment, "DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)


@register.simple_tag
def in_language(text: InLanguages | None) -> str:
    """The text in the language of the page; the object itself knows what to do when it lacks it."""
    return "" if text is None else text.in_language(translation.get_language() or settings.LANGUAGE_CODE)


@register.simple_tag
def language_choices() -> list[tuple[str, str]]:
    """Code and name of each language of the site, each name in its own language."""
    choices = []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            choices.append((code, str(name)))
    return choices


@register.simple_tag(takes_context=True)
def this_page_in(context: RequestContext, code: str) -> str:
    """The address of the same page, with what is asked for in it, in another language."""
    return translate_url(context.request.get_full_path(), code)


@register.simple_tag
def csrf_cookie_name() -> str:
    """The cookie scripts may read a fresh token from; empty where the token is kept from them."""
    if settings.CSRF_USE_SESSIONS or settings.CSRF_COOKIE_HTTPONLY:
        return ""
    return str(settings.CSRF_COOKIE_NAME)


@register.filter
def tone(level_tag: str) -> str:
    """The colour of a message of this level."""
    return TONES.get(level_tag, "info")
