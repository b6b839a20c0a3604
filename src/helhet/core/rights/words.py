"""The closed words of the guide to rights: what it is about, who could offer it, and where a body stands."""

from enum import StrEnum


class Situation(StrEnum):
    """What somebody asks about (situasjon), as they would say it themselves."""

    DISABILITY = "disability"
    """A disability, a long illness, or a development that worries."""
    SCHOOL = "school"
    """It is hard in kindergarten or at school."""
    MIND = "mind"
    """Hard thoughts and feelings, or drugs."""
    HOME = "home"
    """It is hard at home, or between the parents."""
    VIOLENCE = "violence"
    """Violence, threats, fear."""
    MONEY = "money"
    """Money and a place to live."""
    OUT = "out"
    """Outside school and work."""
    AFTERCARE = "aftercare"
    """With child welfare and soon, or newly, of age."""
    RELATIVE = "relative"
    """Somebody in the family is seriously ill, or has died."""
    NEWCOMER = "newcomer"
    """New in Norway, or speaks little Norwegian."""
    UNSURE = "unsure"
    """Does not know where to begin."""


class Offer(StrEnum):
    """Where the help comes from, as people see it from outside."""

    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"
    HEALTH = "health"
    """The municipality's health and care service, health clinic and doctor."""
    HOSPITAL = "hospital"
    """Hospital, habilitation, child psychiatry (BUP)."""
    CHILD_WELFARE = "child_welfare"
    NAV = "nav"
    OTHER = "other"


class Subject(StrEnum):
    """What kind of help it is, as on a list of everything: the name of the file it stands in."""

    TOGETHER = "together"
    """Somebody who sees to it that the services work together."""
    RELIEF = "relief"
    MONEY = "money"
    KINDERGARTEN_SCHOOL = "kindergarten_school"
    HEALTH = "health"
    HOME = "home"
    ON_THE_WAY = "on_the_way"
    """On to upper secondary school and work."""
    ADVICE = "advice"


class Level(StrEnum):
    """Where in the public order a body stands, from the whole country to next door."""

    MINISTRY = "ministry"
    DIRECTORATE = "directorate"
    REGION = "region"
    """The state where people live: county governor, hospital trust, police district."""
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    OVERSIGHT = "oversight"
    COORDINATION = "coordination"
    COMPETENCE = "competence"
    """Centres that know a field and teach others."""
    OUTSIDE = "outside"
    """Not a public body: organisations, firms."""
