"""Prints the law: `python -m helhet.core.law.print docs/law`; `--check` only tells whether it is current."""

import argparse
import sys
from pathlib import Path

from helhet.core.law.pages import pages
from helhet.core.law.parameter import LawError
from helhet.core.law.parameters import law


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or with `--check` compare them. 0 when done or current; 1 and one line when not."""
    parser = argparse.ArgumentParser(prog="helhet.core.law.print", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a page is not current")
    given = parser.parse_args(argv)
    try:
        wanted = pages(law())
    except LawError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if given.check:
        return _check(given.folder, wanted)
    given.folder.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (given.folder / name).parent.mkdir(exist_ok=True)
        (given.folder / name).write_text(text, "utf-8")
    return 0


def _check(folder: Path, wanted: dict[str, str]) -> int:
    found = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.md")}
    stale = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if not stale:
        return 0
    sys.stderr.write(f"{folder}: not current: {', '.join(stale)}; run python -m helhet.core.law.print {folder}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
