"""National identity numbers (fødselsnummer, D-nummer, H-nummer): are they well formed, and are they made up?

Eleven digits: day, month, year (two digits), a serial, two control digits. Neither sex nor century may be read
from them: from 2032 the numbers carry neither, also for people born before, so nothing here returns a birthday.
The first control digit has one right value until then; from 2032 the weighted sum may leave 0, 1, 2 or 3
(Skatteetaten, "Nytt fødselsnummer fra 2032", the national population register's own documentation).
"""

import re
import unicodedata
from enum import StrEnum

FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FIRST_MAY_LEAVE = frozenset({0, 1, 2, 3})
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Kind(StrEnum):
    """What sort of number it is, told by what is added to the day or the month."""

    ORDINARY = "ordinary"
    """Fødselsnummer."""
    D_NUMBER = "d_number"
    """D-nummer, for people without a fødselsnummer: 40 added to the day."""
    H_NUMBER = "h_number"
    """Hjelpenummer, given by a health service to someone not yet identified: 40 added to the month."""
    SYNTHETIC = "synthetic"
    """An invented test person of the tax administration (Tenor): 80, or 65, added to the month."""


class NotANumber(ValueError):
    """Not a national identity number; the message says what is wrong, and never repeats the number."""


def kind(number: str) -> Kind:
    """What kind of number this is.

    Raises:
        NotANumber: not eleven digits, no such day, or a wrong control digit.
    """
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        raise NotANumber("a national identity number is eleven digits")
    found = _kind_of_date(int(number[:2]), int(number[2:4]), int(number[4:6]))
    if _sum(number, FIRST) % 11 not in FIRST_MAY_LEAVE or _sum(number, SECOND) % 11 != 0:
        raise NotANumber("a control digit is wrong")
    return found


ROWS_OF_DIGITS = re.compile(r"\d(?:[\W_]{0,3}\d)+")
"""Digits with at most three signs that are no letters between them: spaces, dots, hyphens."""
ELEVEN_ALONE = re.compile(r"(?<!\d)\d{6}[\W_]{0,3}\d{5}(?!\d)")
"""Written as such a number is: eleven digits, or six and five."""


def is_written_in(text: str) -> bool:
    """Whether somebody seems to have written such a number in running text, so that it must not be stored.

    Eleven digits in a row, or six and five, are taken for one even where a control digit is wrong: a slip of the keys
    still tells who it is. Spread over spaces, dots and hyphens, or among other digits, it is one when it is well
    formed. Digits of every script count.
    """
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in " ".join(text.split()))
    if ELEVEN_ALONE.search(plain):
        return True
    rows = ("".join(filter(str.isdigit, row)) for row in ROWS_OF_DIGITS.findall(plain))
    return any(_is_one(row[at : at + 11]) for row in rows for at in range(len(row) - 10))


def _is_one(number: str) -> bool:
    try:
        kind(number)
    except NotANumber:
        return False
    return True


def is_synthetic(number: str) -> bool:
    """Whether this is a well-formed number of an invented person: no real person can have it."""
    try:
        return kind(number) is Kind.SYNTHETIC
    except NotANumber:
        return False


def synthetic(*, day: int, month: int, year: int, serial: int) -> str:
    """An invented person's number: the one with this date and the first serial from `serial` (0–999) that has one.

    `year` is its two last digits. For tests and demonstrations.
    """
    for offset in range(1000):
        nine = f"{day:02}{month + 80:02}{year:02}{(serial + offset) % 1000:03}"
        first = -_sum(nine, FIRST) % 11
        second = -_sum(f"{nine}{first}", SECOND) % 11
        if first < 10 and second < 10:
            return f"{nine}{first}{second}"
    raise AssertionError("every date has numbers")


def _kind_of_date(day: int, month: int, year: int) -> Kind:
    found = Kind.ORDINARY
    for added, shifted in ((80, Kind.SYNTHETIC), (65, Kind.SYNTHETIC), (40, Kind.H_NUMBER)):
        if month > added:
            month, found = month - added, shifted
            break
    if day > 40:
        day, found = day - 40, found if found is not Kind.ORDINARY else Kind.D_NUMBER
    # The century is not known: 29 February stands wherever the year's two digits can be a leap year.
    days = 28 if month == 2 and year % 4 else DAYS[month - 1] if 1 <= month <= 12 else 0
    if not 1 <= day <= days:
        raise NotANumber("there is no such day")
    return found


def _sum(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))
