"""From Eirin's first word to what anybody may read, and all that can stop it on the way."""

from datetime import timedelta

import pytest

from helhet.core.publishing import PublishingRefused, VersionState
from helhet.library import actions
from helhet.library.actions import Conflict, Content, Words
from helhet.library.models import EditorialStep, Version
from helhet.library.queries import Editor
from helhet.library.tasks import publish_due
from helhet.search.queries import find
from tests.library.desk import FIELDS, NOW, WORDS, appoint, draft, let_out, out

LATER = NOW + timedelta(days=2)


def code_of(does: object) -> str:
    """Why an action was refused."""
    with pytest.raises(PublishingRefused) as refused:
        does()  # type: ignore[operator]
    return refused.value.code


def found(question: str) -> list[str]:
    return [hit.url for hit in find(question, language="nb").hits]


def state_of(version: Version) -> str:
    return Version.objects.get(pk=version.pk).state


def test_eirin_writes_torstein_lets_it_out_and_anybody_finds_it(eirin: Editor, torstein: Editor) -> None:
    made = draft(eirin)
    assert found("leggetid") == []
    actions.send(version=made, actor=eirin, at=NOW)
    assert found("leggetid") == []
    let_out(made, torstein)
    assert found("leggetid") == ["/nb/library/sovn/"]
    steps = EditorialStep.objects.filter(version=made).order_by("place").values_list("act", "by__name")
    assert list(steps) == [("wrote", "Eirin"), ("sent", "Eirin"), ("approved", "Torstein"), ("published", None)]


def test_nobody_lets_out_their_own_words_publisher_or_not(eirin: Editor, torstein: Editor) -> None:
    own = draft(torstein)
    actions.send(version=own, actor=torstein, at=NOW)
    assert code_of(lambda: let_out(own, torstein)) == "own_words"


def test_one_saved_word_is_enough_to_have_written_in_it(eirin: Editor, torstein: Editor) -> None:
    made = draft(eirin)
    actions.save_version(version=made, saves=2, content=Content(FIELDS, WORDS), actor=torstein, at=NOW)
    actions.send(version=made, actor=eirin, at=NOW)
    assert code_of(lambda: let_out(made, torstein)) == "own_words"


def test_an_editor_lets_nothing_out(eirin: Editor) -> None:
    other = appoint("Berit", *[])
    made = draft(eirin)
    actions.send(version=made, actor=eirin, at=NOW)
    assert code_of(lambda: let_out(made, other)) == "not_publisher"


def test_what_was_sent_is_not_written_in(eirin: Editor) -> None:
    made = draft(eirin)
    actions.send(version=made, actor=eirin, at=NOW)
    content = Content(FIELDS, WORDS)
    assert (
        code_of(lambda: actions.save_version(version=made, saves=2, content=content, actor=eirin, at=NOW))
        == "wrong_state"
    )


def test_a_draft_without_words_is_not_sent(eirin: Editor) -> None:
    made = actions.begin_item(slug="tom", title="Tom", language="nb", kind="article", actor=eirin, at=NOW)
    assert code_of(lambda: actions.send(version=made, actor=eirin, at=NOW)) == "incomplete"


def test_two_who_write_at_once_are_told(eirin: Editor, torstein: Editor) -> None:
    made = draft(eirin)
    with pytest.raises(Conflict):
        actions.save_version(version=made, saves=1, content=Content(FIELDS, WORDS), actor=torstein, at=NOW)


def test_what_is_sent_back_says_why_and_is_a_draft_again(eirin: Editor, torstein: Editor) -> None:
    made = draft(eirin)
    actions.send(version=made, actor=eirin, at=NOW)
    actions.send_back(version=made, note="Kortere.", actor=torstein, at=NOW)
    assert (state_of(made), made.steps_taken.order_by("-place").values_list("note", flat=True)[0]) == (
        "draft",
        "Kortere.",
    )


def test_what_waits_for_its_moment_comes_out_then_and_once(eirin: Editor, torstein: Editor) -> None:
    made = draft(eirin)
    actions.send(version=made, actor=eirin, at=NOW)
    let_out(made, torstein, publish_at=LATER)
    assert (publish_due(at=LATER - timedelta(seconds=1)), state_of(made)) == (0, VersionState.APPROVED)
    assert (publish_due(at=LATER), publish_due(at=LATER), state_of(made)) == (1, 0, VersionState.PUBLISHED)


def test_what_waits_for_its_moment_can_be_called_back(eirin: Editor, torstein: Editor) -> None:
    made = draft(eirin)
    actions.send(version=made, actor=eirin, at=NOW)
    let_out(made, torstein, publish_at=LATER)
    actions.send_back(version=made, note="Vent.", actor=eirin, at=NOW)
    assert (publish_due(at=LATER), state_of(made)) == (0, VersionState.DRAFT)


def test_a_new_version_takes_the_place_of_the_old_and_the_old_is_kept(eirin: Editor, torstein: Editor) -> None:
    first = out(eirin, torstein)
    second = actions.begin_version(item=first.item, actor=eirin, at=NOW)
    words = WORDS | {"nb": Words("Søvn hos små barn", "Nytt.", "Om **nattevåk**.")}
    actions.save_version(version=second, saves=1, content=Content(FIELDS, words), actor=eirin, at=NOW)
    assert found("leggetid") == ["/nb/library/sovn/"]
    actions.send(version=second, actor=eirin, at=NOW)
    let_out(second, torstein)
    assert (state_of(first), state_of(second)) == (VersionState.REPLACED, VersionState.PUBLISHED)
    assert found("nattevåk") == ["/nb/library/sovn/"]
    assert first.wordings.get(language="nb").body == "Fast **leggetid**."


def test_there_is_one_new_version_at_a_time(eirin: Editor, torstein: Editor) -> None:
    item = out(eirin, torstein).item
    one = actions.begin_version(item=item, actor=eirin, at=NOW)
    assert actions.begin_version(item=item, actor=torstein, at=NOW) == one


def test_what_is_withdrawn_is_found_no_more(eirin: Editor, torstein: Editor) -> None:
    made = out(eirin, torstein)
    actions.withdraw(item=made.item, note="Feil.", actor=torstein, at=NOW)
    assert (found("leggetid"), state_of(made)) == ([], VersionState.WITHDRAWN)


def test_an_address_once_given_is_never_anothers(eirin: Editor, torstein: Editor) -> None:
    made = out(eirin, torstein)
    actions.move(item=made.item, slug="sove-godt", actor=eirin, at=NOW)
    assert code_of(lambda: draft(eirin, slug="sovn")) == "address_taken"
    assert code_of(lambda: draft(eirin, slug="search")) == "address_taken"
    actions.move(item=made.item, slug="sovn", actor=eirin, at=NOW)
    assert found("leggetid") == ["/nb/library/sovn/"]
