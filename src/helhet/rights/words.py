"""The words of the guide to rights on the screen."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from helhet.core.law.age_words import Area, Effect
from helhet.core.law.holding import Birthday
from helhet.core.law.ladder import Turn
from helhet.core.law.parameter import Confidence, InForceBasis, Standing, Unit
from helhet.core.law.periods import AgeClock
from helhet.core.law.regimes import Regime
from helhet.core.law.who_consents import Capacity
from helhet.core.rights.words import Level, Offer, Situation, Subject

AREA: dict[Area, Promise] = {
    Area.EVERYWHERE: _("Everywhere"),
    Area.SCHOOL: _("School"),
    Area.HEALTH: _("Health"),
    Area.FAMILY: _("At home and in the family"),
    Area.IDENTITY: _("Name, faith and who I am"),
    Area.PRIVACY: _("Pictures, apps and registers"),
    Area.MONEY: _("Money"),
    Area.WORK: _("Work"),
    Area.KINDERGARTEN: _("Kindergarten"),
    Area.CHILD_WELFARE: _("Child welfare"),
    Area.PLANS: _("Plans and coordination"),
    Area.PUBLIC_CASES: _("My case at a public body"),
    Area.JUSTICE: _("Police and courts"),
    Area.CITIZENSHIP: _("Citizenship and voting"),
    Area.RESIDENCE: _("Asylum and residence"),
}
"""In the order they are shown in: what everybody meets first."""

EFFECT: dict[Effect, Promise] = {
    Effect.CONSENT_SELF: _("You decide"),
    Effect.CO_CONSENT: _("You must say yes too"),
    Effect.WEIGHT: _("Weighs much"),
    Effect.PARTICIPATE: _("You take part"),
    Effect.HEAR: _("You are heard"),
    Effect.PARTY: _("You are a party"),
    Effect.APPEAL: _("You can appeal"),
    Effect.REVIEW: _("You can have it tried"),
    Effect.NOTIFY: _("You are told"),
    Effect.INFO_SELF: _("You get to see it"),
    Effect.INFO_WITHHOLD: _("Kept from parents"),
    Effect.RECORD: _("Written down"),
    Effect.REP: _("Others answer for you"),
    Effect.PARENT_INFO: _("Parents are told"),
    Effect.PARENT_INFO_LIMIT: _("Parents are told a little"),
    Effect.ACCESS_RESTRICTION: _("Not shown"),
    Effect.SERVICE_RIGHT: _("A right or an offer"),
    Effect.THRESHOLD: _("An age condition"),
    Effect.PROTECTION: _("Protection"),
    Effect.EXCEPTION: _("An exception"),
    Effect.OBLIGATION: _("A duty"),
    Effect.GUIDANCE: _("How it is read"),
    Effect.PRACTICE: _("How it is done"),
}
"""In the order they are shown in: one's own say first."""

BIRTHDAY: dict[Birthday, Promise] = {
    Birthday.BEEN: _("My birthday has been this year"),
    Birthday.AHEAD: _("My birthday is still to come this year"),
}

LENGTH: dict[Unit, Any] = {
    Unit.DAY: ngettext_lazy("within %(number)s day", "within %(number)s days", "number"),
    Unit.WORKING_DAY: ngettext_lazy("within %(number)s working day", "within %(number)s working days", "number"),
    Unit.WEEK: ngettext_lazy("within %(number)s week", "within %(number)s weeks", "number"),
    Unit.MONTH: ngettext_lazy("within %(number)s month", "within %(number)s months", "number"),
}

TURN: dict[Turn, Promise] = {Turn.BEGINS: _("Begins"), Turn.ENDS: _("Ends")}

WHEN: dict[tuple[Turn, AgeClock], Promise] = {
    (Turn.BEGINS, AgeClock.BIRTHDAY): _("on the birthday"),
    (Turn.BEGINS, AgeClock.YEAR_START): _("from 1 January of the year of that age"),
    (Turn.BEGINS, AgeClock.YEAR_END): _("from the year after"),
    (Turn.BEGINS, AgeClock.SCHOOL_YEAR_START): _("from 1 August of the year of that age"),
    (Turn.BEGINS, AgeClock.SCHOOL_YEAR_END): _("from 1 August of the year after"),
    (Turn.BEGINS, AgeClock.MONTH_START): _("from the first day of the birthday's month"),
    (Turn.BEGINS, AgeClock.MONTH_BEFORE): _("from the first day of the birthday's month"),
    (Turn.BEGINS, AgeClock.MONTH_END): _("from the month after the birthday"),
    (Turn.ENDS, AgeClock.BIRTHDAY): _("on the birthday"),
    (Turn.ENDS, AgeClock.YEAR_START): _("with the year before that age"),
    (Turn.ENDS, AgeClock.YEAR_END): _("with the year of that age"),
    (Turn.ENDS, AgeClock.SCHOOL_YEAR_START): _("on 31 July of the year of that age"),
    (Turn.ENDS, AgeClock.SCHOOL_YEAR_END): _("with the school year that begins in the year of that age"),
    (Turn.ENDS, AgeClock.MONTH_START): _("with the month before the birthday"),
    (Turn.ENDS, AgeClock.MONTH_BEFORE): _("with the month before the birthday"),
    (Turn.ENDS, AgeClock.MONTH_END): _("with the birthday's month"),
}

