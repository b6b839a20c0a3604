"""What a care order or its end, and a parent who comes or goes, does to each yes: it cuts, and never opens more."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from helhet.access.actions.answering import AGREED, givers_of
from helhet.access.models import Consent, ConsentAnswer, Grant
from helhet.core.actors import Actor
from helhet.core.consent import lasts_until
from helhet.core.information import information_types
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import Capacity, who_consents, who_consents_to_plan
from helhet.people.models import Person
from helhet.people.queries import those_who_can

Required = Callable[[date], frozenset[Capacity]]
DAY = timedelta(days=1)


@transaction.atomic
def cut_to_those_to_ask(
    *, child: Person, matter: UUID, self_consent_age: int, from_on: date, in_care: bool, actor: Actor, at: datetime
) -> frozenset[UUID]:
    """From a day on others are to be asked: each yes lasts until the day before, where it no longer is theirs to say.

    Rule of secrecy by rule of secrecy, for one who may no longer lift one may lift another (pbrl. § 4-4,
    opplæringslova § 24-4, forvaltningsloven § 13 a nr. 1); and so for the yes to the plan itself. A yes by everyone
    who is to be asked from that day stays, and of several parents one who still answers for the child is enough: the
    yes was theirs together, and the one who is left can take it back. What an adult has said of themselves, and what
    the child has said alone, is theirs all the same, and stands as long as the plan is wanted.

    Returns: the questions whose answers were cut, by id.
    """
    del actor, at  # stands in the trail of the decision that caused it
    born_on = child.born_on
    assert born_on is not None
    here = {"municipality_id": child.municipality_id, "matter": matter}
    consents = list(Consent.objects.select_for_update().filter(**here).order_by("asked_at", "id"))
    those = those_who_can(child, from_on)
    givers = {one.pk: _givers(one, those) for one in consents}
    asked_for = {one.pk: one.service_id for one in consents}

    def cut(old: date | None, said: frozenset[Capacity], required_on: Required) -> date | None:
        return None if old is None else min(old, _last(old, said, required_on, born_on=born_on, from_on=from_on))

    changed: set[UUID] = set()
    for consent in consents:
        wanted = cut(
            consent.plan_until_on,
            givers[consent.pk]["plan_answer"],
            lambda day: who_consents_to_plan(born_on, day, self_consent_age, care_order=in_care).required,
        )
        if wanted != consent.plan_until_on:
            consent.plan_until_on = wanted
            changed.add(consent.pk)
            consent.save(update_fields=["plan_until_on"])
    plan_days = [one.plan_until_on for one in consents if one.plan_until_on]
    last_of_plan = max(plan_days, default=None)
    for grant in Grant.objects.filter(**here, ended_at=None).order_by("given_at", "id"):
        before = _days(grant)
        if grant.about_id == child.pk and not grant.by_child_alone:
            said, asker = givers[grant.consent_id]["answer"], asked_for[grant.consent_id]
            _cut_secrecy(grant, cut, said, asked_for=asker, born_on=born_on, in_care=in_care)
        if last_of_plan is not None:
            grant.until_on = min(grant.until_on, last_of_plan)
        if _days(grant) != before:
            changed.add(grant.consent_id)
            grant.save(update_fields=["until_on", *(f"{regime}_until" for regime in Regime)])
    return frozenset(changed)


def _cut_secrecy(
    grant: Grant,
    cut: Callable[[date | None, frozenset[Capacity], Required], date | None],
    said: frozenset[Capacity],
    *,
    asked_for: UUID | None,
    born_on: date,
    in_care: bool,
) -> None:
    """Each rule of secrecy by itself, and none longer than the kind of information is theirs to share.

    The agreement stays open to the service that asked, as long as it is wanted, with nobody's secrets in it.
    """
    natural = information_types()[grant.information_type].regime
    rested_on_secrecy = getattr(grant, f"{natural}_until") == grant.until_on
    until = {
        regime: cut(getattr(grant, f"{regime}_until"), said, _required(regime, born_on, in_care)) for regime in Regime
    }
    shared_until = until[natural]
    for regime, day in until.items():
        setattr(grant, f"{regime}_until", min(day, shared_until) if day and shared_until else day)
    if rested_on_secrecy and shared_until and (grant.information_type, grant.service_id) != (AGREED, asked_for):
        grant.until_on = shared_until


def _required(regime: Regime, born_on: date, in_care: bool) -> Required:
    return lambda day: who_consents(regime, born_on, day, care_order=in_care).required


def _last(old: date, said: frozenset[Capacity], required_on: Required, *, born_on: date, from_on: date) -> date:
    if not required_on(from_on) <= said:
        return from_on - DAY
    return lasts_until(born_on=born_on, from_on=from_on, until_on=old, givers=said, required_on=required_on)


def _givers(consent: Consent, those: Mapping[Capacity, frozenset[UUID]]) -> dict[str, frozenset[Capacity]]:
    """Who has said yes to each question, in which capacities."""
    answers = list(ConsentAnswer.objects.of(consent=consent).order_by("id"))
    return {question: givers_of(answers, question, those) for question in ("plan_answer", "answer")}


def _days(grant: Grant) -> tuple[date | None, ...]:
    return (grant.until_on, *(getattr(grant, f"{regime}_until") for regime in Regime))
