"""One place reads the time. Everyone else is told it."""

import ast

from tests.house.source import dotted, sources, templates

READS = {"now", "utcnow", "today", "time", "time_ns"}
UNLESS_TOLD = {"localdate", "localtime"}
"""These read the time only when they are given none."""
CLOCKS = {"timezone", "date", "datetime", "time", "dt", "django.utils.timezone", "datetime.datetime", "datetime.date"}
MAY = {
    "web/clock.py": "it is the place",
}


def test_only_one_place_reads_the_time() -> None:
    elsewhere = [
        source.at(node)
        for source in sources()
        if source.name not in MAY
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in READS or (node.func.attr in UNLESS_TOLD and not node.args))
        and dotted(node.func.value) in CLOCKS
    ]
    assert elsewhere == []


def test_nobody_imports_a_clock_to_call_it_by_another_name() -> None:
    names = {("django.utils.timezone", name) for name in READS | UNLESS_TOLD} | {("time", "time")}
    elsewhere = [
        source.at(node)
        for source in sources()
        if source.name not in MAY
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and {(node.module, alias.name) for alias in node.names} & names
    ]
    assert elsewhere == []


def test_no_template_reads_the_time() -> None:
    assert [name for name, path in templates().items() if "{% now" in path.read_text("utf-8")] == []
