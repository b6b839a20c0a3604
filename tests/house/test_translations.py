"""Every sentence on the screen is there in bokmål and in nynorsk, and none is left over from before."""

import ast
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.core.management import call_command

from tests.house.source import SRC, sources

LOCALE = SRC / "locale"
LANGUAGES = ("nb", "nn")


def catalogue(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened)


def texts(found: Catalog) -> set[tuple[str | None, object]]:
    """Every text of the program, with its context."""
    return {(message.context, message.id) for message in found if message.id}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The texts as the program has them now, taken from a copy of it by Django's own makemessages."""
    copy = tmp_path_factory.mktemp("words") / "helhet"
    shutil.copytree(SRC, copy, ignore=shutil.ignore_patterns("locale", "static", "__pycache__", "migrations"))
    (copy / "locale").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(copy)
        call_command("makemessages", locale=["nb"], no_location=True, no_obsolete=True, verbosity=0)
    return catalogue(copy / "locale" / "nb" / "LC_MESSAGES" / "django.po")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_or_left_over(fresh: Catalog, language: str) -> None:
    kept = catalogue(LOCALE / language / "LC_MESSAGES" / "django.po")
    assert sorted(map(str, texts(fresh) - texts(kept))) == []
    assert sorted(map(str, texts(kept) - texts(fresh))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_guessed(language: str) -> None:
    kept = catalogue(LOCALE / language / "LC_MESSAGES" / "django.po")
    empty = [m.id for m in kept if m.id and not all([m.string] if isinstance(m.string, str) else m.string)]
    assert empty == []
    assert [message.id for message in kept if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    kept = catalogue(LOCALE / language / "LC_MESSAGES" / "django.po")
    assert [message.id for message in kept if message.id and list(message.check())] == []


ASKED_BY = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
"""The names extraction knows. A text asked for by another name stays English on every screen."""


def test_every_text_is_asked_for_by_a_name_extraction_knows() -> None:
    other_names = [
        f"{source.at(node)}: {name.name} as {name.asname}"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in ASKED_BY and (name.asname or name.name) not in ASKED_BY
    ]
    assert other_names == []
