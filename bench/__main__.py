"""`./run norway` and `./run bench`: make a synthetic Norway, and measure on it."""

import json
import subprocess
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime

from bench.figures import Figure, as_data, machine, table
from bench.places import FOLDER, KINDS, ROOT, Norway, postgres
from bench.run import measured

PAGE = ROOT / "docs" / "operations" / "performance.md"
FROM_HERE = "<!-- from here on `./run bench --write` writes -->"


def main() -> None:
    """Read what is wanted, and do it."""
    parser = ArgumentParser(prog="./run", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    norway = verbs.add_parser("norway", help="make a synthetic Norway, or go on where it was stopped")
    norway.add_argument("percent", nargs="?", type=float, default=100, help="of the country: 1, 10 or 100")
    norway.add_argument("--only", choices=KINDS, help="in one kind of database; both, when left out")
    bench = verbs.add_parser("bench", help="measure, and print a table and JSON")
    bench.add_argument("--large", type=float, default=100, help="percent of the country")
    bench.add_argument("--small", type=float, default=1, help="percent of the country it is compared with")
    bench.add_argument("--write", action="store_true", help=f"keep the table in {PAGE.relative_to(ROOT)}")
    asked = parser.parse_args()
    if asked.verb == "norway":
        if not 0 < asked.percent <= 100:
            parser.error("percent of the country is above 0 and at most 100")
        with postgres():
            for kind in [asked.only] if asked.only else KINDS:
                make(Norway(kind, asked.percent / 100))
    else:
        run(asked.large / 100, asked.small / 100, write=asked.write)


def run(large: float, small: float, *, write: bool) -> None:
    """Measure, and say what was found as it is found."""
    missing = [place for kind in KINDS for share in (large, small) if not (place := Norway(kind, share)).made()]
    if missing:
        sys.exit("bench: first " + " and ".join(sorted({f"./run norway {one.share * 100:g}" for one in missing})))
    found: list[Figure] = []
    with postgres():
        for one in measured(large, small):
            found.append(one)
            print(one.line(), flush=True)
    on = machine()
    text = json.dumps({"machine": on, "figures": as_data(found)}, ensure_ascii=False, indent=1)
    (FOLDER / "bench.json").write_text(text)
    print(text)
    if write:
        day = datetime.now(UTC).date().isoformat()
        words = PAGE.read_text().partition(FROM_HERE)[0]
        where = "; ".join(f"{name}: {value}" for name, value in on.items())
        PAGE.write_text(f"{words}{FROM_HERE}\n\nMeasured {day}. {where}.\n\n{table(found)}\n")


def make(place: Norway) -> None:
    """Make one Norway in a process of its own, which is set up for its database."""
    if place.made():
        print(f"{place.kind} {place.name} is there")
        return
    print(f"{place.kind} {place.name}", flush=True)
    place.create()
    today = datetime.now(UTC).date().isoformat()
    command = [sys.executable, "-m", "bench.norway", str(place.share), "--on", today]
    subprocess.run(command, env=place.environment() | {"HELHET_COMMAND": "yes"}, check=True)
    place.stamp()


if __name__ == "__main__":
    main()
