"""`retention`: what may go, what may not, and why; with `--run`, lets go what may. Ids and counts, never a name."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helhet.core.actors import Actor
from helhet.core.law.finding import Answer
from helhet.core.law.parameter import LawError
from helhet.core.moments import day_of
from helhet.core.retention import Why, check_adopted, reasons, what_may_go
from helhet.people.models import Organisation
from helhet.retention.actions.letting_go import StillKept, let_go
from helhet.retention.models import MatterKind
from helhet.retention.queries.belonging import rows_of
from helhet.retention.queries.matters import Matter, NoSuchMatter, ended_matters, kept_of, municipalities, name_of
from helhet.web.clock import now

WORDS = {
    Why.TIME_IS_UP: "its time is up",
    Why.TIME_NOT_UP: "its time is not up",
    Why.DAY_UNKNOWN: "the day its time is counted from is not known",
    Why.NOT_ADOPTED: "the municipality has not adopted the rule (HELHET_RETENTION)",
    Why.NO_RULE: "no rule says that it may go",
    Why.IN_USE: "in use",
    Why.HELD: "under a legal hold",
    Why.CONTINUED: "a later plan goes on from it",
    Why.NO_RECEIPT: "the archive has not answered for it",
    Why.RECEIPT_TOO_OLD: "the archive answered before it ended",
}


class Command(BaseCommand):
    help = "Show what may go and why; --run lets it go. Stopped half-way, it is run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--dry-run", action="store_true", help="only show it; so it is without --run too")
        what.add_argument("--run", action="store_true", help="let go what may go, one matter a transaction")
        parser.add_argument("--municipality", help="only this one, by its number")
        parser.add_argument("--batch", type=int, default=200, help="how many are looked at a time")

    def handle(self, *args: Any, **options: Any) -> None:
        self.at, self.run, self.batch = now(), options["run"], options["batch"]
        if self.batch < 1:
            raise CommandError("--batch is one or more")
        try:
            check_adopted(settings.RETENTION)
        except LawError as error:
            raise CommandError(f"HELHET_RETENTION: {error}") from None
        self.count: Counter[str] = Counter()
        self.adopted = settings.RETENTION
        for municipality in self._municipalities(options["municipality"]):
            for kind in MatterKind:
                for page in ended_matters(municipality, kind, size=self.batch):
                    self._page(kind, page)
        gone = "went" if self.run else "would go"
        self.stdout.write(f"{self.count['go']} {gone}, {self.count['stay']} stay; {self.count['rows']} rows {gone}")

    def _municipalities(self, code: str | None) -> list[Organisation]:
        found = [one for one in municipalities() if code in (None, one.code)]
        if not found:
            raise CommandError(f"there is no municipality {code}" if code else "there are no municipalities")
        return found

    def _page(self, kind: MatterKind, page: list[Matter]) -> None:
        facts = kept_of(page)
        for matter in page:
            answer = what_may_go(facts[matter.pk], day_of(self.at), adopted=self.adopted)
            if not answer.allowed:
                self._stays(kind, matter, answer)
            elif self.run:
                self._let_go(kind, matter, answer)
            else:
                self._goes(kind, matter, answer, sum(rows.count() for rows in rows_of(matter)))

    def _let_go(self, kind: MatterKind, matter: Matter, answer: Answer) -> None:
        try:
            rows = let_go(matter=matter, adopted=self.adopted, actor=Actor.system(), at=self.at)
        except StillKept as kept:  # something came in between
            self._stays(kind, matter, kept.answer)
        except NoSuchMatter:
            return
        else:
            self._goes(kind, matter, answer, rows)

    def _goes(self, kind: MatterKind, matter: Matter, answer: Answer, rows: int) -> None:
        self.count["go"] += 1
        self.count["rows"] += rows
        verb = "gone" if self.run else "goes"
        self.stdout.write(f"{name_of(kind, matter.key)} {verb}, {rows} rows: {_told(answer)}")

    def _stays(self, kind: MatterKind, matter: Matter, answer: Answer) -> None:
        self.count["stay"] += 1
        self.stdout.write(f"{name_of(kind, matter.key)} stays: {_told(answer)}")


def _told(answer: Answer) -> str:
    """Each reason once, with the first rule it rests on."""
    first: dict[Why, str] = {}
    for why, rule in reasons(answer):
        first.setdefault(why, rule)
    return "; ".join(WORDS[why] if why in NOT_LAW else f"{WORDS[why]} ({rule})" for why, rule in first.items())


NOT_LAW = frozenset({Why.IN_USE, Why.HELD, Why.CONTINUED})
"""These are facts about the matter, and no paragraph's."""
