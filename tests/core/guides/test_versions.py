"""A plan keeps the guide it began with; a new version is for new plans."""

from datetime import date
from pathlib import Path

import pytest

from helhet.core.guides import PACKS, GuideError, all_packs, current, load

FIRST = (PACKS / "levels-a-c" / "1.toml").read_text(encoding="utf-8")
SECOND = (
    FIRST.replace("version = 1", "version = 2")
    .replace("published_on = 2025-08-15", "published_on = 2026-06-01")
    .replace("days = 10", "days = 8", 1)
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A municipality's own folder, with a first version."""
    (tmp_path / "levels-a-c").mkdir()
    (tmp_path / "levels-a-c" / "1.toml").write_text(FIRST, encoding="utf-8")
    return tmp_path


def test_publishing_a_new_version_changes_no_running_plan(root: Path) -> None:
    before = load("levels-a-c", 1, root=root)
    (root / "levels-a-c" / "2.toml").write_text(SECOND, encoding="utf-8")
    assert load("levels-a-c", 1, root=root) == before
    days = [load("levels-a-c", version, root=root).clock("concern_decide").days for version in (1, 2)]
    assert days == [10, 8]


@pytest.mark.parametrize(
    ("on", "version"),
    [
        pytest.param(date(2025, 8, 15), 1, id="from the day the first is published"),
        pytest.param(date(2026, 5, 31), 1, id="until the day before the second"),
        pytest.param(date(2026, 6, 1), 2, id="from the day the second is published"),
    ],
)
def test_a_new_plan_begins_with_the_newest_version_published(root: Path, on: date, version: int) -> None:
    (root / "levels-a-c" / "2.toml").write_text(SECOND, encoding="utf-8")
    assert current("levels-a-c", on, root=root).version == version


def test_the_tenth_version_comes_after_the_ninth(root: Path) -> None:
    for number in (9, 10):
        text = SECOND.replace("version = 2", f"version = {number}")
        (root / "levels-a-c" / f"{number}.toml").write_text(text, encoding="utf-8")
    assert [pack.version for pack in all_packs(root)] == [1, 9, 10]
    assert current("levels-a-c", date(2026, 6, 1), root=root).version == 10


def test_before_anything_is_published_there_is_no_guide(root: Path) -> None:
    with pytest.raises(LookupError, match=r"no version of the guide pack 'levels-a-c' was published by 2025-08-14"):
        current("levels-a-c", date(2025, 8, 14), root=root)


@pytest.mark.parametrize(("code", "version"), [("levels-a-c", 3), ("levels-x", 1), ("../levels-a-c", 1)])
def test_a_version_that_is_not_there_is_said_to_be_missing(root: Path, code: str, version: int) -> None:
    with pytest.raises(LookupError, match=f"there is no version {version} of the guide pack"):
        load(code, version, root=root)


def test_a_file_not_called_by_a_number_is_told_rather_than_passed_over(root: Path) -> None:
    (root / "levels-a-c" / "draft.toml").write_text(FIRST, encoding="utf-8")
    with pytest.raises(GuideError, match="expected the file's name to be a number"):
        all_packs(root)


def test_a_pack_is_read_once(root: Path) -> None:
    assert load("levels-a-c", 1, root=root) is load("levels-a-c", 1, root=root)
