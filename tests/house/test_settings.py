"""Whoever runs the program finds every setting written down, and no setting that isn't there."""

import ast
import re

from tests.house.source import ROOT, sources

PAGE = ROOT / "docs" / "operations" / "settings.md"
NAME = re.compile(r"(?:HELHET_[A-Z_]+|DATABASE_URL)")


def read_by_the_program() -> set[str]:
    """The names of the environment's variables that the program asks for."""
    texts = [
        node.value
        for source in sources()
        if source.name != "config/settings_test.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {text for text in texts if NAME.fullmatch(text)}


def test_the_page_of_settings_names_each_and_no_other() -> None:
    page = PAGE.read_text("utf-8")
    assert sorted(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE)) == sorted(read_by_the_program())
