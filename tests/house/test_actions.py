"""Every change is one action with one actor."""

import ast
from collections.abc import Iterator

from tests.house.source import Source, dotted, sources

WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "save", "update", "bulk_update", "delete"}
NOT_DONE_BY_ANYONE = {
    "vault/keys.py": "a key is made with the first word it seals, and that word has its own trace",
    "vault/rotation.py": "new keys for old: what is written stays as it was",
    "people/registry/load.py": "public registers of organisations, read in from files",
    "measures/registry/load.py": "the register of measures, read in from files",
    "post/tasks.py": "the post's own note of what became of a letter",
    "post/sending.py": "the post's own note of what became of a mailing",
    "plans/tasks.py": "the queue forgets the tasks it has done",
    "audit/sealing/outside.py": "a witness outside has signed: nobody here has done anything",
    "audit/sealing/sealer.py": "nobody's act: the program seals what people's acts left",
    "clocks/tasks.py": "ticks off a reminder the system itself has sent",
}


def functions(source: Source) -> Iterator[ast.FunctionDef]:
    yield from (node for node in source.tree.body if isinstance(node, ast.FunctionDef))


def writes(function: ast.FunctionDef) -> bool:
    """Whether it changes rows itself. A dictionary's `update` takes what a queryset's never does: no keywords."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not (node.func.attr == "update" and not node.keywords)
        for node in ast.walk(function)
    )


def is_action(source: Source, function: ast.FunctionDef) -> bool:
    """What several actions share stands in `common.py`, and is called by one that says who acts."""
    return (
        source.path.name != "common.py"
        and not function.name.startswith("_")
        and (
            any(dotted(decorator) == "transaction.atomic" for decorator in function.decorator_list) or writes(function)
        )
    )


def test_every_action_says_who_acts_and_takes_nothing_by_position() -> None:
    found = {
        source.at(node): node for source in sources("actions") for node in functions(source) if is_action(source, node)
    }
    assert len(found) > 20, "the walk has lost its way"
    assert [at for at, node in found.items() if "actor" not in {a.arg for a in node.args.kwonlyargs}] == []
    assert [at for at, node in found.items() if node.args.args or node.args.posonlyargs] == []


def test_every_action_tells_what_it_means() -> None:
    told = [
        source.at(node)
        for source in sources("actions")
        for node in functions(source)
        if is_action(source, node) and not ast.get_docstring(node)
    ]
    assert told == []


def test_rows_about_people_are_changed_in_actions_only() -> None:
    elsewhere = [
        source.at(node)
        for source in sources()
        if source.part not in {"actions", "trail", "management"}
        and source.name not in NOT_DONE_BY_ANYONE
        and not source.name.startswith(("demo/", "core/"))
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and ".objects" in ast.unparse(node.func)
    ]
    assert elsewhere == []
