"""The action guides as pages anyone can read: what a family may expect is no secret of those at work."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from helhet.core import guides
from helhet.core.guides import Clock, GuidePack, Level, Step
from helhet.core.services import ServiceType
from helhet.plans import guide_words
from helhet.web.clock import today
from helhet.web.decorators import for_everyone


@dataclass(frozen=True, slots=True)
class LevelShown:
    """A level and the steps at it: one service's, or everyone's with the services each is for."""

    level: Level
    steps: tuple[tuple[Step, tuple[Promise, ...]], ...]


@for_everyone
def packs(request: HttpRequest) -> HttpResponse:
    """Every guide there is; the one new plans begin with first, and newer versions before older."""
    found = [pack for pack in guides.all_packs() if pack.published_on <= today()]
    in_use = guides.current(settings.GUIDE, today())
    found.sort(key=lambda pack: (pack != in_use, pack.code, -pack.version))
    return render(request, "plans/guide_list.html", {"packs": found, "in_use": in_use, "here": "guides"})


@for_everyone
def pack(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version of a guide, for one service (`?service=`) or for all."""
    try:
        guide = guides.load(code, version)
    except LookupError as error:
        raise Http404 from error
    service = _service(request.GET.get("service", ""))
    context = {
        "guide": guide,
        "levels": [LevelShown(level, _steps(guide, level, service)) for level in guide.levels],
        "service": service,
        "here": "guides",
        "services": guide_words.SERVICE_TYPE.items(),
        "service_name": guide_words.SERVICE_TYPE[service] if service else "",
        "opens_at": guide.level(guide.log_opens_at),
        "required_from": guide.level(guide.log_required_from),
        "writers": _told(guide_words.WRITER, guide.who_may_write),
        "channels": _told(guide_words.CHANNEL, guide.channels),
        "also_used_for": _told(guide_words.OTHER_USE, guide.also_used_for),
        "individual_plan": guide_words.INDIVIDUAL_PLAN[guide.individual_plan],
        "forms": [(form, [(one, guide_words.FIELD_KIND[one.kind]) for one in form.fields]) for form in guide.forms],
        "clocks": [_clock(clock) for clock in guide.clocks],
        "review_passed": guide.review_on < today(),
    }
    return render(request, "plans/guide.html", context)


def _service(text: str) -> ServiceType | None:
    return ServiceType(text) if text in set(ServiceType) else None


def _steps(guide: GuidePack, level: Level, service: ServiceType | None) -> tuple[tuple[Step, tuple[Promise, ...]], ...]:
    """The steps of a level. For one service they are that service's; else each says whose it is."""
    if service:
        return tuple((step, ()) for step in guide.steps_for(level.code, service))
    return tuple((step, _whose(step)) for step in guide.steps if step.level == level.code)


def _whose(step: Step) -> tuple[Promise, ...]:
    return tuple(name for kind, name in guide_words.SERVICE_TYPE.items() if kind in step.services)


def _told(words: dict[str, Promise], codes: frozenset[str]) -> list[Promise]:
    """The words for some codes, in the order of the words."""
    return [word for code, word in words.items() if code in codes]


def _clock(clock: Clock) -> tuple[Clock, str, list[tuple[str, Promise]]]:
    """A deadline, how far it is from the day its title names, and its reminders."""
    reminders = [(_days(one.after_days), guide_words.REMINDED[one.to]) for one in clock.reminders]
    return clock, _days(clock.days), reminders


def _days(days: int) -> str:
    if days < 0:
        return ngettext("%(days)d day before", "%(days)d days before", -days) % {"days": -days}
    if days == 0:
        return gettext("the same day")
    return ngettext("after %(days)d day", "after %(days)d days", days) % {"days": days}
