"""Criterion 24: acute first. Whom to ring, at once; never a word about telling the parents."""

import re

import pytest

from helhet.concerns.actions import ConcernRefused, decide, record_report, record_talk, share_with_leader
from helhet.concerns.models import Concern, ConcernTalk
from helhet.core.services import ServiceType
from tests.cast import NOW, TODAY, Cast, service, worker
from tests.concerns.conftest import SignIn
from tests.concerns.story import address, says_acute

PARENTS = ("Talk with the child and the parents", "Write down a talk", "Write why not", 'value="parents"')


def shown(page: str) -> str:
    """What a page shows: without the parts that wait hidden."""
    return re.sub(r"<div[^>]* hidden>.*?</section>\s*</div>", "", page, flags=re.DOTALL)


def test_a_yes_shows_whom_to_ring_and_that_nobody_must_be_asked(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    welfare = service(cast.fjordvik, ServiceType.CHILD_WELFARE, "Fjordvik barnevern", leader=worker("Bodil"))
    welfare.phone = "70 00 00 00"
    welfare.save()
    kari = sign_in(cast.kari)
    before = shown(kari.get(address(note)).content.decode())
    assert ("Ring now" in before, PARENTS[0] in before) == (False, True)
    says_acute(note, cast)
    after_yes = shown(kari.get(address(note)).content.decode())
    assert re.findall(r'href="tel:(\d+)"', after_yes) == ["70000000", "112", "113", "116111"]
    assert "You don&#x27;t have to ask anyone first. Do not contact the parents first." in after_yes.replace(
        "'", "&#x27;"
    )


def test_24_no_page_of_an_acute_note_prompts_for_the_parents(cast: Cast, note: Concern, sign_in: SignIn) -> None:
    says_acute(note, cast)
    kari = sign_in(cast.kari)
    for step in ("", "share/", "talk/", "decide/", "report/"):
        page = kari.get(address(note, step)).content.decode()
        own = page.replace("<h1>Write down a talk</h1>", "").replace("<title>Write down a talk", "")
        assert [words for words in PARENTS if words in own] == []


def test_24_a_talk_with_the_parents_cannot_be_written_down_while_it_is_acute(cast: Cast, note: Concern) -> None:
    acute = says_acute(note, cast)
    with pytest.raises(ConcernRefused) as refused:
        record_talk(
            concern=acute,
            talked_with=ConcernTalk.With.PARENTS,
            held_on=TODAY,
            words="…",
            actor=cast.as_kari,
            at=NOW,
        )
    assert refused.value.code == "acute"
    record_talk(
        concern=acute,
        talked_with=ConcernTalk.With.CHILD,
        held_on=TODAY,
        words="«Ikke si det hjemme.»",
        actor=cast.as_kari,
        at=NOW,
    )


def test_an_acute_note_is_decided_without_a_talk(cast: Cast, note: Concern) -> None:
    acute = says_acute(note, cast)
    record_report(concern=acute, sent_on=TODAY, actor=cast.as_kari, at=NOW)
    decided = decide(concern=acute, decision=Concern.Decision.REPORT, actor=cast.as_kari, at=NOW)
    assert decided.decision == Concern.Decision.REPORT


def test_an_acute_note_can_be_shared_but_need_not(cast: Cast, note: Concern) -> None:
    assert share_with_leader(concern=says_acute(note, cast), actor=cast.as_kari, at=NOW).shared_with == cast.rektor
