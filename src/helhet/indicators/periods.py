"""What span of time a figure is about: a year, a school year, or a window of several."""

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From the first year to the last, both counted in; `school`: years that begin in August.

    A window of several years is one figure about all of them and is never read as the last year's.
    """

    first: int
    last: int
    school: bool = False

    @property
    def is_window(self) -> bool:
        """Whether it covers more than one year."""
        return self.last > self.first

    @property
    def day(self) -> date:
        """The day whose municipalities the figure is about, where its source doesn't say: 1 January of the last year,
        which lies in the middle of a school year."""
        return date(self.last + self.school, 1, 1)

    @property
    def label(self) -> str:
        """As it is written: 2013, 2011–2013, 2022/23, 2022/23–2024/25."""
        ends = [f"{year}/{(year + 1) % 100:02}" if self.school else str(year) for year in (self.first, self.last)]
        return "–".join(ends if self.is_window else ends[:1])

    def __str__(self) -> str:
        return self.label


_FORMS = (
    (re.compile(r"(\d{4})(?:-01-01)?"), False),
    (re.compile(r"(\d{4})[-_–](\d{4})"), False),
    (re.compile(r"(\d{4})[/-]\d\d"), True),
    (re.compile(r"(\d{4})/\d\d[-–](\d{4})/\d\d"), True),
)


def read_period(text: str, *, back: int = 0) -> Period:
    """What sources write: 2013, 2013-01-01, 2011_2013, 2011-2013, 2021-22, 2022/23-2024/25.

    `back`: a source that names the last year of a window of so many years more. Raises ValueError for anything else.
    """
    for form, school in _FORMS:
        found = form.fullmatch(text.strip())
        if found:
            years = [int(year) for year in found.groups()]
            if years[0] > years[-1]:
                break
            return Period(years[0] - back, years[-1], school)
    raise ValueError(f"a year, a school year or a window of years, found {text!r}")
