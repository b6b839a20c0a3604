"""One run of the bench: all Norways side by side, turn by turn, so that a ratio is between things measured together."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from statistics import median
from typing import Any

from bench.figures import Figure, milliseconds, number, ratio, share
from bench.places import KINDS, Norway
from bench.served import Served, collect_static, served

ROUNDS, TURNS = 20, 10
"""Each measure has so many turns in each of so many rounds, and every round goes through all that are compared."""
OFFERED, WRITERS = 200, 4
"""Logged pages a second, and the processes that offer them."""
HTTP_REQUESTS = 10_000
"""After which memory is looked at again."""
PEERS = {"list": 9.6, "plan": 29.9, "create": 35.1}
"""Requests a second of the two nearest peers that could be run on such a machine: CARE's lists, Open Zaak's rest."""
TIMES_PEERS = {"list": 10, "plan": 5, "create": 4}


class Probe:
    """A process on one Norway (bench/probe.py)."""

    def __init__(self, place: Norway, process: "subprocess.Popen[str]") -> None:
        self.place, self._process = place, process

    def ask(self, do: str, **how: Any) -> Any:
        """Put a question, and wait for the answer. Raises RuntimeError when the process has ended."""
        self.send(do, **how)
        return self.answer()

    def send(self, do: str, **how: Any) -> None:
        """Put a question without waiting."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **how}) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """The answer to the question put last."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the measuring process on {self.place.kind} {self.place.name} has ended")
        return json.loads(line)


