"""A process on one of the Norways, which measures what it is asked to: a line of JSON in, a line of JSON out.

So several databases are measured in one run, turn by turn, and none has had a quieter machine than the others.
"""

import gc
import importlib
import json
import sys
from time import monotonic, perf_counter, sleep
from typing import Any

from helhet.config.start import set_up, warm_up
from helhet.config.worker import learn_sizes


def main() -> None:
    """Answer until the questions end."""
    set_up()
    warm_up()
    learn_sizes()
    answers = Answers()
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(getattr(answers, asked.pop("do"))(**asked)), flush=True)


class Answers:
    """What can be asked for."""

    def __init__(self) -> None:
        from bench.pages import Pages

        self._pages = Pages()

    def turns(self, what: str, n: int, reader: str = "typical") -> list[float]:
        """So many turns of one measure, in seconds each."""
        return [self._pages.turn(what, reader) for _ in range(n)]

    def sizes(self) -> dict[str, Any]:
        """How much there is of everything, and for the readers to choose from."""
        from bench.facts import sizes

        return sizes(self._pages.readers)

    def offered(self, what: str, rate: float, seconds: float, late: float) -> list[float]:
        """Turns that are due at a steady rate, whether the one before is done or not: seconds from when each was due.

        The first is due `late` seconds from now, so that several processes are not due at one moment.
        """
        start, found = monotonic() + late, []
        for number in range(round(rate * seconds)):
            due = start + number / rate
            sleep(max(0.0, due - monotonic()))
            self._pages.turn(what)
            found.append(monotonic() - due)
        return found

    def sign_in(self, reader: str) -> dict[str, Any]:
        """A session for a reader, and the address of one plan of theirs."""
        from bench.facts import sign_in

        return sign_in(self._pages.readers[reader])

    def queries(self, cookies: dict[str, str], address: str) -> dict[str, int]:
        """How many questions a page puts to the databases, and its bytes, plain and as sent."""
        from bench.facts import queries

        return queries(cookies, address)

    def log(self, what: str, **how: Any) -> dict[str, float]:
        """A measure of the sealed log (`bench/log.py`)."""
        found: dict[str, float] = getattr(importlib.import_module("bench.log"), what)(**how)
        return found

    def insert(self, n: int) -> list[float]:
        """A yardstick: so many bare inserts, each committed, in seconds each."""
        from bench.facts import bare_insert

        found = []
        for _ in range(n):
            begun = perf_counter()
            bare_insert()
            found.append(perf_counter() - begun)
        return found


if __name__ == "__main__":
    main()
