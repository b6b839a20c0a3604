"""Who may consent (hvem kan samtykke): to lift the secrecy of a regime, and to the plan itself, age by age.

Where no provision settles the matter, the answer says so and asks everyone who might hold the right. It is
about the child's own information: what concerns the parents themselves needs *their* consent, at any age
(`who_consents_about_adult`). The county governor or the ministry can decide that something stays secret in the
child's interest although the parents have consented (sosialtjenesteloven § 44, helse- og omsorgstjenesteloven
§ 12-1, familievernkontorloven § 6); such a decision comes from outside, and no consent here undoes it.
Competence (beslutningskompetanse) is presumed where the age gives it; whether it lacks, a person decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from helhet.core.law import ages
from helhet.core.law.finding import Finding
from helhet.core.law.parameter import LawError
from helhet.core.law.parameters import opening_value_on, parameter
from helhet.core.law.periods import AgeClock, age_on, reached
from helhet.core.law.regimes import Regime


class Capacity(StrEnum):
    """In what capacity someone consents."""

    GUARDIANS_WITH_RESPONSIBILITY = "guardians_with_responsibility"
    """Everyone with parental responsibility (foreldreansvar); unknown responsibility is none."""
    YOUNG_PERSON = "young_person"
    """The child or young person."""
    CHILD_WELFARE_SERVICE = "child_welfare_service"
    """The child welfare service (barnevernstjenesten), after a care order."""
    CARERS = "carers"
    """Foster parents or the institution where the child lives, after a care order."""
    THE_ONE_IT_IS_ABOUT = "the_one_it_is_about"
    """An adult whose own matters it concerns, such as a parent's health or money."""


GUARDIANS = frozenset({Capacity.GUARDIANS_WITH_RESPONSIBILITY})
YOUNG_PERSON = frozenset({Capacity.YOUNG_PERSON})
CHILD_WELFARE = frozenset({Capacity.CHILD_WELFARE_SERVICE})
IN_CARE = CHILD_WELFARE | {Capacity.CARERS}
ADULT_CONSENTS_BY = {Regime.HEALTH: "WC-HPL-22", Regime.FAMILY_COUNSELLING: "WC-FAM-6"}
"""The rule an adult's own consent rests on, where it is not forvaltningsloven § 13 a nr. 1."""


@dataclass(frozen=True, slots=True)
class Who:
    """All whose consent is required, and the rule that says so."""

    required: frozenset[Capacity]
    finding: Finding

    @property
    def settled(self) -> bool:
        """Whether a provision settles it. If not, everyone who might hold the right is required."""
        return self.finding.met is True


def who_consents(
    regime: Regime,
    birth: date,
    on: date,
    *,
    properly_hidden: bool = False,
    care_order: bool = False,
    education_matter: bool = False,
) -> Who:
    """Whose consent lifts the secrecy of a child's information in this regime on this day.

    Args:
        properly_hidden: a health worker has found the matter rightly kept from the parents (pbrl. § 3-4).
            Makes a difference in health, between 12 and 16, only.
        care_order: child welfare has taken over the care, also acutely, or a relocation ban is in force.
        education_matter: it is about the schooling itself (opplæringslova § 24-5). Makes a difference in the
            general regime only.

    Raises:
        LawError: a rule the answer needs is not in force on the day, or not confirmed.
        ValueError: the day is before the birth.
    """
    of_age = ages.vgml_8_of_age(birth, on)
    if of_age.met:
        return Who(YOUNG_PERSON, of_age)
    match regime:
        case Regime.HEALTH:
            return _health(birth, on, properly_hidden=properly_hidden, care_order=care_order)
        case Regime.FAMILY_COUNSELLING:
            return _family_counselling(birth, on, care_order=care_order)
        case Regime.GENERAL if education_matter:
            return _education(birth, on, care_order=care_order)
        case Regime.GENERAL:
            own_say = ages.opplova_24_5_pupil_decides(birth, on).met
        case Regime.CHILD_WELFARE:
            own_say = ages.bvl_12_3_party(birth, on).met
        case Regime.SOCIAL:
            own_say = ages.fvl_18_not_shown_confidential(birth, on).met is False
    return _no_age_in_the_act(regime, birth, on, own_say=own_say is True, care_order=care_order)


def who_consents_about_adult(regime: Regime, on: date) -> Who:
    """Whose consent lifts the secrecy of what concerns an adult, such as a parent's own health, money or violence.

    Theirs alone: not the child's, and not the other parent's. What concerns both an adult and the child needs this
    consent beside the child's own (`who_consents`), for where several are owed secrecy all must consent.

    Raises:
        LawError: the rule the answer needs is not in force on the day, or not confirmed.
    """
    id = ADULT_CONSENTS_BY.get(regime, "WC-FVL67-13A-1")
    opening_value_on(id, on)
    finding = Finding(parameter(id).paragraph, True, {"on": on, "regime": regime})
    return Who(frozenset({Capacity.THE_ONE_IT_IS_ABOUT}), finding)


