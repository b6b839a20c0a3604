"""One concept, one word, everywhere: the glossary and the code know the same names."""

import ast
import re
from typing import NamedTuple

from django.apps import apps

from tests.house.source import ROOT, parsed

PAGE = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\| `([^`]+)` \|(.+)\| \[[^\]]+\]\(([^)]+)\) \|$", re.MULTILINE)


class Name(NamedTuple):
    """One row of the glossary: a name in code, what is said of it, and the file it stands in."""

    code: str
    words: str
    file: str


def names() -> list[Name]:
    """Every name in code the glossary explains."""
    return [Name(*found) for found in ROW.findall(PAGE.read_text("utf-8"))]


def classes_in(file: str) -> set[str]:
    """The classes a file defines, named as seen from the glossary."""
    tree = parsed((PAGE.parent / file).resolve())
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def test_every_model_stands_in_the_glossary() -> None:
    explained = {name.code for name in names()}
    models = {model.__name__ for model in apps.get_models() if model.__module__.startswith("helhet.")}
    assert sorted(models - explained) == []


def test_every_name_is_a_class_where_the_glossary_says() -> None:
    assert [name for name in names() if name.code not in classes_in(name.file)] == []


def test_no_row_in_code_is_written_in_a_way_the_tests_cannot_read() -> None:
    begun = re.findall(r"^\| `([^`]+)`", PAGE.read_text("utf-8"), re.MULTILINE)
    assert begun == [name.code for name in names()]


def test_each_name_stands_once_and_has_both_forms_of_norwegian_and_a_meaning() -> None:
    codes = [name.code for name in names()]
    assert sorted(codes) == sorted(set(codes))
    assert [
        name.code for name in names() if [cell.strip() == "" for cell in name.words.split("|")] != [False] * 3
    ] == []
