"""Who may tell whom: the rules of secrecy, of sharing and of reporting between two services on a day.

Default: no service tells another anything. What these functions answer is which rules there are, not whether one of
them fits the case: what a rule demands, and what a person must weigh, stands in the rule (`demands`, `judgement`).

Giver and receiver are sets of the law's services (`law_services`), since one of ours can be two to the law. What is
told *about* the rules names every rule that touches either; what *opens* must hold for all of them, so that the
stricter half is never overlooked. Ask for one half alone where the information is that half's.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from helhet.core.law.law_services import ANY, SAME_BODY, LawService
from helhet.core.law.parameter import Demand, Kind, Parameter
from helhet.core.law.parameters import law as the_law

Services = frozenset[LawService]


class Channel(StrEnum):
    """In what way a rule bears on sharing."""

    SECRECY = "secrecy"
    """It makes something secret."""
    WITH_CONSENT = "with_consent"
    WITHOUT_CONSENT = "without_consent"
    MUST_REPORT = "must_report"
    """The giver must tell, whatever secrecy binds."""
    ON_ORDER = "on_order"
    """The giver must answer when ordered to."""
    INFORM_DUTY = "inform_duty_not_lifting"
    """The giver must tell, but only what is not secret."""
    PROCEDURE = "procedure"
    """How, on what basis, and who may stop it."""


def rules_between(
    giver: Services,
    receiver: Services,
    on: date,
    *,
    channel: Channel | None = None,
    one_body: bool = False,
    law: Mapping[str, Parameter] | None = None,
) -> tuple[Parameter, ...]:
    """The rules in force on a day from one service to another, in the law's files' order; in one channel if given.

    Includes what only informs. For what may open anything, see `may_open`.

    Args:
        giver: what the law takes the giver for; empty for a service without rules of its own.
        receiver: the same for the receiver.
        one_body: the two are colleagues in one body (organ). Whether a municipality is one body is disputed, so
            every service is its own unless the caller knows better.
        law: the rules to look in; the platform's own if not given.
    """
    found = the_law() if law is None else law
    return tuple(
        rule
        for rule in found.values()
        if rule.kind is Kind.SHARING
        and rule.in_force(on)
        and channel in (None, rule.details["channel"])
        and _names_some(rule.details["givers"], giver)
        and _names_some(_receivers(rule, one_body), receiver)
    )


def may_open(
    giver: Services,
    receiver: Services,
    on: date,
    *,
    channel: Channel | None = None,
    one_body: bool = False,
    law: Mapping[str, Parameter] | None = None,
) -> tuple[Parameter, ...]:
    """The rules a disclosure between the two may rest on: confirmed law in force that sets secrecy aside.

    A rule counts only when it names *all* the giver is to the law, and all the receiver is.
    """
    return tuple(
        rule
        for rule in rules_between(giver, receiver, on, channel=channel, one_body=one_body, law=law)
        if rule.opens_anything(on)
        and _names_all(rule.details["givers"], giver)
        and _names_all(_receivers(rule, one_body), receiver)
    )


def does_not_lift(
    giver: Services, receiver: Services, on: date, *, law: Mapping[str, Parameter] | None = None
) -> tuple[Parameter, ...]:
    """Duties to inform that do NOT set secrecy aside: what a form must explain, and never offer as a ground."""
    return rules_between(giver, receiver, on, channel=Channel.INFORM_DUTY, law=law)


def must_report(giver: Services, on: date, *, law: Mapping[str, Parameter] | None = None) -> tuple[Parameter, ...]:
    """The duties to tell that bind the giver, whoever is to be told. They bind the person, and nothing stops them."""
    found = the_law() if law is None else law
    return tuple(
        rule
        for rule in found.values()
        if rule.kind is Kind.SHARING
        and rule.details["channel"] == Channel.MUST_REPORT
        and rule.in_force(on)
        and _names_some(rule.details["givers"], giver)
    )


def demands(rule: Parameter) -> frozenset[Demand]:
    """What must be in place before a sharing rule is used."""
    return frozenset(Demand(word) for word in rule.details.get("demands", ()))


def _receivers(rule: Parameter, one_body: bool) -> frozenset[str]:
    """Whom the rule names; colleagues count as named only when the two are one body."""
    named = frozenset(rule.details["receivers"])
    return named | {ANY} if one_body and SAME_BODY in named else named


def _names_some(named: Iterable[str], services: Services) -> bool:
    """A service that is nothing to the law is named by no rule but those for everyone."""
    return ANY in named or not services.isdisjoint(named)


def _names_all(named: Iterable[str], services: Services) -> bool:
    return ANY in named or services <= frozenset(named)
