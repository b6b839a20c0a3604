"""National identity numbers. No number here belongs to anybody: all but the built ones are the invented kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhet.core.national_id import FIRST, SECOND, Kind, NotANumber, is_synthetic, is_written_in, kind, synthetic


def numbers(date: str, *, leaves: int = 0) -> list[str]:
    """Every number on a date (six digits) whose first control sum leaves this much, built by trying."""
    found = []
    for serial in range(1000):
        for tail in range(100):
            number = f"{date}{serial:03}{tail:02}"
            if _rest(number, FIRST) == leaves and _rest(number, SECOND) == 0:
                found.append(number)
        if found:
            return found
    return found


def _rest(number: str, weights: tuple[int, ...]) -> int:
    return sum(int(d) * w for d, w in zip(number, weights, strict=False)) % 11


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param("030317", Kind.ORDINARY, id="an ordinary number"),
        pytest.param("430317", Kind.D_NUMBER, id="40 on the day"),
        pytest.param("034317", Kind.H_NUMBER, id="40 on the month"),
        pytest.param("038317", Kind.SYNTHETIC, id="80 on the month"),
        pytest.param("036817", Kind.SYNTHETIC, id="65 on the month"),
        pytest.param("438317", Kind.SYNTHETIC, id="a D-number of an invented person"),
        pytest.param("290200", Kind.ORDINARY, id="29 February where the century is not known"),
    ],
)
def test_the_kind_is_told_by_what_is_added(date: str, expected: Kind) -> None:
    assert {kind(number) for number in numbers(date)} == {expected}


@pytest.mark.parametrize("leaves", [0, 1, 2, 3])
def test_from_2032_the_first_control_sum_may_leave_up_to_three(leaves: int) -> None:
    assert {kind(number) for number in numbers("038317", leaves=leaves)} == {Kind.SYNTHETIC}


@pytest.mark.parametrize("leaves", [4, 10])
def test_more_than_three_is_wrong(leaves: int) -> None:
    for number in numbers("038317", leaves=leaves):
        with pytest.raises(NotANumber):
            kind(number)


@pytest.mark.parametrize("text", ["", "1234567890", "123456789012", "0383170000x", "٠٣٨٣١٧٠٠٠٠٠", "00831700000"])
def test_what_is_no_number_says_so_without_repeating_it(text: str) -> None:
    with pytest.raises(NotANumber) as refused:
        kind(text)
    assert text == "" or text not in str(refused.value)
    assert is_synthetic(text) is False


@pytest.mark.parametrize("date", ["318417", "308217", "298217", "009917", "320117", "031317", "030017"])
def test_a_day_that_does_not_exist_is_no_number(date: str) -> None:
    for number in numbers(date):
        with pytest.raises(NotANumber):
            kind(number)


@given(day=st.integers(1, 28), month=st.integers(1, 12), year=st.integers(0, 99), serial=st.integers(0, 999))
def test_a_made_number_is_synthetic_and_one_wrong_digit_is_not(day: int, month: int, year: int, serial: int) -> None:
    number = synthetic(day=day, month=month, year=year, serial=serial)
    assert is_synthetic(number)
    assert not is_synthetic(number[:10] + str((int(number[10]) + 1) % 10))


SOMEBODY = synthetic(day=3, month=3, year=17, serial=7)
SPREAD = " ".join(SOMEBODY)
MISTYPED = f"{SOMEBODY[:10]}{(int(SOMEBODY[10]) + 1) % 10}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Sønnen min er {SOMEBODY}.", id="as it is"),
        pytest.param(f"{SOMEBODY[:6]} {SOMEBODY[6:]}", id="six and five"),
        pytest.param(f"{SOMEBODY[:2]}.{SOMEBODY[2:4]}.{SOMEBODY[4:6]} - {SOMEBODY[6:]}", id="with dots and a hyphen"),
        pytest.param(SPREAD, id="a space between each"),
        pytest.param(f"fnr{SOMEBODY}x", id="inside a word"),
        pytest.param(f"12{SOMEBODY}34", id="among other digits"),
        pytest.param(MISTYPED, id="a slip of the keys"),
        pytest.param("".join(chr(0xFF10 + int(d)) for d in SOMEBODY), id="in wide digits"),
        pytest.param("".join(chr(0x0660 + int(d)) for d in SOMEBODY), id="in Arabic digits"),
        pytest.param("\u200b".join(SOMEBODY), id="with signs nobody sees between"),
        pytest.param(f"{SOMEBODY[:6]}\n{SOMEBODY[6:]}", id="over two lines"),
    ],
)
def test_a_number_is_found_in_what_somebody_writes(text: str) -> None:
    assert is_written_in(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ring 22 33 44 55 eller 99 88 77 66.",
        "Se § 8-1 og § 9-2 i loven fra 2023.",
        "Org.nr. 974 760 673.",
        "24.11.2026 kl. 09.00",
        "1234567890",
        "² ³ ½ ①",
    ],
)
def test_what_else_is_written_with_digits_is_let_through(text: str) -> None:
    assert is_written_in(text) is False
