"""The printed law is current, and says so when it is not."""

from pathlib import Path

import pytest

from helhet.core.law.pages import pages
from helhet.core.law.parameters import FOLDER, law
from helhet.core.law.print import main

DOCS = Path(__file__).parents[3] / "docs" / "law"


def test_the_printed_law_is_current() -> None:
    assert main([str(DOCS), "--check"]) == 0


def test_each_file_of_parameters_has_a_page_with_every_rule() -> None:
    printed = pages(law())
    assert set(printed) == {"README.md", "ladder.md", "matrix.md", "who-consents.md"} | {
        p.relative_to(FOLDER).with_suffix(".md").as_posix() for p in FOLDER.rglob("*.toml")
    }
    for rule in law().values():
        page = printed[rule.file.replace(".toml", ".md")]
        assert page.count(f"`{rule.id}`") == 1
        assert page.count(rule.text.nn) >= 1


def test_what_was_just_printed_is_current(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path), "--check"]) == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("ages.md", "edited by hand", id="a page edited by hand"),
        pytest.param("old.md", "from a file that is gone", id="a page too many"),
    ],
)
def test_a_page_that_is_not_current_is_named_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    main([str(tmp_path)])
    (tmp_path / name).write_text(text, "utf-8")
    assert main([str(tmp_path), "--check"]) == 1
    run = f"run python -m helhet.core.law.print {tmp_path}"
    assert capsys.readouterr().err == f"{tmp_path}: not current: {name}; {run}\n"
