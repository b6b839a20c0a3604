"""On what basis each kind of service keeps what it knows: a provision, or an honest gap."""

from datetime import date

import pytest

from helhet.core.law.parameters import parameter
from helhet.core.processing import bases
from helhet.core.services import ServiceType

ON = date(2026, 11, 24)
S = ServiceType


@pytest.mark.parametrize(
    ("kind", "paragraph"),
    [
        (S.PRIMARY_SCHOOL, "opplæringslova § 24-1 fjerde ledd"),
        (S.PPT, "opplæringslova § 24-1 fjerde ledd"),
        (S.FOLLOW_UP_SERVICE, "opplæringslova § 24-1 fjerde ledd"),
        (S.KINDERGARTEN, "barnehageloven § 47 a første ledd"),
        (S.CHILD_WELFARE, "barnevernsloven § 13-6"),
        (S.NAV, "Nav-loven § 4 a"),
        (S.HEALTH_CLINIC, None),
        (S.BUP, None),
        (S.LEISURE_CLUB, None),
        (S.COORDINATING_UNIT, None),
    ],
)
def test_what_each_rests_on(kind: ServiceType, paragraph: str | None) -> None:
    rule = bases()[kind].rule_on(ON)
    assert (rule.paragraph if rule else None) == paragraph


@pytest.mark.parametrize("kind", S)
def test_each_says_what_it_rests_on_or_that_nothing_was_found(kind: ServiceType) -> None:
    basis = bases()[kind]
    assert bool(basis.law) != (basis.gap is not None)
    assert basis.articles


def test_a_provision_counts_only_from_its_first_day() -> None:
    assert bases()[S.PRIMARY_SCHOOL].rule_on(date(2024, 7, 31)) is None


def test_none_of_them_opens_anything() -> None:
    assert [basis.law for basis in bases().values() if basis.law and parameter(basis.law).opens_anything(ON)] == []
