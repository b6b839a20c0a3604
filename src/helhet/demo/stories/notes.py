"""Level 0: the wonder notes. Private to whoever wrote them, and to the leader they are shared with."""

from helhet.concerns.actions import record_report, record_talk, share_with_leader, write_note
from helhet.concerns.models import Concern, ConcernTalk
from helhet.core.moments import day_of
from helhet.demo.stage import Stage


def acute_note(stage: Stage) -> None:
    """Yusuf has answered that it is acute. He has reported, and child welfare has three weeks to answer him."""
    note = _note(
        stage,
        "yusuf",
        "Leo",
        ago=1,
        acute="yes",
        saw_heard="Leo hadde to store blåmerker på overarmen da han skiftet etter vannleken klokka 10.",
        child_said="Han sa: «Ikke si det til noen.»",
        how_long="today",
    )
    at = stage.ago(1)
    record_report(concern=note, sent_on=day_of(at), actor=stage.acting("yusuf"), at=at)


def shared_note(stage: Stage) -> None:
    """Nils has shared a note with his leader and talked with the child; three days are left to decide."""
    note = _note(
        stage,
        "nils",
        "Live",
        ago=11,
        saw_heard="Har sagt nei til å være med i gym fire ganger på rad. Sitter på benken med jakka på.",
        child_said="«Det er bare kaldt.»",
        how_long="weeks",
        protective="Ler mye sammen med Sofie. Tegner hester.",
    )
    nils = stage.acting("nils")
    share_with_leader(concern=note, actor=nils, at=stage.ago(8))
    record_talk(
        concern=note,
        talked_with=ConcernTalk.With.CHILD,
        held_on=stage.ahead(-7),
        words="«Jeg vil helst ikke skifte sammen med de andre.»",
        actor=nils,
        at=stage.ago(7),
    )


def overdue_note(stage: Stage) -> None:
    """Sondre wrote a note sixteen days ago, and it is not decided yet."""
    _note(
        stage,
        "sondre",
        "Patrick",
        ago=16,
        saw_heard="Sov i tredje time mandag og onsdag. Hadde ikke med mat noen av dagene.",
        interplay="De andre lot ham sove. Han fikk en brødskive av Aksel.",
        how_long="weeks",
    )


def _note(stage: Stage, who: str, child: str, *, ago: int, acute: str = "no", **answers: str) -> Concern:
    at = stage.ago(ago)
    return write_note(
        service=stage.service_of(who),
        municipality=stage.organisations["fjordvik"],
        child_name=child,
        guide=stage.guide(day_of(at)),
        answers={"acute": acute, **answers},
        actor=stage.acting(who),
        at=at,
    )
