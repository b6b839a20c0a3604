"""Norwegian words meet: endings, both forms, compounds, and slips of the keys."""

import pytest

from helhet.search import analyser
from helhet.search.asked import nearest, understand
from helhet.search.excerpts import Piece, excerpt, marked
from helhet.search.lexicon import lexicon


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("barnevernet", "barnevern", id="the definite form"),
        pytest.param("lærerne", "lærer", id="many teachers"),
        pytest.param("lærarane", "lærer", id="many teachers in nynorsk"),
        pytest.param("hjemmet", "hjem", id="a doubled consonant"),
        pytest.param("heimen", "hjemmet", id="home in both forms"),
        pytest.param("skulefråveret", "skolefravær", id="a compound in both forms"),
        pytest.param("teieplikta", "taushetsplikten", id="secrecy in both forms"),
        pytest.param("helsesjukepleiar", "helsesykepleieren", id="the nurse in both forms"),
        pytest.param("ungdommer", "ungdom", id="not young and judge"),
    ],
)
def test_two_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert analyser.whole(one) == analyser.whole(other)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        pytest.param("skolevegring", ("skol", "vegring"), id="school and refusal"),
        pytest.param("bekymringsmelding", ("bekymring", "melding"), id="with an s between"),
        pytest.param("oppfølgingstiltak", ("tiltak",), id="the part we know; never stil and tak"),
        pytest.param("barnevern", (), id="a word of its own"),
        pytest.param("0-24", (), id="a span of ages"),
    ],
)
def test_what_a_word_is_made_of(word: str, parts: tuple[str, ...]) -> None:
    assert analyser.parts(word) == parts


def test_a_phrase_is_of_several_words_that_mean_something() -> None:
    """What is left of a phrase when its small words are gone must not be one common word, found by everybody."""
    alone = [
        phrase
        for group in lexicon().synonyms
        for phrase in group
        if len(tokens := analyser.tokens(phrase)) > 1 and sum(not analyser.is_stop(one.word) for one in tokens) < 2
    ]
    assert alone == []


@pytest.mark.parametrize(("one", "other"), [("før", "foresatt"), ("vurdering", "evaluering"), ("fare", "pappa")])
def test_words_that_mean_something_else_do_not_meet(one: str, other: str) -> None:
    asked = understand(one, language="nb", is_there=set, all_words=set)
    others = {term for word in asked.words for phrase in word.others for term in phrase}
    assert analyser.is_stop(one) or analyser.whole(one) != analyser.whole(other)
    assert one == "vurdering" or analyser.whole(other) not in others


def test_a_dash_is_a_hyphen() -> None:
    assert [token.word for token in analyser.tokens("PP‑tjenesten 0–24")] == ["pp-tjenesten", "0-24"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("mobing", "mobbing", id="one letter short"),
        pytest.param("barnekordinator", "barnekoordinator", id="one letter short in a long word"),
        pytest.param("mbobign", "", id="two slips in a short word are too many"),
        pytest.param("nav", "", id="a short word is taken as it stands"),
    ],
)
def test_the_word_somebody_meant(typed: str, meant: str) -> None:
    assert nearest(typed, {"mobbing", "barnekoordinator", "navn"}) == meant


def test_a_word_of_our_own_list_is_no_slip_even_where_no_text_has_it() -> None:
    asked = understand("vegring", language="nb", is_there=lambda terms: set(), all_words=lambda: {"merging"})
    assert (asked.read_as, [word.word for word in asked.words]) == ("", ["vegring"])


def test_a_question_of_stop_words_alone_is_still_asked() -> None:
    asked = understand("hva er det", language="nb", is_there=lambda terms: set(terms), all_words=set)
    assert [word.word for word in asked.words] == ["hva", "er", "det"]


def test_an_excerpt_marks_the_words_and_keeps_every_letter() -> None:
    text = "Skolen <b>skal</b> følge opp fraværet."
    pieces = marked(text, {analyser.whole("fravær"), analyser.whole("skole")})
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.hit] == ["Skolen", "fraværet"]


def test_an_excerpt_is_taken_from_where_the_answer_is() -> None:
    text = " ".join(["ord"] * 60 + ["mobbing"] + ["ord"] * 60)
    pieces = excerpt(text, {"mobbing"})
    assert (pieces[0], Piece("mobbing", hit=True) in pieces, pieces[-1]) == (Piece("… "), True, Piece(" …"))
