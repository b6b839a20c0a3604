"""No template lies about unused, and none is asked for that isn't there."""

import ast
import re
from fnmatch import filter as matching

from tests.house.source import sources, templates

ASKED_FOR_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg))["']""")


def asked_for() -> set[str]:
    """Every name of a template that stands in quotes somewhere in the program; put together, if need be."""
    texts = [source.text for source in sources()] + [path.read_text("utf-8") for path in templates().values()]
    whole = {name for text in texts for name in QUOTED.findall(text)}
    return whole | {name for pattern in put_together() for name in matching(templates(), pattern)}


def put_together() -> set[str]:
    """Patterns for the names made as in `f"room/{page}.html"`."""
    strings = [node for source in sources() for node in ast.walk(source.tree) if isinstance(node, ast.JoinedStr)]
    names = {"".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in one.values) for one in strings}
    return {name for name in names if name.endswith(".html")}


def test_every_template_is_used() -> None:
    assert sorted(set(templates()) - asked_for() - ASKED_FOR_BY_DJANGO) == []


def test_every_template_asked_for_is_there() -> None:
    pages = {name for name in asked_for() if name.endswith(".html")}
    assert sorted(name for name in pages - set(templates()) if not name.startswith("django/")) == []


def test_no_template_holds_code_the_policy_would_stop() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(?!e=)[a-z]+=|javascript:", re.IGNORECASE)
    pages = {name: path for name, path in templates().items() if name.endswith(".html")}
    assert [name for name, path in pages.items() if inline.search(path.read_text("utf-8"))] == []
