"""Age rules, one function a paragraph: is this person inside the limits on this day? Confirmed law only."""

from datetime import date

from helhet.core.law.finding import Finding
from helhet.core.law.parameters import governing, opening_value_on
from helhet.core.law.periods import age_on


def vgml_8_of_age(birth: date, on: date) -> Finding:
    """Vergemålsloven § 8: of age (myndig) from 18."""
    return _inside("AGE-VERGE-8", birth, on)


def pbrl_4_3_b_health_majority(birth: date, on: date) -> Finding:
    """Pasient- og brukerrettighetsloven § 4-3 b: from 16 the patient decides alone (health majority)."""
    return _inside("AGE-PBRL-4-3-B", birth, on)


def pbrl_4_3_c_alone_on_hidden_matters(birth: date, on: date) -> Finding:
    """Pasient- og brukerrettighetsloven § 4-3 c: 12-16 alone, on what is rightly kept from parents.

    Whether the reasons deserve respect (§ 3-4) is the health worker's judgement; this is the age only.
    """
    return _inside("AGE-PBRL-4-3-C", birth, on)


def pbrl_4_4_parents_consent(birth: date, on: date) -> Finding:
    """Pasient- og brukerrettighetsloven § 4-4 first para.: under 16, those with parental responsibility."""
    return _inside("AGE-PBRL-4-4-16", birth, on)


def pbrl_4_4_care_order(birth: date, on: date) -> Finding:
    """Pasient- og brukerrettighetsloven § 4-4 fourth para.: under 16, after a care order."""
    return _inside("AGE-PBRL-4-4-4", birth, on)


def opplova_24_5_pupil_decides(birth: date, on: date) -> Finding:
    """Opplæringslova § 24-5: from 15 the pupil decides on matters of education."""
    return _inside("AGE-OPPL-24-5", birth, on)


def opplova_24_4_care_order(birth: date, on: date) -> Finding:
    """Opplæringslova § 24-4: after a care order, child welfare and the carers decide for the pupil."""
    return _inside("AGE-OPPL-24-4", birth, on)


def fam_6_parents_consent(birth: date, on: date) -> Finding:
    """Familievernkontorloven § 6 second para.: under 16, parents or guardians consent to sharing."""
    return _inside("AGE-FAM-6-16", birth, on)


def bvl_12_3_party(birth: date, on: date) -> Finding:
    """Barnevernsloven § 12-3: party in child welfare from 15. Younger children can be, case by case."""
    return _inside("AGE-BVL-12-3", birth, on)


def fvl_18_not_shown_confidential(birth: date, on: date) -> Finding:
    """Forvaltningsloven § 18: a party under 15 is not shown what is confidential by statute."""
    return _inside("AGE-FVL67-18", birth, on)


def _inside(id: str, birth: date, on: date) -> Finding:
    rule = governing(id, on)
    met = opening_value_on(rule.id, on).covers(birth, on)
    return Finding(rule.paragraph, met, {"age": age_on(birth, on), "on": on})
