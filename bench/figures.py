"""What is promised, what is only told, and the table of both."""

import math
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    `target` is the most it may be, or with `least` the least; None where nothing is promised.
    """

    what: str
    kind: str
    value: float
    unit: str = ""
    target: float | None = None
    least: bool = False
    beside: str = ""
    """What it is made of, or measured beside."""

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept; None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.least else self.value <= self.target

    def line(self) -> str:
        """The line of the table."""
        sign = "≥" if self.least else "≤"
        promised = "" if self.target is None else f"{sign} {number(self.target)}"
        verdict = {True: "kept", False: "**not kept**", None: ""}[self.kept]
        return (
            f"| {self.what} | {self.kind} | {number(self.value)} {self.unit} | {promised} | {verdict} | {self.beside} |"
        )


def table(figures: Iterable[Figure]) -> str:
    """Every figure, as a table in Markdown."""
    head = "| what | database | measured | promised | | beside |\n| --- | --- | --- | --- | --- | --- |"
    return "\n".join([head, *(one.line() for one in figures)])


def as_data(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Every figure, for a program."""
    return [asdict(one) | {"kept": one.kept} for one in figures]


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """How many times as long the median of one takes as that of the other."""
    return median(above) / median(below)


def share(values: Sequence[float], of: float) -> float:
    """The value that this share of all are at or below."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(of * len(ordered)) - 1)]


def milliseconds(values: Sequence[float]) -> str:
    """Median, and the slow ends, in words."""
    p50, p95, p99 = (share(values, of) * 1000 for of in (0.5, 0.95, 0.99))
    return f"p50 {p50:.2f}, p95 {p95:.2f}, p99 {p99:.2f} ms"


def number(value: float) -> str:
    """As many digits as mean something."""
    if value >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def machine() -> Mapping[str, str]:
    """What it was measured on."""
    cpu = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return {
        "processor": f"{len(cpu)} × {cpu[0].partition(':')[2].strip()}" if cpu else platform.machine(),
        "memory": f"{int(memory.split()[1]) / 2**20:.0f} GiB",
        "system": f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        "python": platform.python_version(),
    }
