"""A published figure is copied with its source, and nobody types over it; what is not published is not offered."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from helhet.indicators.models import Release, Value
from helhet.priorities.models import Target
from helhet.priorities.queries import whole
from tests.priorities.town import Town, publishes
from tests.web.markup import elements

BULLIED = [("1508", 2019, 2021, "9.1"), ("1508", 2021, 2023, "10.2"), ("1508", 2022, 2024, ""), ("0", 2021, 2023, "8")]


@pytest.fixture
def published(alesund: Town) -> Release:
    return publishes("bullied", BULLIED)


def chooses(town: Town, **said: str) -> int:
    draft = town.has_whole_draft()
    challenge = whole(draft).challenges[0].challenge
    answer = town.send("new", "target", challenge.pk, query="?figure=bullied", **said)
    return int(answer.status_code)


def test_the_number_and_its_source_are_the_publishers(alesund: Town, published: Release) -> None:
    status = chooses(alesund, period="2021–2023", target="7,5", target_year="2030", baseline="1", source="Meg selv")
    assert status == 302
    one = Target.objects.get(indicator="bullied")
    assert (one.name, one.unit, one.period.label, one.baseline) == (
        "Elever som blir mobbet", "percent", "2021–2023", Decimal("10.2"),
    )  # fmt: skip
    assert (one.source, one.source_address, one.licence, one.retrieved_on) == (
        "Folkehelseinstituttet, nokkel/1", "https://statistikk.example/1", "CC BY 4.0", date(2026, 10, 1),
    )  # fmt: skip
    assert (one.target, one.target_year) == (Decimal("7.5"), 2030)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"period": "2022–2024"}, id="a period whose number is hidden"),
        pytest.param({"period": "2010–2012"}, id="a period that is not published"),
        pytest.param({"target": "101"}, id="more than all"),
        pytest.param({"target_year": "2023"}, id="a year that is not ahead"),
        pytest.param({"target": "få"}, id="no number"),
    ],
)
def test_what_cannot_be_chosen(alesund: Town, published: Release, wrong: dict[str, str]) -> None:
    assert chooses(alesund, **{"period": "2021–2023", "target": "7,5", "target_year": "2030"} | wrong) == 422
    assert Target.objects.filter(indicator="bullied").count() == 0


def test_what_is_adopted_stays_when_the_publisher_corrects_it(alesund: Town, published: Release) -> None:
    chooses(alesund, period="2021–2023", target="7,5", target_year="2030")
    one = Target.objects.get(indicator="bullied")
    adopted = alesund.adopts(one.programme)
    Value.objects.filter(place="1508", last_year=2023).update(number=Decimal("12"))
    page = Client().get("/nb/municipalities/1508/priorities/").content.decode()
    assert " ".join(page.split()).count("Ned fra 10,2 % i 2021–2023 til 7,5 % i 2030.") == 1
    links = [one["href"] for one in elements(page, "a") if one.text == "Elever som blir mobbet"]
    assert links == ["/nb/municipalities/1508/bullied/"]
    assert whole(adopted).targets[1].baseline == Decimal("10.2")


def test_only_what_is_published_about_the_municipality_is_offered(alesund: Town, published: Release) -> None:
    publishes("wellbeing", [("0", 2021, 2023, "90")])
    challenge = whole(alesund.has_whole_draft()).challenges[0].challenge
    page = alesund.open("figures", challenge.pk).content.decode()
    offered = [one["href"].partition("?")[2] for one in elements(page, "a") if "figure=" in one["href"]]
    assert offered == ["figure=bullied"]
    unknown = alesund.send("new", "target", challenge.pk, query="?figure=wellbeing", target="1", target_year="2030")
    assert unknown.status_code == 404


def test_an_invented_municipality_is_never_given_a_real_ones_number(fjordvik: Town) -> None:
    publishes("bullied", [("9901", 2021, 2023, "9")])
    challenge = whole(fjordvik.has_whole_draft()).challenges[0].challenge
    said = {"period": "2021–2023", "target": "7", "target_year": "2030"}
    assert fjordvik.send("new", "target", challenge.pk, query="?figure=bullied", **said).status_code == 404
