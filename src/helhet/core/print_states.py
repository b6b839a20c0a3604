"""Prints the states and what may follow what: `python -m helhet.core.print_states docs/states.md`.

With `--check` it only tells whether the page is current.
"""

import argparse
import sys
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from helhet.core.baton import OfferState
from helhet.core.deadlock import NEXT as DEADLOCK_NEXT
from helhet.core.deadlock import DeadlockState
from helhet.core.plan import HELD, NEXT, PlanStatus
from helhet.core.priorities import NEXT as PROGRAMME_NEXT
from helhet.core.priorities import ProgrammeState
from helhet.core.publishing import NEXT as VERSION_NEXT
from helhet.core.publishing import VersionState

S = TypeVar("S", bound=StrEnum)

OFFER_NEXT: Mapping[OfferState, Collection[OfferState]] = {
    state: frozenset(OfferState) - {OfferState.OPEN} if state is OfferState.OPEN else frozenset()
    for state in OfferState
}
"""An offer is answered once: `check_can_answer` takes no other state than open."""


def page() -> str:
    """The whole page, as Markdown with diagrams in Mermaid's notation."""
    held = " or ".join(f"`{state}`" for state in PlanStatus if state in HELD)
    lines = [
        "# States",
        "",
        "Printed from the program: change `plan.py`, `baton.py`, `deadlock.py`, `publishing.py` or `priorities.py` in",
        "`src/helhet/core/`, then run `python -m helhet.core.print_states docs/states.md`.",
        "",
        "## A plan",
        "",
        f"Exactly one person is responsible at every instant while it is {held}.",
        "",
        *_diagram(NEXT, PlanStatus.DRAFT),
        "",
        "## An offer of the baton",
        "",
        "Whoever offered it still holds it in every state but `accepted`.",
        "",
        *_diagram(OFFER_NEXT, OfferState.OPEN),
        "",
        "## A plan that is stuck",
        "",
        "The baton stays where it is in every state. A plan is not closed while it is `raised` or `with_body`.",
        "",
        *_diagram(DEADLOCK_NEXT, DeadlockState.RAISED),
        "",
        "## A version in the library",
        "",
        "Whoever approves it has written none of it. At most one of an item's versions is `published`.",
        "",
        *_diagram(VERSION_NEXT, VersionState.DRAFT),
        "",
        "## A municipality's priorities",
        "",
        "Only a draft can be written on. One version at a time is a draft, and one is in force.",
        "",
        *_diagram(PROGRAMME_NEXT, ProgrammeState.DRAFT),
    ]
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Write the page, or with `--check` compare it. 0 when done or current; 1 and one line when not."""
    parser = argparse.ArgumentParser(prog="helhet.core.print_states", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when the page is not current")
    given = parser.parse_args(argv)
    if not given.check:
        given.file.write_text(page(), "utf-8")
        return 0
    if given.file.exists() and given.file.read_text("utf-8") == page():
        return 0
    sys.stderr.write(f"{given.file}: not current; run python -m helhet.core.print_states {given.file}\n")
    return 1


def _diagram(follows: Mapping[S, Collection[S]], first: S) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
    for state in type(first):
        lines += [f"    {state} --> {after}" for after in type(first) if after in follows[state]]
        lines += [] if follows[state] else [f"    {state} --> [*]"]
    return [*lines, "```"]


if __name__ == "__main__":
    sys.exit(main())
