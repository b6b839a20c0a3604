"""The answers, and what the last yes opens."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from helhet.access.conditions import agreements
from helhet.access.models import Consent, ConsentAnswer, ConsentLine, Grant
from helhet.audit import trail
from helhet.audit.events import Event
from helhet.core.actors import Actor
from helhet.core.consent import CHILDHOOD, opens_until
from helhet.core.information import information_types
from helhet.core.law.periods import birthday
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import Capacity, secrecy_consenters, who_consents, who_consents_to_plan
from helhet.core.moments import day_of
from helhet.people.queries import care_of, care_order_of, those_who_can

AGREED = "agreement"
"""The kind of information a yes to the plan itself opens to the service that asks."""


class AlreadyAnswered(ValueError):
    """The question is settled, or is no longer put to the right persons; a new answer needs a new question."""

    code = "answered"


@transaction.atomic
def answer_consent(
    *,
    answer: ConsentAnswer,
    yes: bool,
    channel: ConsentAnswer.Channel,
    self_consent_age: int,
    actor: Actor,
    at: datetime,
    plan_yes: bool | None = None,
    own_yes: bool | None = None,
    language: str = "nb",
    interpreter: bool = False,
) -> Consent:
    """Record what one giver answers. The last yes opens what was asked; a no to one thing leaves the others standing.

    `yes` is to sharing what is secret about the child. `plan_yes` and `own_yes` are the same word unless told apart.
    Staff record what was said or signed; the family's own page uses this same action.

    Raises:
        AlreadyAnswered: the question, or this giver's part of it, is settled or no longer theirs to answer; or,
            for a yes, somebody must be asked by now who was not when the question was put.
    """
    consent = (
        Consent.objects.select_for_update().filter(municipality_id=answer.municipality_id).get(pk=answer.consent_id)
    )
    answer = ConsentAnswer.objects.of(consent=consent).select_related("giver").get(pk=answer.pk)
    if consent.settled or answer.answered_at:
        raise AlreadyAnswered
    says = {
        "plan_answer": answer.asks_plan and (yes if plan_yes is None else plan_yes),
        "answer": answer.asks_secrecy and yes,
        "own_answer": answer.asks_own and (yes if own_yes is None else own_yes),
    }
    if any(says.values()) and _somebody_is_missing(consent, self_consent_age, day_of(at)):
        raise AlreadyAnswered
    if (answer.asks_plan or answer.asks_secrecy) and not _still_theirs(answer, consent, day_of(at)):
        raise AlreadyAnswered
    for name, asked in (
        ("plan_answer", answer.asks_plan), ("answer", answer.asks_secrecy), ("own_answer", answer.asks_own),
    ):  # fmt: skip
        word = ConsentAnswer.Answer.GIVEN if says[name] else ConsentAnswer.Answer.REFUSED
        setattr(answer, name, word if asked else "")
    answer.answered_at, answer.channel = at, channel
    answer.heard_by_id = None if channel == ConsentAnswer.Channel.DIGITAL else actor.id
    answer.language, answer.interpreter = language, interpreter
    answer.save()
    trail.record(
        Event.CONSENT_GIVEN if any(says.values()) else Event.CONSENT_REFUSED,
        about=consent,
        actor=actor,
        at=at,
        matter=consent.matter,
        giver=answer.giver_id or answer.giver_service_id,
        channel=channel,
    )
    _weigh(consent, at)
    if consent.settled:
        _open(consent, self_consent_age=self_consent_age, at=at)
    return consent


def _weigh(consent: Consent, at: datetime) -> None:
    """Where the question stands after an answer: a no settles its own part, and a no to the plan settles all."""
    answers = list(ConsentAnswer.objects.of(consent=consent).order_by("id"))
    plan = _outcome(one.plan_answer for one in answers if one.asks_plan)
    secrecy = _outcome(one.answer for one in answers if one.asks_secrecy)
    own_waits = any(one.asks_own and not one.answered_at for one in answers)
    if plan == Consent.Status.REFUSED:
        secrecy, own_waits = Consent.Status.REFUSED, False
    consent.plan_status = plan if consent.plan_status else ""
    consent.status = Consent.Status.ASKED if own_waits and secrecy != Consent.Status.ASKED else secrecy
    if Consent.Status.ASKED not in (consent.status, consent.plan_status):
        consent.settled_at = at
    consent.save(update_fields=["status", "plan_status", "settled_at"])


def _outcome(answers: Iterable[str]) -> Consent.Status:
    given = list(answers)
    if ConsentAnswer.Answer.REFUSED in given:
        return Consent.Status.REFUSED
    return Consent.Status.ASKED if "" in given else Consent.Status.GIVEN


def _open(consent: Consent, *, self_consent_age: int, at: datetime) -> None:
    """Write a grant for each line, cut to the days on which those who said yes are the right ones to ask.

    A yes to the plan with a no to the sharing opens the agreement to the service that asked, and nobody's secrets.
    """
    on = day_of(at)
    answers = list(ConsentAnswer.objects.of(consent=consent).order_by("id"))
    wanted_until = _plan_wanted_until(consent, answers, self_consent_age=self_consent_age, on=on)
    if wanted_until is None:
        return
    last = min(consent.until_on, wanted_until)
    lifted = _lifted(consent, answers, last, on) if consent.status == Consent.Status.GIVEN else {}
    said_of_themselves = {one.giver_id for one in answers if one.own_answer == ConsentAnswer.Answer.GIVEN}
    grants = []
    for line in ConsentLine.objects.of(consent=consent).order_by("id"):
        natural = information_types()[line.information_type].regime
        if line.about_id in said_of_themselves:
            grants.append(_grant(consent, line, dict.fromkeys(Regime, last), until_on=last, at=at))
        elif line.about_id == consent.child_id and natural in lifted:
            grants.append(_grant(consent, line, lifted, until_on=lifted[natural], at=at))
        elif (line.about_id, line.service_id, line.information_type) == (consent.child_id, consent.service_id, AGREED):
            grants.append(_grant(consent, line, {}, until_on=last, at=at))
    Grant.objects.bulk_create(grant for grant in grants if grant.from_on <= grant.until_on)


def _plan_wanted_until(
    consent: Consent, answers: list[ConsentAnswer], *, self_consent_age: int, on: date
) -> date | None:
    """The last day on which those who wanted the plan are the ones to ask; None where nobody entitled wants it.

    The agreement itself has no end but the birthday on which others are to be asked; the period is the sharing's.
    """
    if not consent.plan_status:
        agreed = agreements(municipality=consent.municipality_id, matter=consent.matter, on=on)
        return agreed.order_by("-plan_until_on").values_list("plan_until_on", flat=True).first()
    if consent.plan_status != Consent.Status.GIVEN:
        return None
    born_on = consent.child.born_on
    assert born_on is not None
    in_care, turns = care_of(consent.child)
    consent.plan_until_on = opens_until(
        born_on=born_on,
        given_on=on,
        from_on=consent.from_on,
        until_on=birthday(born_on, CHILDHOOD.stop),
        givers=givers_of(answers, "plan_answer", those_who_can(consent.child, on)),
        required_on=lambda day: who_consents_to_plan(born_on, day, self_consent_age, care_order=in_care(day)).required,
        turns=turns,
    )
    consent.save(update_fields=["plan_until_on"])
    return consent.plan_until_on


def _lifted(consent: Consent, answers: list[ConsentAnswer], last: date, on: date) -> dict[Regime, date]:
    """For each regime of secrecy the last day on which those who said yes may lift it; absent: they may not."""
    born_on, (in_care, turns) = consent.child.born_on, care_of(consent.child)
    assert born_on is not None
    givers = givers_of(answers, "answer", those_who_can(consent.child, on))
    days = {
        regime: opens_until(
            born_on=born_on,
            given_on=on,
            from_on=consent.from_on,
            until_on=last,
            givers=givers,
            required_on=lambda day, regime=regime: (
                who_consents(  # type: ignore[misc]
                    regime, born_on, day, care_order=in_care(day), properly_hidden=consent.hidden
                ).required
            ),
            turns=turns,
        )
        for regime in ([Regime.HEALTH] if consent.hidden else Regime)
    }
    return {regime: day for regime, day in days.items() if day is not None}


def _grant(
    consent: Consent, line: ConsentLine, lifted: Mapping[Regime, date], *, until_on: date, at: datetime
) -> Grant:
    return Grant(
        municipality_id=consent.municipality_id,
        consent=consent,
        matter=consent.matter,
        service_id=line.service_id,
        information_type=line.information_type,
        about_id=line.about_id,
        by_child_alone=consent.hidden,
        from_on=consent.from_on,
        until_on=until_on,
        given_at=at,
        **{f"{regime}_until": day for regime, day in lifted.items()},
    )


def givers_of(
    answers: Iterable[ConsentAnswer], question: str, those: Mapping[Capacity, frozenset[UUID]]
) -> frozenset[Capacity]:
    """In which capacities yes is said to one of the three questions, by somebody who still has it (`those`)."""
    return frozenset(
        Capacity(one.capacity)
        for one in answers
        if getattr(one, question) == ConsentAnswer.Answer.GIVEN
        and one.giver_id in those.get(Capacity(one.capacity), {one.giver_id})
    )


def _somebody_is_missing(consent: Consent, self_consent_age: int, on: date) -> bool:
    """The law or the guide asks for somebody today who was not asked when the question was put.

    In the same capacity too: of parents all who hold the responsibility are asked, also one who holds it since.
    """
    answers = list(ConsentAnswer.objects.of(consent=consent).order_by("id"))
    born_on, in_care = consent.child.born_on, care_order_of(consent.child, on=on) is not None
    assert born_on is not None
    if consent.plan_status:
        asked = frozenset(Capacity(one.capacity) for one in answers if one.asks_plan)
        if not who_consents_to_plan(born_on, on, self_consent_age, care_order=in_care).required <= asked:
            return True
    if not consent.one_guardian_reason and _unasked(consent, answers, on):
        return True
    lines = ConsentLine.objects.of(consent=consent).filter(about=consent.child_id)
    codes = set(lines.values_list("information_type", flat=True))
    regimes = frozenset(information_types()[code].regime for code in codes)
    asked = frozenset(Capacity(one.capacity) for one in answers if one.asks_secrecy)
    return not secrecy_consenters(born_on, on, regimes, care_order=in_care, properly_hidden=consent.hidden) <= asked


def _unasked(consent: Consent, answers: Iterable[ConsentAnswer], on: date) -> bool:
    """Some who hold the responsibility today, or have the child, are not asked, while others in that capacity are."""
    asked = [one for one in answers if one.asks_plan or one.asks_secrecy]
    capacities, persons = {Capacity(one.capacity) for one in asked}, {one.giver_id for one in asked}
    return any(
        not ids <= persons for capacity, ids in those_who_can(consent.child, on).items() if capacity in capacities
    )


def _still_theirs(answer: ConsentAnswer, consent: Consent, on: date) -> bool:
    """Who was asked as a parent still holds the responsibility; who was asked as a carer still has the child."""
    those = those_who_can(consent.child, on)
    capacity = Capacity(answer.capacity)
    return capacity not in those or answer.giver_id in those[capacity]
