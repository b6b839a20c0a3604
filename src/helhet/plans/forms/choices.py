"""Choices that come from data: a guide's code lists, kinds of information, services, people."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from helhet.core.guides import GuidePack
from helhet.core.information import information_types
from helhet.core.services import ServiceType
from helhet.measures.models import KnownMeasure
from helhet.measures.words import TOPICS
from helhet.people.models import Service, Worker
from helhet.plans.guide_words import SERVICE_TYPE

Choices = list[tuple[str, str]]

GROUPED_FROM = 12
"""From how many services on they stand by their kind."""


def language() -> str:
    """The language of the page being made."""
    return get_language() or "nb"


def codes(guide: GuidePack, key: str) -> Choices:
    """A code list of the guide, in its own order."""
    return [(code.key, code.text.in_language(language())) for code in guide.codes(key)]


def kinds_of_information() -> Choices:
    """Every kind of information, in the order families are asked about them."""
    return [(code, kind.name.in_language(language())) for code, kind in information_types().items()]


def services(rows: Collection[Service]) -> list[tuple[str, Any]]:
    """Services by name; many of them by their kind first."""
    if len(rows) < GROUPED_FROM:
        return [(str(one.pk), one.name) for one in rows]
    by_kind = {kind: [(str(one.pk), one.name) for one in rows if one.type == kind] for kind in ServiceType}
    return [(str(SERVICE_TYPE[kind]), found) for kind, found in by_kind.items() if found]


def by_topic(rows: Iterable[KnownMeasure]) -> list[tuple[str, Choices]]:
    """Measures of the register, each under the first thing it is about, in the order of the topics' names."""
    groups: dict[str, Choices] = {}
    for one in rows:
        groups.setdefault(str(TOPICS[one.topics[0]]), []).append((one.key, one.name.in_language(language())))
    return sorted(groups.items())


def workers(rows: Iterable[tuple[Worker, Service]]) -> Choices:
    """Workers with the service each would act for, as `worker:service`."""
    return [(f"{who.pk}:{where.pk}", f"{who.name}, {who.title} ({where.name})") for who, where in rows]


def picked(value: str) -> tuple[UUID, UUID]:
    """The worker and the service of a choice made by `workers`."""
    who, where = value.split(":")
    return UUID(who), UUID(where)
