"""She talks with the mother and the child, and decides: nothing, level 1, level 2, or a report."""

import pytest

from helhet.clocks.models import Clock
from helhet.concerns.actions import (
    ConcernRefused,
    NotTheAuthor,
    decide,
    record_no_talk,
    record_talk,
    save_note,
)
from helhet.concerns.models import Concern, ConcernTalk
from tests.cast import NOW, TODAY, Cast, after
from tests.concerns.conftest import SignIn
from tests.concerns.story import address

Decision = Concern.Decision
WITHOUT_A_REPORT = [Decision.NOTHING, Decision.OWN_SERVICE, Decision.MORE_SERVICES]


def talks_with(who: ConcernTalk.With, note: Concern, cast: Cast) -> ConcernTalk:
    return record_talk(
        concern=note, talked_with=who, held_on=TODAY, words="De har nettopp flyttet.", actor=cast.as_kari, at=NOW
    )


@pytest.mark.parametrize("decision", WITHOUT_A_REPORT)
def test_deciding_needs_a_talk_with_the_parents(decision: Concern.Decision, cast: Cast, note: Concern) -> None:
    talks_with(ConcernTalk.With.CHILD, note, cast)
    with pytest.raises(ConcernRefused) as refused:
        decide(concern=note, decision=decision, actor=cast.as_kari, at=NOW)
    assert refused.value.code == "no_talk"
    talks_with(ConcernTalk.With.PARENTS, note, cast)
    assert decide(concern=note, decision=decision, actor=cast.as_kari, at=NOW).decision == decision


def test_or_the_reason_why_there_was_none(cast: Cast, note: Concern) -> None:
    record_no_talk(concern=note, reason="Eleven er 17 og ønsker det ikke.", actor=cast.as_kari, at=NOW)
    decided = decide(concern=note, decision=Decision.NOTHING, actor=cast.as_kari, at=after(2))
    assert (decided.decided_by, decided.decided_at) == (cast.kari, after(2))


def test_the_decision_ends_the_clock_and_closes_the_note(cast: Cast, note: Concern) -> None:
    talks_with(ConcernTalk.With.PARENTS, note, cast)
    decide(concern=note, decision=Decision.OWN_SERVICE, actor=cast.as_kari, at=after(2))
    clock = Clock.objects.get(about=note.pk)
    assert (clock.code, clock.outcome, clock.ended_at) == ("concern_decide", "met", after(2))
    with pytest.raises(ConcernRefused) as refused:
        save_note(concern=note, version=1, answers={}, child_name="Ella", born_on=None, actor=cast.as_kari, at=after(3))
    assert refused.value.code == "decided"


def test_the_author_decides(cast: Cast, note: Concern) -> None:
    with pytest.raises(NotTheAuthor):
        decide(concern=note, decision=Decision.NOTHING, actor=cast.as_rektor, at=NOW)


def test_a_talk_is_held_before_it_is_written_down(cast: Cast, note: Concern) -> None:
    with pytest.raises(ConcernRefused) as refused:
        record_talk(
            concern=note,
            talked_with=ConcernTalk.With.CHILD,
            held_on=after(1).date(),
            words="…",
            actor=cast.as_kari,
            at=NOW,
        )
    assert refused.value.code == "not_yet"


def test_the_whole_way_in_a_browser(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    kari = sign_in(cast.kari)
    too_early = kari.post(address(note, "decide/"), {"decision": "own_service", "reason": ""})
    assert too_early.status_code == 422
    assert "Write down the talk with the parents first" in too_early.content.decode()
    kari.post(address(note, "share/"))
    kari.post(
        address(note, "talk/"), {"talked_with": "parents", "held_on": "2026-11-24", "words": "Hun savner søsteren."}
    )
    kari.post(address(note, "decide/"), {"decision": "own_service", "reason": "Vi prøver noe sammen."})
    note.refresh_from_db()
    assert (note.shared_with, note.decision, note.decision_reason) == (
        cast.rektor,
        "own_service",
        "Vi prøver noe sammen.",
    )
    page = kari.get(address(note)).content.decode()
    assert f'href="/plans/open/{note.key}/"' in page
    assert "Hun savner søsteren." in page
    assert "data-autosave=" not in page


def test_a_note_that_leads_to_nothing_leads_to_no_plan(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    record_no_talk(concern=note, reason="Det var en misforståelse.", actor=cast.as_kari, at=NOW)
    decide(concern=note, decision=Decision.NOTHING, actor=cast.as_kari, at=NOW)
    assert "/plans/open/" not in sign_in(cast.kari).get(address(note)).content.decode()
