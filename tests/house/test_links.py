"""What is written leads somewhere, on anyone's machine."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.house.source import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for room in ("docs", "src", "tests") for page in ROOT.glob(f"{room}/**/*.md"))]
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OF_A_MACHINE = re.compile(r"(?:^|[\s`'\"(=])(~?/[\w.-]+/[\w./-]+|[A-Z]:\\\S+)")


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def links(page: Path) -> Iterator[str]:
    """Every link in a page that stays in the house."""
    for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if not ELSEWHERE.match(target):
            yield target


def anchors(page: Path) -> set[str]:
    """The names a page's headings can be linked by."""
    headings = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, target: str) -> bool:
    """Whether a link's file exists inside the house, and in it the heading it names."""
    place, _, anchor = unquote(target).partition("#")
    found = (page.parent / place).resolve() if place else page
    if not found.exists() or not found.is_relative_to(ROOT.resolve()):
        return False
    return not anchor or anchor in anchors(found)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [target for target in links(page) if not leads_somewhere(page, target)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_a_path_of_somebodys_machine(page: Path) -> None:
    assert OF_A_MACHINE.findall(page.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("see `/home/kari/helhet/run`", ["/home/kari/helhet/run"]),
        ("see ~/helhet/run", ["~/helhet/run"]),
        (r"see C:\helhet\run", [r"C:\helhet\run"]),
        ("read and/or write `src/helhet/core`, at http://127.0.0.1:8000/demo/x", []),
    ],
)
def test_a_path_of_a_machine_is_known_when_seen(written: str, found: list[str]) -> None:
    assert OF_A_MACHINE.findall(written) == found