def who_consents_in_youth_sanction(birth: date, on: date) -> Who:
    """Konfliktrådsloven § 22 c: in a youth sanction the young person and the guardians, both; from 18 the one alone.

    Raises:
        LawError: the rule is not in force on the day, or not confirmed.
    """
    opening_value_on("WC-KONFL-22C", on)
    adult = ages.vgml_8_of_age(birth, on).met
    facts = {"age": age_on(birth, on), "on": on}
    required = YOUNG_PERSON if adult else YOUNG_PERSON | GUARDIANS
    return Who(required, Finding(parameter("WC-KONFL-22C").paragraph, True, facts))


def who_consents_to_plan(birth: date, on: date, self_consent_age: int, *, care_order: bool = False) -> Who:
    """Whose consent the plan itself needs: the action guide's age decides, within what the law allows.

    It says nothing about secrecy; for that, add what each regime requires (`secrecy_consenters`).

    Raises:
        LawError: the guide's age is outside what any statute allows.
    """
    check_self_consent_age(self_consent_age, on)
    of_age = ages.vgml_8_of_age(birth, on)
    if of_age.met:
        return Who(YOUNG_PERSON, of_age)
    facts = {
        "age": age_on(birth, on),
        "on": on,
        "self_consent_age": self_consent_age,
        "care_order": care_order,
    }
    if reached(birth, self_consent_age, AgeClock.BIRTHDAY, on):
        return Who(YOUNG_PERSON, Finding("handlingsveilederen, samtykkealder", True, facts))
    if care_order:
        return Who(GUARDIANS | CHILD_WELFARE, Finding("handlingsveilederen, samtykkealder", None, facts))
    return Who(GUARDIANS, Finding("handlingsveilederen, samtykkealder", True, facts))


def check_self_consent_age(self_consent_age: int, on: date) -> None:
    """A guide may not set the age below the first at which a statute lets the young decide, nor above 18.

    Raises:
        LawError: naming the age and the limits.
    """
    lowest = opening_value_on("AGE-OPPL-24-5", on).age_from or 0
    highest = opening_value_on("AGE-VERGE-8", on).age_from or 0
    if not lowest <= self_consent_age <= highest:
        raise LawError(f"self-consent age {self_consent_age}: the law allows {lowest} to {highest}")


def secrecy_consenters(
    birth: date, on: date, regimes: Iterable[Regime], *, care_order: bool = False, properly_hidden: bool = False
) -> frozenset[Capacity]:
    """Everyone whose yes lifts the secrecy of a child's information of these regimes, all taken together."""
    return frozenset[Capacity]().union(
        *(
            who_consents(regime, birth, on, care_order=care_order, properly_hidden=properly_hidden).required
            for regime in regimes
        )
    )


def _health(birth: date, on: date, *, properly_hidden: bool, care_order: bool) -> Who:
    """Helsepersonelloven § 22, which points to pasient- og brukerrettighetsloven §§ 4-3 and 4-4."""
    majority = ages.pbrl_4_3_b_health_majority(birth, on)
    if majority.met:
        return Who(YOUNG_PERSON, majority)
    if properly_hidden:
        # To ask the parents, or the carers, would reveal what is rightly hidden from them.
        alone = ages.pbrl_4_3_c_alone_on_hidden_matters(birth, on)
        if alone.met:
            return Who(YOUNG_PERSON, alone)
    if care_order:
        return Who(IN_CARE, ages.pbrl_4_4_care_order(birth, on))
    return Who(GUARDIANS, ages.pbrl_4_4_parents_consent(birth, on))


def _family_counselling(birth: date, on: date, *, care_order: bool) -> Who:
    """Familievernkontorloven § 6: parents or guardians. Who they are after a care order, it does not say."""
    parents = ages.fam_6_parents_consent(birth, on)
    if not parents.met:
        return Who(YOUNG_PERSON, Finding(parents.rule, True, parents.facts))
    if care_order:
        return Who(GUARDIANS | CHILD_WELFARE, Finding(parents.rule, None, parents.facts))
    return Who(GUARDIANS, parents)


def _education(birth: date, on: date, *, care_order: bool) -> Who:
    """Opplæringslova §§ 24-4 and 24-5, for what is about the schooling itself."""
    pupil = ages.opplova_24_5_pupil_decides(birth, on)
    if pupil.met:
        return Who(YOUNG_PERSON, pupil)
    if care_order:
        return Who(IN_CARE, ages.opplova_24_4_care_order(birth, on))
    return _no_age_in_the_act(Regime.GENERAL, birth, on, own_say=False, care_order=False)


def _no_age_in_the_act(regime: Regime, birth: date, on: date, *, own_say: bool, care_order: bool) -> Who:
    """Forvaltningsloven § 13 a nr. 1: the one owed secrecy consents; the act names no age.

    Once the young person has a say of their own in the field, no provision tells whether they consent alone;
    after a care order, none tells whether the parents still do. Then both are asked.
    """
    required = GUARDIANS
    if own_say:
        required |= YOUNG_PERSON
    if care_order:
        required |= CHILD_WELFARE
    facts = {"age": age_on(birth, on), "on": on, "regime": regime, "care_order": care_order}
    rule = parameter("WC-FVL67-13A-1").paragraph
    return Who(required, Finding(rule, None if own_say or care_order else True, facts))
