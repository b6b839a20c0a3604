"""Where things stand in a TOML file, in all the ways TOML can be written."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from helhet.core.guides.lines import lines_of, nearest_line

TEXT = '''# a comment with [brackets] and "quotes"
title.nb = "a # that is no comment"
"a key" = 'it''s'
long = """
one "quoted" line
[not.a.table]
"""
list = [
  1,
  { key = "x", more = { nb = "y" } },  # the last one
]

[table.inner]
day = 2026-01-31

[[forms]]
key = "first"
[[forms.fields]]
key = "one"
[[forms.fields]]
key = "two"
[[forms]]
[forms.extra]
size = 3
[[forms.fields]]
key = "three"
'''.replace("'it''s'", "'its'")


def test_each_value_is_found_on_its_line() -> None:
    tomllib.loads(TEXT)
    lines = lines_of(TEXT)
    places = {
        ("title", "nb"): 2,
        ("a key",): 3,
        ("long",): 4,
        ("list", 0): 9,
        ("list", 1, "more", "nb"): 10,
        ("table",): 13,
        ("table", "inner", "day"): 14,
        ("forms", 0, "key"): 17,
        ("forms", 0, "fields", 1, "key"): 21,
        ("forms", 1): 22,
        ("forms", 1, "extra", "size"): 24,
        ("forms", 1, "fields", 0, "key"): 26,
    }
    assert {place: lines.get(place) for place in places} == places


def test_what_is_missing_is_placed_at_what_is_around_it() -> None:
    lines = lines_of(TEXT)
    assert nearest_line(lines, ("forms", 0, "fields", 1, "label", "nn")) == 20
    assert nearest_line(lines, ("nothing",)) == 1


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"])), max_size=4))
def test_no_text_inside_quotes_moves_the_lines_after_it(texts: list[str]) -> None:
    quoted = ['"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts]
    written = f"a = [{', '.join(quoted)}]\nb = 1\n"
    assert tomllib.loads(written)["a"] == texts
    assert lines_of(written)[("b",)] == 2
