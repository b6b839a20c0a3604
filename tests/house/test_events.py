"""Every event has a name, a sentence for the one it concerns, and a way to forget."""

import re

from helhet.audit.events import SENTENCES, Event
from tests.house.source import sources


def test_every_event_is_named_by_source_subject_and_action() -> None:
    source = "worker|family|system|any"
    form = re.compile(rf"({source}):[a-z]+:[a-z]+(-[a-z]+)*")
    assert [event.name for event in Event if not form.fullmatch(event)] == []


def test_every_event_has_a_sentence_and_a_way_to_forget() -> None:
    assert set(SENTENCES) == set(Event)
    assert {sentence.forgets for sentence in SENTENCES.values()} <= {"details", "nothing"}


def test_every_event_happens_somewhere() -> None:
    text = "\n".join(source.text for source in sources() if source.name != "audit/events.py")
    assert [event.name for event in Event if not re.search(rf"Event\.{event.name}\b", text)] == []
