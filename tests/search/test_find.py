"""What is found, in which order, and what can be filtered: the same in both databases."""

import pytest

from helhet.core.actors import Actor
from helhet.search.actions import forget, put
from helhet.search.queries import PAGE, find
from helhet.search.texts import Text
from tests.counting import same_queries

SYSTEM = Actor.system()


def text(
    key: str, title: str, *, lead: str = "", language: str = "nb", facets: tuple[str, ...] = (), order: int = 0
) -> Text:
    return Text(
        room="library", key=key, language=language, title=title, lead=lead, url=f"/{key}/", facets=facets, order=order
    )


@pytest.fixture(autouse=True)
def texts(db: None) -> None:
    put(
        texts=[
            text(
                "vegring", "Når barnet ikke vil på skolen", lead="Om vegring.", facets=("kind:article", "topic:skole")
            ),
            text("nurse", "Helsesykepleieren på skolen", facets=("kind:article", "topic:helse")),
            text(
                "report", "Rapport om fravær", lead="Skulefråver i vidaregåande.", facets=("kind:report", "topic:skole")
            ),
            text("absence", "School absence", language="en"),
        ],
        actor=SYSTEM,
    )


def keys(question: str, *, language: str = "nb", chosen: tuple[str, ...] = ()) -> list[str]:
    return [hit.key for hit in find(question, language=language, chosen=chosen).hits]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("skolevegring", ["vegring", "report"], id="a compound finds its part, and its synonym"),
        pytest.param("helsesøster", ["nurse"], id="the name the nurse had before"),
        pytest.param("skolefravær", ["report", "vegring"], id="bokmål finds nynorsk"),
        pytest.param("vegrring", ["vegring", "report"], id="a slip of the keys"),
        pytest.param("helsesyk", ["nurse"], id="the beginning of a word"),
        pytest.param("absence", [], id="another language's texts are another's"),
        pytest.param("xyzzy", [], id="nothing"),
        pytest.param("' OR 1=1 --", [], id="no language of databases"),
    ],
)
def test_what_a_question_finds(question: str, found: list[str]) -> None:
    assert keys(question) == found


def test_english_has_its_own_endings() -> None:
    assert keys("schools absences", language="en") == ["absence"]


def test_nothing_asked_is_everything_the_newest_first() -> None:
    put(texts=[text("new", "Ny", order=2026)], actor=SYSTEM)
    assert keys("") == ["new", "nurse", "vegring", "report"]


def test_a_filter_leaves_what_has_it_and_counts_the_others_beside_it() -> None:
    found = find("", language="nb", chosen=["kind:article"])
    assert [hit.key for hit in found.hits] == ["nurse", "vegring"]
    assert found.counts == {"kind:article": 2, "kind:report": 1, "topic:skole": 1, "topic:helse": 1}


def test_of_one_kind_of_filter_one_is_enough_and_all_kinds_must_hold() -> None:
    assert keys("", chosen=("kind:article", "kind:report", "topic:skole")) == ["vegring", "report"]


def test_a_text_put_again_is_found_as_it_reads_now() -> None:
    put(texts=[text("report", "Om noe helt annet")], actor=SYSTEM)
    assert (keys("fravær"), keys("annet")) == ([], ["report"])


def test_a_forgotten_text_is_found_no_more_and_not_by_its_words_either() -> None:
    forget(room="library", keys=["nurse"], actor=SYSTEM)
    found = find("helsesykepleierren", language="nb")
    assert (found.hits, found.read_as) == ((), "")


def test_a_page_of_many_costs_as_many_queries_as_a_page_of_one() -> None:
    made = iter(range(100))

    def more() -> None:
        put(texts=[text(f"more-{(number := next(made))}", f"Mer om fravær {number}")], actor=SYSTEM)

    same_queries(more, lambda: find("fravær", language="nb"))


def test_many_come_in_pages_and_none_twice() -> None:
    put(texts=[text(f"many-{number:02}", "Søvn") for number in range(PAGE + 3)], actor=SYSTEM)
    first, second = (find("søvn", language="nb", page=number) for number in (1, 2))
    assert [first.more, second.more, first.total] == [True, False, PAGE + 3]
    assert len({hit.key for hit in (*first.hits, *second.hits)}) == PAGE + 3
