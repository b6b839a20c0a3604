"""Views and templates ask a door or a list; they never go to the tables themselves."""

import ast
import re

from tests.house.source import sources, templates

MAY_ASK_TABLES = {
    "models": "they are the tables",
    "partition": "what all tables about children have in common",
    "queries": "reads",
    "actions": "writes",
    "grounds": "the conditions, as filters",
    "tasks": "due rows, by the clock and not by a reader",
    "registry": "public registers, of organisations and of measures",
    "trail": "the trail's own rows",
    "sealing": "the seals over the trail",
    "conditions": "the conditions consent and kinship decide, as filters",
    "door": "the one way in",
    "filter": "grounds turned into one filter",
    "keys": "the key store",
    "rotation": "the key store, and what is sealed by it",
    "management": "the shell",
}
EXCEPTIONS = {
    "access/current.py": "who is signed in, before anyone can be asked what they may see",
    "family/disclosed.py": "a part of the family's page, read beside family/queries.py",
    "family/discretion.py": "a part of the family's page, read beside family/queries.py",
    "family/entries.py": "a part of the family's page, read beside family/queries.py",
    "family/log.py": "the log as a file, beside family/looks.py",
    "family/looks.py": "a part of the family's page, read beside family/queries.py",
    "post/sending.py": "the copies to hand over, by the clock and not by a reader",
    "family/sharing.py": "a part of the family's page, read beside family/queries.py",
}


def test_only_reads_and_writes_go_to_the_tables() -> None:
    elsewhere = [
        source.at(node)
        for source in sources()
        if source.part not in MAY_ASK_TABLES
        and source.name not in EXCEPTIONS
        and not source.name.startswith("demo/")  # loads invented people, and is not installed elsewhere
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.attr != "none"
        if node.value.attr in {"objects", "_default_manager", "_base_manager"}
    ]
    assert elsewhere == []


def test_the_exceptions_are_still_needed() -> None:
    assert [name for name in EXCEPTIONS if name not in {source.name for source in sources()}] == []


def test_no_template_goes_to_the_tables() -> None:
    asks = re.compile(r"\.objects\b|_set\.|\.all\b(?! )|\.(?:batons|entries|offers|consents|guardianships)\.")
    assert [name for name, path in templates().items() if asks.search(path.read_text("utf-8"))] == []