STOPS = _("%(age)s years: ends %(when)s")
"""With the age, and one of the words of `WHEN`."""

STANDING: dict[Standing, Promise] = {
    Standing.LAW: _("law"),
    Standing.PILOT: _("a trial, not everywhere"),
    Standing.POLICY: _("a promise, not law"),
    Standing.PRACTICE: _("practice, not law"),
}

CONFIDENCE: dict[Confidence, Promise] = {
    Confidence.CONFIRMED: _("confirmed"),
    Confidence.LIKELY: _("likely, not read in the act itself"),
    Confidence.UNCONFIRMED: _("not confirmed"),
}

SINCE: dict[InForceBasis, Promise] = {
    InForceBasis.PROVISION: _("in this wording since"),
    InForceBasis.STATUTE: _("the act in force since"),
    InForceBasis.STATUTE_OR_AMENDMENT: _("in force since"),
    InForceBasis.INCORPORATION: _("in force since"),
    InForceBasis.PRACTICE: _("in force since"),
    InForceBasis.GUIDANCE: _("in force since"),
    InForceBasis.POLICY: _("in force since"),
    InForceBasis.OBSERVED: _("seen to be so on"),
}

REGIME: dict[Regime, Promise] = {
    Regime.HEALTH: _("Health clinic, doctor, hospital"),
    Regime.CHILD_WELFARE: _("Child welfare"),
    Regime.GENERAL: _("School, kindergarten, PPT"),
    Regime.SOCIAL: _("Nav"),
    Regime.FAMILY_COUNSELLING: _("Family counselling"),
}

CAPACITY: dict[Capacity, Promise] = {
    Capacity.YOUNG_PERSON: _("you"),
    Capacity.GUARDIANS_WITH_RESPONSIBILITY: _("those with parental responsibility"),
    Capacity.CHILD_WELFARE_SERVICE: _("child welfare"),
    Capacity.CARERS: _("foster parents or the institution"),
    Capacity.THE_ONE_IT_IS_ABOUT: _("whoever it is about"),
}

SITUATION: dict[Situation, tuple[Promise, Promise]] = {
    Situation.DISABILITY: (
        _("Disability or long illness"),
        _("Also when you wonder about how the child develops. You need no diagnosis to ask."),
    ),
    Situation.SCHOOL: (
        _("It is hard in kindergarten or at school"),
        _("Learning, bullying, staying at home, being alone."),
    ),
    Situation.MIND: (_("Hard thoughts and feelings, or drugs"), _("Anxiety, sorrow, self-harm, substance use.")),
    Situation.HOME: (_("It is hard at home"), _("Quarrels, separation, parents who cannot manage just now.")),
    Situation.VIOLENCE: (_("Violence, threats or fear"), _("Is it dangerous now? Call 112.")),
    Situation.MONEY: (_("Money and a place to live"), _("When it does not go round.")),
    Situation.OUT: (_("Outside school and work"), _("For the young who want to begin again.")),
    Situation.AFTERCARE: (
        _("Child welfare, and soon or newly of age"),
        _("Help that can go on until you turn 25."),
    ),
    Situation.RELATIVE: (
        _("Somebody in the family is seriously ill or has died"),
        _("Children who are next of kin, and those who care for them."),
    ),
    Situation.NEWCOMER: (_("New in Norway, or little Norwegian"), _("School, language, interpreter, getting started.")),
    Situation.UNSURE: (_("I do not know where to begin"), _("Somewhere to start, whatever it is.")),
}

SUBJECT: dict[Subject, Promise] = {
    Subject.TOGETHER: _("Somebody who holds the threads"),
    Subject.RELIEF: _("Respite and help in daily life"),
    Subject.MONEY: _("Money, aids and a place to live"),
    Subject.KINDERGARTEN_SCHOOL: _("Kindergarten and school"),
    Subject.HEALTH: _("Health"),
    Subject.HOME: _("At home and in the family"),
    Subject.ON_THE_WAY: _("On to school and work"),
    Subject.ADVICE: _("Advice and an interpreter"),
}
"""In the order they are shown in."""

OFFER: dict[Offer, Promise] = {
    Offer.HEALTH: _("The municipality's health and care services"),
    Offer.HOSPITAL: _("Hospital and mental health care"),
    Offer.NAV: _("Nav"),
    Offer.KINDERGARTEN: _("Kindergarten"),
    Offer.SCHOOL: _("School"),
    Offer.CHILD_WELFARE: _("Child welfare"),
    Offer.OTHER: _("Others"),
}

LEVEL: dict[Level, Promise] = {
    Level.MUNICIPALITY: _("In your municipality"),
    Level.COUNTY: _("In your county"),
    Level.REGION: _("The state near you"),
    Level.DIRECTORATE: _("Directorates"),
    Level.MINISTRY: _("Ministries"),
    Level.OVERSIGHT: _("Supervision and ombudspersons"),
    Level.COORDINATION: _("Those who coordinate"),
    Level.COMPETENCE: _("Centres of knowledge"),
    Level.OUTSIDE: _("Organisations and firms"),
}