@contextmanager
def probe(place: Norway) -> Iterator[Probe]:
    """A probe, ended with the block."""
    command = [sys.executable, "-m", "bench.probe"]
    process = subprocess.Popen(
        command, env=place.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Probe(place, process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def measured(large: float, small: float) -> Iterator[Figure]:
    """Every figure, as they are found. `large` and `small` are the shares of the country that are compared."""
    for kind in KINDS:
        collect_static(Norway(kind, small))
    for kind in KINDS:
        with probe(Norway(kind, large)) as of_large, probe(Norway(kind, small)) as of_small:
            yield from _inside(kind, of_large, of_small)
        yield from _at_a_rate(Norway(kind, large))
        yield from _over_http(kind, Norway(kind, large), Norway(kind, small))


# --- inside the program ---------------------------------------------------------------------------------------------


def _inside(kind: str, large: Probe, small: Probe) -> Iterator[Figure]:
    much = large.ask("sizes")
    yield Figure("plans", kind, much["plans"], beside=", ".join(f"{name} {n}" for name, n in much.items()))

    def turns(*compared: tuple[Probe, str, str]) -> list[list[float]]:
        found: list[list[float]] = [[] for _ in compared]
        for turn in range(ROUNDS + 1):
            for values, (where, what, reader) in zip(found, compared, strict=True):
                took = where.ask("turns", what=what, reader=reader, n=TURNS)
                if turn:  # the first round warms up
                    values.extend(took)
        return found

    def ratio_of(what: str, above: tuple[Probe, str, str], below: tuple[Probe, str, str], most: float | None) -> Figure:
        one, other = turns(above, below)
        beside = f"{milliseconds(one)} ÷ {milliseconds(other)}"
        return Figure(what, kind, ratio(one, other), target=most, beside=beside)

    for reader in ("typical", "many"):
        what = f"newest 25 I may see ÷ the same unfiltered ({reader} reader)"
        yield ratio_of(what, (large, "seen", reader), (large, "unfiltered", reader), 1.2)
    what = f"the page at {much['many_candidates']} candidates ÷ at {much['few_candidates']}"
    yield ratio_of(what, (large, "seen", "many"), (large, "seen", "few"), 1.2)
    what = "the page on all of Norway ÷ on the small one"
    yield ratio_of(what, (large, "seen", "typical"), (small, "seen", "typical"), 1.2)
    what = f"adversarial: {much['barred_candidates']} candidates, {much['barred_own']} plans of one's own; ÷ unfiltered"
    yield ratio_of(what, (large, "seen", "barred"), (large, "unfiltered", "barred"), None)
    what = "one decision with all its grounds ÷ a plain get"
    yield ratio_of(what, (large, "decision", "typical"), (large, "get", "typical"), 2.2)
    what = "the page with a row of the log for each entry ÷ without"
    most = 1.6 if kind == "postgresql" else 1.2
    yield ratio_of(what, (large, "logged", "typical"), (large, "seen", "typical"), most)
    looks, looks_page = turns((large, "looks", "typical"), (large, "looks_page", "typical"))
    yield Figure(
        f"the family's view of one child among {much['looks']} rows", kind, median(looks) * 1000, "ms", target=1.0,
        beside=f"{milliseconds(looks)}; counted, named and put together {milliseconds(looks_page)}",
    )  # fmt: skip
    insert = large.ask("insert", n=ROUNDS * TURNS)
    yield Figure("yardstick: a bare insert, committed", kind, median(insert) * 1000, "ms", beside=milliseconds(insert))
    yield from _log(kind, small)


def _log(kind: str, where: Probe) -> Iterator[Figure]:
    bare = where.ask("log", what="bare_hash")
    yield Figure(f"yardstick: bare SHA-256 of {bare['bytes']:.0f} bytes", kind, bare["hashes_per_second"], "hashes/s")
    append = where.ask("log", what="append")
    beside = (
        f"{append['log']:,.0f} ÷ {append['plain']:,.0f} rows/s, {append['writers']:.0f} writers; "
        f"÷ one index less: {append['ratio_bare']:.2f}"
    )
    yield Figure("append to the log ÷ plain insert", kind, append["ratio"], target=0.9, least=True, beside=beside)
    sealing, verifying = where.ask("log", what="sealing"), where.ask("log", what="verifying")
    for name, found, target in (("sealing", sealing, 30_000), ("verifying", verifying, 120_000)):
        yield Figure(
            name, kind, found["rows_per_second"], "rows/s", target=target, least=True,
            beside=f"{number(found['rows_per_second_of_cpu'])} rows in a second of this process's own time",
        )  # fmt: skip


def _at_a_rate(place: Norway) -> Iterator[Figure]:
    """Logged pages offered at a steady rate by several processes; the latency is from the moment each was due."""
    seconds = 15.0
    with ExitStack() as open_here:
        several = [open_here.enter_context(probe(place)) for _ in range(WRITERS)]
        for one in several:
            one.ask("turns", what="logged", n=20)
        rate = OFFERED / WRITERS
        for place_in_line, one in enumerate(several):
            one.send("offered", what="logged", rate=rate, seconds=seconds, late=0.5 + place_in_line / OFFERED)
        took = [value for one in several for value in one.answer()]
    yield Figure(
        f"{OFFERED} logged pages a second offered: p99", place.kind, share(took, 0.99) * 1000, "ms", target=30.0,
        beside=f"{milliseconds(took)}, most {max(took) * 1000:.0f} ms",
    )  # fmt: skip


# --- over HTTP ------------------------------------------------------------------------------------------------------

NOTE = {"kind": "note", "text": "Et kort notat fra en måling.", "words_of": "writer", "information_type": "school"}


def _over_http(kind: str, large: Norway, small: Norway) -> Iterator[Figure]:
    """Whole pages for a restricted reader: access decided, texts opened, the look logged."""
    with probe(large) as of_large, probe(small) as of_small:
        ways = {place: one.ask("sign_in", reader="typical") for place, one in ((large, of_large), (small, of_small))}
        told = {
            name: of_large.ask("queries", cookies=ways[large]["cookies"], address=address)
            for name, address in _addresses(ways[large]).items()
        }
    with served(large) as here, served(small) as there:
        took = {place: _asked(server, ways[place]) for place, server in ((large, here), (small, there))}
        for name, values in took[large].items():
            target = PEERS[name] * TIMES_PEERS[name] if name in PEERS else None
            more = told.get(name)
            size = f"; {more['queries']} queries, {more['bytes']} bytes, {more['sent']} sent" if more else ""
            yield Figure(
                f"HTTP {name}", kind, len(values) / sum(values), "requests/s", target=target, least=True,
                beside=milliseconds(values) + size,
            )  # fmt: skip
            yield Figure(
                f"HTTP {name}: all of Norway ÷ the small one", kind, ratio(values, took[small][name]), target=1.2
            )
        before = here.memory()
        pages = cycle(_addresses(ways[large]).values())
        for address in islice(pages, HTTP_REQUESTS):
            here.get(address, ways[large]["cookies"])
        yield Figure(
            f"HTTP memory after {HTTP_REQUESTS} requests ÷ before", kind, here.memory() / before, target=1.05,
            beside=f"{before:.0f} MiB before, {here.memory():.0f} after",
        )  # fmt: skip
    with served(large, freeze=False) as warm:
        values = _asked(warm, ways[large])["list"]
    yield Figure(
        "HTTP list without freezing the heap",
        kind,
        len(values) / sum(values),
        "requests/s",
        beside=milliseconds(values),
    )


def _addresses(way: Mapping[str, Any]) -> dict[str, str]:
    return {"list": way["list"], "news": way["news"], "plan": way["plans"][0], "day": way["day"]}


def _asked(server: Served, way: Mapping[str, Any], rounds: int = 150) -> dict[str, list[float]]:
    """Each page in turn, so many times; and a note written as often, in one plan after the other."""
    found: dict[str, list[float]] = {name: [] for name in (*_addresses(way), "create")}
    for turn in range(-10, rounds):
        plan = way["plans"][turn % len(way["plans"])]
        for name, address in (_addresses(way) | {"plan": plan}).items():
            took = server.get(address, way["cookies"])
            if turn >= 0:
                found[name].append(took)
        took = server.post(f"{plan}write/", way["cookies"], NOTE)
        if turn >= 0:
            found["create"].append(took)
    return found
