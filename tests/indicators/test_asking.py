"""Asking the services, against a server that answers as they do."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from helhet.indicators.asking.fetch import fetch
from helhet.indicators.asking.fhi import Fhi, Filter
from helhet.indicators.asking.klass import MUNICIPALITIES, Code, CodeChange, Klass
from helhet.indicators.asking.polite import NotAnswered, Polite, client
from helhet.indicators.asking.pxweb import PxWebV1, PxWebV2, Selection, parted
from helhet.indicators.asking.udir import Udir
from helhet.indicators.reading.jsonstat import read_dataset
from helhet.indicators.refused import Refused
from tests.indicators.stand_in import StandIn, problem, standing_in
from tests.indicators.test_readers import recipe

REGION, CONTENTS, YEAR = "KOKkommuneregion0000", "ContentsCode", "Tid"
ALL = [Selection(REGION, ("0301", "4601", "5001")), Selection(CONTENTS, ("KOSAG110000",)), Selection(YEAR, ("top(1)",))]


@dataclass
class Clock:
    """Time that passes only when somebody waits."""

    now: float = 0.0
    waited: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with standing_in() as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def polite(clock: Clock) -> Iterator[Polite]:
    with client(timeout=5) as http:
        yield Polite(http, clock=lambda: clock.now, wait=clock.wait)


def test_pxweb_v2_answers_a_table(stand_in: StandIn, polite: Polite) -> None:
    content = PxWebV2(polite, f"{stand_in.base}/v2").data("12134", ALL)
    assert tuple(read_dataset("12134", content).dimensions) == (REGION, CONTENTS, YEAR)
    assert stand_in.asked[-1][:3] == (
        "GET",
        "/v2/tables/12134/data",
        {
            f"valueCodes[{REGION}]": "0301,4601,5001",
            f"valueCodes[{CONTENTS}]": "KOSAG110000",
            f"valueCodes[{YEAR}]": "top(1)",
            "outputFormat": "json-stat2",
        },
    )


def test_a_long_question_is_posted(stand_in: StandIn, polite: Polite) -> None:
    many = Selection(REGION, tuple(f"K-{n:04}" for n in range(357)), "agg_KommSummer")
    PxWebV2(polite, f"{stand_in.base}/v2").data("12134", [many, *ALL[1:]])
    method, _path, params, body = stand_in.asked[-1]
    assert (method, params) == ("POST", {"outputFormat": "json-stat2"})
    assert (body["selection"][0]["codelist"], len(body["selection"][0]["valueCodes"])) == ("agg_KommSummer", 357)


def test_a_variable_left_out_would_become_its_total_and_is_refused(stand_in: StandIn, polite: Polite) -> None:
    with pytest.raises(Refused) as refused:
        PxWebV2(polite, f"{stand_in.base}/v2").data("12134", ALL[:2])
    assert str(refused.value) == (
        f"12134: expected the variables {CONTENTS}, {REGION}, found {CONTENTS}, {REGION}, {YEAR}"
    )


def test_pxweb_v1_answers_a_table(stand_in: StandIn, polite: Polite) -> None:
    asked = [
        Selection("Avstand1", ("*",)), Selection("Kulturtilbud", ("*",)), Selection("ContentsCode", ("Avstand",)),
        Selection("Tid", ("top(9)",)),
    ]  # fmt: skip
    content = PxWebV1(polite, f"{stand_in.base}/v1").data("05300", asked)
    assert len(read_dataset("05300", content).values) == 432
    assert [one["selection"] for one in stand_in.asked[-1][3]["query"]] == [
        {"filter": "all", "values": ["*"]},
        {"filter": "all", "values": ["*"]},
        {"filter": "item", "values": ["Avstand"]},
        {"filter": "top", "values": ["9"]},
    ]


def test_klass_names_the_municipalities_with_every_form_and_leaves_out_what_is_no_place(
    stand_in: StandIn, polite: Polite
) -> None:
    klass = Klass(polite, f"{stand_in.base}/klass")
    assert klass.codes_at(MUNICIPALITIES, date(2026, 1, 1)) == [
        Code("0301", "Oslo - Oslove"),
        Code("5610", "Kárášjohka - Karasjok"),
    ]
    assert klass.changes(MUNICIPALITIES, date(2023, 1, 1), date(2024, 2, 1)) == [
        CodeChange("1507", "1508", date(2024, 1, 1))
    ]


def test_fhi_answers_a_table_and_a_dimension_left_out_is_refused(stand_in: StandIn, polite: Polite) -> None:
    fhi = Fhi(polite, base=f"{stand_in.base}/fhi")
    assert fhi.dimensions(337)["GEO"] == ("0", "34", "3450")
    asked = [
        Filter("GEO", "all", ("*",)), Filter("AAR", "bottom", ("1",)), Filter("MEASURE_TYPE", "item", ("TELLER",)),
    ]  # fmt: skip
    assert read_dataset("337", fhi.data(337, asked)).marks == ("", "", ":")
    with pytest.raises(Refused):
        fhi.data(337, asked[:2])


def test_udir_answers_page_by_page(stand_in: StandIn, polite: Polite) -> None:
    udir = Udir(polite, f"{stand_in.base}/udir")
    assert [row["side"] for row in udir.rows(150, {"TidID": ("202201_202301",)})] == ["1", "2"]


def test_udirs_refusal_that_comes_as_a_success_is_still_a_refusal(stand_in: StandIn, polite: Polite) -> None:
    with pytest.raises(NotAnswered) as refused:
        list(Udir(polite, f"{stand_in.base}/udir").rows(150, {"KjoennID": ("-10",)}))
    assert (refused.value.status, refused.value.said) == (400, "Filter må oppgis!")


@pytest.mark.parametrize(("status", "title"), [(400, "Bad"), (403, "Too many cells selected"), (404, "No table")])
def test_a_no_is_a_no_and_is_not_asked_again(
    stand_in: StandIn, polite: Polite, clock: Clock, status: int, title: str
) -> None:
    stand_in.once = [problem(status, title)]
    with pytest.raises(NotAnswered) as refused:
        polite.get(f"{stand_in.base}/anything")
    assert (refused.value.status, len(stand_in.asked), clock.waited) == (status, 1, [])


def test_a_busy_service_is_asked_again_after_as_long_as_it_says(
    stand_in: StandIn, polite: Polite, clock: Clock
) -> None:
    stand_in.once = [problem(429, "Too many", Retry_After="17"), problem(503, "Closed for the night")]
    polite.get(f"{stand_in.base}/klass/classifications/131/codesAt")
    assert (len(stand_in.asked), clock.waited) == (3, [17.0, 4.0])


def test_patience_has_an_end(stand_in: StandIn, polite: Polite, clock: Clock) -> None:
    stand_in.once = [problem(429, "Too many", Retry_After="9999")] * 9
    with pytest.raises(NotAnswered):
        polite.get(f"{stand_in.base}/anything")
    assert (len(stand_in.asked), clock.waited) == (5, [120.0] * 4)


def test_thirty_questions_a_minute_and_no_more(stand_in: StandIn, polite: Polite, clock: Clock) -> None:
    for _ in range(31):
        polite.get(f"{stand_in.base}/klass/classifications/131/codesAt")
    assert clock.waited == [60.0]


def test_a_service_that_is_not_there_is_said_so(polite: Polite) -> None:
    with standing_in() as gone:
        base = gone.base
    with pytest.raises(NotAnswered) as refused:
        polite.get(f"{base}/anything")
    assert (refused.value.status, refused.value.said) == (None, "ConnectError")


def test_a_table_over_the_limit_is_asked_for_in_parts() -> None:
    whole = [Selection("Region", tuple(map(str, range(10)))), Selection("Alder", ("0", "1", "2"))]
    parts = list(parted(whole, along="Region", most=12))
    assert [(len(part[0].values), len(part[1].values)) for part in parts] == [(4, 3), (4, 3), (2, 3)]
    assert tuple(value for part in parts for value in part[0].values) == whole[0].values


def test_a_recipe_says_how_it_is_fetched(stand_in: StandIn, polite: Polite) -> None:
    asks = recipe(
        form="json-stat2",
        ask={
            "service": "pxweb-v2",
            "table": "12134",
            "base": f"{stand_in.base}/v2",
            "select": {one.variable: list(one.values) for one in ALL},
        },
    )
    assert len(read_dataset("12134", fetch(asks, polite)).values) == 3
    with pytest.raises(Refused):
        fetch(recipe(), polite)
