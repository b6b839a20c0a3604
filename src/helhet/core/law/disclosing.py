"""Telling without consent: which rules a disclosure of one item can rest on, between exactly two services on a day.

The program finds the rules and asks for the reasons in words. Whether they are good enough, a person judges.
"""

from datetime import date

from helhet.core.law.law_services import law_services
from helhet.core.law.parameter import Demand, Parameter
from helhet.core.law.regimes import Regime, regime_of_service
from helhet.core.law.sharing import Channel, Services, demands, does_not_lift, may_open
from helhet.core.services import ServiceType

CHANNELS = (Channel.WITHOUT_CONSENT, Channel.ON_ORDER)
"""What a disclosure can rest on. A duty to report is not among them: whoever reports does so personally, elsewhere."""

SAID_APART = frozenset(
    {Demand.NECESSITY, Demand.CHILD_HEARD, Demand.WRITTEN_DOWN, Demand.DECIDED_BY_CONTROLLER}
)  # fmt: skip
"""Demands a disclosure meets otherwise: necessity is always written, the child's say has a place of its own, the
decision itself is the writing down, and who decides is a person and no words."""


def giver_of_item(*, writer: ServiceType, source: ServiceType, regime: Regime) -> Services:
    """What the law takes the giver of one item for.

    It follows the item's rule of secrecy, not the building: what health personnel wrote needs a rule that names the
    health service, wherever they are employed (helsepersonelloven § 21). What is told on from a service with a
    stricter rule is bound by both, so a rule must name both (forvaltningsloven § 13 b second para.).
    """
    told_on = regime_of_service(source) is regime and regime_of_service(writer) is not regime
    own = law_services(writer, health_personnel=regime is Regime.HEALTH and not told_on)
    return own | law_services(source) if told_on else own


def rules_to_disclose(
    giver: Services, receiver: ServiceType, on: date, *, born_on: date | None = None
) -> tuple[Parameter, ...]:
    """The rules a disclosure to this service may rest on: confirmed, in force, naming all the two are to the law.

    A rule that asks for the name to be left out is no ground here, since what is told stands in a child's plan. A
    rule with an age is one only for a child whose age is known and inside it.
    """
    found = may_open(giver, law_services(receiver), on)
    return tuple(
        rule
        for rule in found
        if rule.details["channel"] in CHANNELS
        and Demand.IDENTITY_LEFT_OUT not in demands(rule)
        and _of_age(rule, born_on, on)
    )


def duties_that_lift_nothing(giver: Services, receiver: ServiceType, on: date) -> tuple[Parameter, ...]:
    """Duties to inform between the two that look like leave to tell, and set no secrecy aside (§ 13 f)."""
    return does_not_lift(giver, law_services(receiver), on)


def asked_in_words(rule: Parameter) -> tuple[Demand, ...]:
    """What the one who decides must say in words of its own, besides the necessity and the child's say."""
    return tuple(one for one in Demand if one in demands(rule) - SAID_APART)


def _of_age(rule: Parameter, born_on: date | None, on: date) -> bool:
    value = rule.value_on(on)
    if value.age_from is None and value.age_to is None:
        return True
    return born_on is not None and value.covers(born_on, on)
