"""What one page, one list and one decision cost inside the program. Seconds; each call is one measured turn."""

from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Any

from bench.readers import Reader, a_guardian, readers
from helhet.access.filter import grounds_of
from helhet.core.compartments import known_to
from helhet.core.moments import day_of
from helhet.family.discretion import Discretion
from helhet.family.looks import looks_at, rows_told
from helhet.people.models import Service, Worker
from helhet.plans.models import Entry, Feed, Plan
from helhet.plans.queries.doors import ENTRY, PLAN
from helhet.plans.queries.news import PAGE, newest, news
from helhet.vault.unit import unit_of_work
from helhet.web.clock import now

DECISIONS = 200
"""Entries that decisions are asked about, a third of them closed to the reader."""


class Pages:
    """Measures on the database Django is set up with."""

    def __init__(self) -> None:
        self.readers: dict[str, Reader] = readers()
        self._lots = Random(1)
        self._entries = self._some_entries()
        self._family = a_guardian()

    def turn(self, what: str, reader: str = "typical") -> float:
        """One turn of a measure, in seconds."""
        step = getattr(self, f"_{what}")(self.readers[reader])
        with unit_of_work():
            begun = perf_counter()
            step()
            return perf_counter() - begun

    # --- lists

    def _seen(self, reader: Reader) -> Callable[[], Any]:
        """The newest 25 entries the reader may see."""
        at = now()
        return lambda: newest(reader.actor, at=at, before=at)

    def _unfiltered(self, reader: Reader) -> Callable[[], Any]:
        """The newest 25 candidates of the reader's service and what stands beside, as plain Django; asked nothing."""
        newest_first = Feed.objects.filter(service=reader.actor.service, written_at__lt=now())

        def ask() -> None:
            page = newest_first.order_by("-written_at", "-entry").values_list("municipality_id", "entry_id")[:PAGE]
            keys = list(page)
            here = {municipality for municipality, _ in keys}
            entries = list(Entry.objects.filter(municipality__in=here, pk__in=[id for _, id in keys]))
            Worker.objects.in_bulk({one.author_id for one in entries})
            Service.objects.in_bulk({one.service_id for one in entries})
            plans = Plan.objects.filter(municipality__in=here, pk__in={one.plan_id for one in entries})
            list(plans.select_related("child"))

        return ask

    def _logged(self, reader: Reader) -> Callable[[], Any]:
        """The newest 25 entries, with a row of the log for each, committed."""
        return lambda: news(reader.actor, at=now())

    # --- decisions

    def _decision(self, reader: Reader) -> Callable[[], Any]:
        """One decision with all its grounds, on an entry of some plan the reader may or may not see."""
        entry, on = self._lots.choice(self._entries), day_of(now())

        def ask() -> None:
            for row in ENTRY._at_key.rows(reader.actor, on, municipality=entry[0], id=entry[1]):
                grounds_of(row)

        return ask

    def _get(self, _reader: Reader) -> Callable[[], Any]:
        """The same entry by its key, through Django, asked nothing."""
        municipality, id = self._lots.choice(self._entries)
        return lambda: Entry.objects.get(municipality=municipality, pk=id)

    def _some_entries(self) -> list[tuple[Any, Any]]:
        mine = Feed.objects.filter(service=self.readers["typical"].actor.service).order_by("entry_id")
        others = Feed.objects.filter(service=self.readers["many"].actor.service).order_by("entry_id")
        half = DECISIONS * 2 // 3
        found = [*mine.values_list("municipality_id", "entry_id")[:half]]
        return [*found, *others.values_list("municipality_id", "entry_id")[: DECISIONS - half]]

    # --- the family

    def _looks(self, _reader: Reader) -> Callable[[], Any]:
        """A month of one child's log, as the family's page asks for it: the rows themselves."""
        plan, guardian = self._family
        compartments = known_to(reader=guardian.id, child=plan.child_id, why=["plan_guardian"])
        return lambda: list(rows_told(plan, compartments, before=day_of(now())))

    def _looks_page(self, _reader: Reader) -> Callable[[], Any]:
        """The same, counted "n of n", named and put together by day and person."""
        plan, guardian = self._family
        on = day_of(now())
        row = PLAN.list(type(plan).objects.at(plan.key), actor=guardian, on=on).select_related("child").get()
        discretion = Discretion.around(row.child, on=on)
        return lambda: looks_at(row, guardian, discretion, before=on)
