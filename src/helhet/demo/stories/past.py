"""The last half-year that is counted, and a little of the one before: so that there is something to count.

Everybody in it has left, and every plan is closed: nobody's day has more in it for this.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from helhet.concerns.actions import decide, record_talk, write_note
from helhet.concerns.models import Concern, ConcernTalk
from helhet.core.deadlock import Cause
from helhet.core.flow import HalfYear, newest_counted
from helhet.core.moments import day_of
from helhet.demo.past import Family, Unit, Wonder, past
from helhet.demo.roster import roster
from helhet.demo.stage import Stage
from helhet.demo.telling import BASIC, CHILD, FAMILY, Log
from helhet.plans.actions.meetings import ChildView
from helhet.plans.actions.staff import end_membership
from helhet.plans.actions.writing import Said
from helhet.plans.models import Evaluation, Measure

TASK = {
    "ppt": "Råd om språk og læring",
    "clinic": "Samtaler, og råd til de voksne",
    "child_welfare": "Veiledning hjemme",
    "club": "En fast ettermiddag",
}
NO = {
    "waiting": ("waiting_list", "Vi kan begynne om to måneder."),
    "no": ("other_service", "Biblioteket har en gruppe som passer bedre."),
}
SAID = {
    "nb": (
        ("«Det er bedre nå.»", "Vi merker forskjell hjemme."),
        ("«Noen ganger glemmer dere det.»", "Det er godt å slippe å mase."),
        ("«Jeg klarte det på tirsdag.»", "Det går opp og ned, mest opp."),
        ("«Jeg vil at det skal være sånn.»", "Vi er glade for at noen ringte."),
        ("«Det gikk greit.»", "Morgenene er roligere."),
    ),
    "nn": (
        ("«No er det kjekt.»", "Vi merkar det heime."),
        ("«Eg fekk det til.»", "Det er godt å ha éin å ringje til."),
        ("«Eg vil ha det slik.»", "Kveldane er rolegare."),
    ),
}
"""What the child and the family said at the evaluation; at the end the next in line."""
AGREED = {"nb": "Vi prøver dette fram til neste gang.", "nn": "Vi prøver dette fram til neste gong."}
GO_ON = {"nb": "Vi fortsetter en stund til.", "nn": "Vi held fram ei stund til."}
EXTRA = "Har en ekstra voksen i friminuttene."
MET = {"in_time": 9, "later": 25}
"""Days until the service has met the family."""
TOO_YOUNG = {"nb": "Vi har sett hva barnet søker i leken.", "nn": "Vi har sett kva barnet søkjer i leiken."}


STUCK = {
    "nb": (
        "Vi har spurt om hjelp to ganger og fått nei. Vi har prøvd det vi kan selv. Ingen vet hvem som skal ta det.",
        "«Jeg vil ikke at alle skal spørre om det samme.»",
        "Vi vil ha én å ringe, og en dag det begynner.",
        "Hjelpen begynner fra mandag. Enheten som har pinnen, samordner til det er i gang.",
    ),
    "nn": (
        "Vi har spurt om hjelp to gonger og fått nei. Vi har prøvd det vi kan sjølve. Ingen veit kven som skal ta det.",
        "«Eg vil at dei skal slutte å vente.»",
        "Vi vil ha éin å ringje, og ein dag det begynner.",
        "Hjelpa begynner frå måndag. Eininga som har pinnen, samordnar til det er i gang.",
    ),
}
"""What was stuck, what the child and the family wanted, and what was decided."""
SAID_AND_ANSWERED = {"in_time": (10, 14), "later": (25, 38)}
"""How long before the evaluation was due it was said, and how many days later there was an answer."""


def half_year_that_is_over(stage: Stage) -> None:
    """Thirty-four families whose plans ended well or otherwise, and the notes of those who wondered."""
    half = newest_counted(day_of(stage.now))
    then = Then(stage, {unit.service: [one.key for one in unit.staff] for unit in past()}, Counter())
    for unit in past():
        stage.hire(unit.staff, unit.service)
    turn = count()
    for unit in past():
        _wonders(then, unit, half, in_time=len(unit.wonders) // 2 + 1)
        _wonders(then, unit, half.previous, in_time=len(unit.wonders) // 2)
        for place, family in enumerate(unit.families):
            _plan(then, unit, family, place, half.first_day, next(turn))
    _everybody_leaves(stage, half.next.first_day)


@dataclass(frozen=True, slots=True)
class Then:
    """The stage as it was: who worked in each service, and how often each of them has been asked."""

    stage: Stage
    staff: dict[str, list[str]]
    asked: "Counter[tuple[str, str]]"

    def ago(self, day: date) -> int:
        """How many days ago a day was."""
        return (day_of(self.stage.now) - day).days

    def in_turn(self, service: str, answer: str) -> str:
        """The next in a service to give an answer."""
        self.asked[service, answer] += 1
        return self.staff[service][self.asked[service, answer] % len(self.staff[service])]


def _plan(then: Then, unit: Unit, family: Family, place: int, first_day: date, turn: int) -> None:
    """One plan, begun in the half-year before and closed in this one; `turn` spreads them over the weeks."""
    staff = then.staff[unit.service]
    who, other = staff[place % len(staff)], staff[(place + 1) % len(staff)]
    begun = then.ago(first_day - timedelta(days=75 - turn))
    due = then.ago(first_day + timedelta(days=45 + 2 * turn))
    held = due - 12 if family.late else due
    child = then.stage.child(family.child, years=family.years, days=begun + 10 * place, language=unit.language)
    log = Log(then.stage, child, who=who, ago=begun, level="2", purpose=family.purpose)
    for adult in family.adults:
        log.adult(adult, family.relation, language=unit.language)
    lets_in = dict.fromkeys((unit.service, *dict(family.help)), BASIC)
    log.answer(log.ask(lets_in, who=who, ago=begun - 1), who=who, ago=begun - 1)
    goal = log.goal(family.goal, who=who, ago=begun - 3, words_of=FAMILY if family.young else CHILD)
    measures = {log.measure(goal, family.measure, who=who, ago=begun - 3, on=-due): ""}
    log.met(AGREED[unit.language], who=who, ago=begun - 12, next_on=-due)
    for nth, (helper, answer) in enumerate(family.help):
        _asked(then, log, helper, answer, who=who, ago=then.ago(first_day + timedelta(days=3 + (turn + 7 * nth) % 20)))
    if family.missing:
        measures[log.measure(goal, EXTRA, who=who, ago=begun - 20, on=-due)] = family.missing
    if family.stuck:
        _stuck(log, unit, family, who=who, due=due)
    _evaluated(log, unit, family, measures, turn, who=who, ago=held)
    if family.passed:
        log.pass_on(other, who=who, ago=held - 5)
    words, words_at_home = _said(unit, turn + 1)
    log.close(
        family.ended, who=other if family.passed else who, ago=held - 20 - turn % 10,
        family=words_at_home, child=words,
    )  # fmt: skip


def _evaluated(
    log: Log, unit: Unit, family: Family, measures: dict[Measure, str], turn: int, *, who: str, ago: int
) -> None:
    """They meet, and go on for a while. `measures` says why a measure was not done; nothing where it was."""
    helped = "full" if family.ended == "goals_met" else "part"
    words, words_at_home = _said(unit, turn)
    too_young = ChildView(
        Evaluation.ChildView.NOT_ASKED, not_asked_reason="too_young", not_asked_words=TOO_YOUNG[unit.language]
    )
    log.evaluate(
        who=who, ago=ago, next_on=90 - ago, child=too_young if family.young else words, family=words_at_home,
        effects={measure: {"professional": "not_done" if why else helped} for measure, why in measures.items()},
        not_done={measure: why for measure, why in measures.items() if why}, reason=GO_ON[unit.language],
    )  # fmt: skip


def _stuck(log: Log, unit: Unit, family: Family, *, who: str, due: int) -> None:
    """It is said that the plan is stuck, and in the end there is an answer."""
    before, days = SAID_AND_ANSWERED[family.stuck]
    situation, child, at_home, answer = STUCK[unit.language]
    said = Said(why_none=TOO_YOUNG[unit.language]) if family.young else child
    deadlock = log.stuck(Cause.NO_HELP, situation, family=at_home, child=said, who=who, ago=due + before)
    taken = due + before - 15 if family.stuck == "later" else None
    log.answered(deadlock, answer, who=who, taken=taken, ago=due + before - days)


def _said(unit: Unit, turn: int) -> tuple[str, str]:
    said = SAID[unit.language]
    return said[turn % len(said)]


def _asked(then: Then, log: Log, service: str, answer: str, *, who: str, ago: int) -> None:
    """A service the family has let in is asked to join."""
    guest = then.in_turn(service, answer)
    invitation = log.invite(guest, TASK[service], who=who, ago=ago)
    if answer in MET:
        log.comes(invitation, guest, ago=ago - 2, meets=ago - MET[answer])
    else:
        log.declines(invitation, guest, *NO[answer], ago=ago - 4)


def _wonders(then: Then, unit: Unit, half: HalfYear, *, in_time: int) -> None:
    """The notes written in one half-year, each decided on: so many in time, and the rest later."""
    newest = half == newest_counted(day_of(then.stage.now))
    for place, wonder in enumerate(unit.wonders):
        who = then.staff[unit.service][place % len(unit.staff)]
        ago = then.ago(half.first_day + timedelta(days=100 + 3 * place))
        _wonder(then.stage, wonder, newest, who=who, ago=ago, decided=ago - (9 if place < in_time else 24))


def _wonder(stage: Stage, wonder: Wonder, newest: bool, *, who: str, ago: int, decided: int) -> None:
    actor = stage.acting(who)
    note = write_note(
        service=stage.service_of(who),
        municipality=stage.organisations["fjordvik"],
        child_name=wonder.child if newest else wonder.before,
        guide=stage.guide(stage.ahead(-ago)),
        answers={"acute": "no", "saw_heard": wonder.saw},
        actor=actor,
        at=stage.ago(ago),
    )
    record_talk(
        concern=note,
        talked_with=ConcernTalk.With.PARENTS,
        held_on=stage.ahead(3 - ago),
        words="De har sett det samme hjemme.",
        actor=actor,
        at=stage.ago(ago - 3),
    )
    decide(
        concern=note,
        decision=Concern.Decision.OWN_SERVICE,
        reason="Vi prøver noe hos oss først.",
        actor=actor,
        at=stage.ago(decided),
    )


def _everybody_leaves(stage: Stage, on: date) -> None:
    """The posts were for a time, and the time is over."""
    leaders = {service.key: service.people[0].key for service in roster().services}
    ago = (day_of(stage.now) - on).days
    for unit in past():
        for person in unit.staff:
            end_membership(
                membership=stage.workers[person.key].memberships.get(),
                actor=stage.acting(leaders[unit.service]),
                at=stage.ago(ago),
            )
