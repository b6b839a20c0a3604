"""Files of grounds that must not be loaded, each with the sentence that says what to mend."""

from pathlib import Path

import pytest

from helhet.core.access import ANCHORS, GroundError, grounds, read_grounds

GOOD = """
[[ground]]
code = "one"
resource = "entry"
effect = "permit"
statute = "forvaltningsloven § 13 b nr. 3"
law = "WO-FVL67-13B-3"
valid_from = 2023-01-01
when = ["own_service", "open"]
nb = "Din tjeneste."
nn = "Di teneste."
en = "Your service."
"""
AT_WORK = "forvaltningsloven § 13 b nr. 3"


def said(folder: Path, *files: str | bytes) -> str:
    for number, text in enumerate(files):
        raw = text if isinstance(text, bytes) else text.encode()
        (folder / f"{'abc'[number]}.toml").write_bytes(raw)
    with pytest.raises(GroundError) as refused:
        read_grounds(folder)
    return str(refused.value).replace(folder.name, "folder")


def without(line: str) -> str:
    return "".join(one + "\n" for one in GOOD.splitlines() if not one.startswith(f"{line} ="))


def test_the_good_one_is_loaded(tmp_path: Path) -> None:
    """Each refusal below is this file with one fault."""
    (tmp_path / "a.toml").write_text(GOOD, "utf-8")
    assert [one.code for one in read_grounds(tmp_path).all] == ["one"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "a.toml: holds [[ground]] rows and nothing else", id="an empty file"),
        pytest.param("# only words\n", "a.toml: holds [[ground]] rows and nothing else", id="only a comment"),
        pytest.param("ground = 1", "a.toml: holds [[ground]] rows and nothing else", id="a number"),
        pytest.param("ground = [1, 2]", "a.toml: holds [[ground]] rows and nothing else", id="numbers for rows"),
        pytest.param(GOOD.replace("[[ground]]", "[ground]"), "a.toml: holds [[ground]] rows and nothing else", id="a table"),
        pytest.param(GOOD + '[extra]\nfor = "all"', "a.toml: holds [[ground]] rows and nothing else", id="a table more"),
        pytest.param("[[grounds]]", "a.toml: holds [[ground]] rows and nothing else", id="another name"),
        pytest.param("[[ground]]", "a.toml: ?: 'code' is missing", id="an empty row"),
        pytest.param(GOOD + "unless = []", "a.toml: one: unknown field 'unless'", id="an unknown field"),
        pytest.param(GOOD + "[ground.more]\na = 1", "a.toml: one: unknown field 'more'", id="a nested table"),
        pytest.param(GOOD.replace("when", '"whеn"'), "a.toml: one: unknown field 'whеn'", id="a Cyrillic letter in a field"),
        *(
            pytest.param(without(field), f"a.toml: {'?' if field == 'code' else 'one'}: {field!r} is missing", id=f"no {field}")
            for field in ("code", "resource", "effect", "statute", "law", "valid_from", "when", "nb", "nn", "en")
        ),
        pytest.param(GOOD.replace(AT_WORK, ""), "a.toml: one: a ground without a statute opens nothing", id="no statute"),
        pytest.param(GOOD.replace(AT_WORK, " \\t"), "a.toml: one: a ground without a statute opens nothing", id="a blank one"),
        pytest.param(GOOD.replace(f'"{AT_WORK}"', "13"), "a.toml: one: a text is empty, or no text", id="a statute in figures"),
        pytest.param(GOOD.replace('"Di teneste."', '""'), "a.toml: one: a text is empty, or no text", id="no nynorsk"),
        pytest.param(GOOD.replace('"one"', '""'), "a.toml: : a text is empty, or no text", id="an empty code"),
        pytest.param(
            GOOD.replace('"one"', '"one more"'), "a.toml: one more: a code is small letters, digits and _", id="a spaced code"
        ),
        pytest.param(
            GOOD.replace('"one"', '"оne"'), "a.toml: оne: a code is small letters, digits and _", id="a Cyrillic code"
        ),
        pytest.param(
            GOOD.replace("WO-FVL67-13B-3", "WO-FVL67-13B-33"), "a.toml: one: no law 'WO-FVL67-13B-33'", id="a law nobody made"
        ),
        pytest.param(
            GOOD.replace("WO-FVL67-13B-3", "as_decided"), "a.toml: one: only a disclosure names its own law", id="its own law"
        ),
        pytest.param(GOOD.replace('["own_service", "open"]', '"own_service"'), "a.toml: one: 'when' is a list of conditions", id="a word for a list"),
        pytest.param(GOOD.replace('"open"]', '"open", ["or"]]'), "a.toml: one: ['or'] is not a valid Condition", id="a list in the list"),
        pytest.param(GOOD.replace('"open"', "1"), "a.toml: one: 1 is not a valid Condition", id="a number for a condition"),
        pytest.param(GOOD.replace('"open"', '"open or closed"'), "a.toml: one: 'open or closed' is not a valid Condition", id="an or"),
        pytest.param(GOOD.replace('"open"', '"not open"'), "a.toml: one: 'not open' is not a valid Condition", id="a not"),
        pytest.param(GOOD.replace('"open"', '"Open"'), "a.toml: one: 'Open' is not a valid Condition", id="a capital"),
        pytest.param(GOOD.replace('"open"', '"ｏpen"'), "a.toml: one: 'ｏpen' is not a valid Condition", id="a wide letter"),
        pytest.param(GOOD.replace('"open"', '"open\\u200b"'), "a.toml: one: 'open\\u200b' is not a valid Condition", id="a letter of no width"),
        pytest.param(GOOD.replace('"open"', '"lifted:*"'), "a.toml: one: 'lifted:*' is not a valid Condition", id="a wild card"),
        pytest.param(GOOD.replace('"open"]', '"open", "open"]'), "a.toml: one: a condition stands twice", id="twice"),
        pytest.param(GOOD.replace('["own_service", "open"]', "[]"), "a.toml: one: a ground without conditions is no ground", id="none"),
        pytest.param(
            GOOD.replace('"own_service", ', ""),
            f"a.toml: one: a permit needs an anchor: {', '.join(sorted(ANCHORS))}",
            id="a permit without an anchor",
        ),
        pytest.param(GOOD.replace('"permit"', '"allow"'), "a.toml: one: 'allow' is not a valid Effect", id="another effect"),
        pytest.param(GOOD.replace('"entry"', '"everything"'), "a.toml: one: 'everything' is not a valid Resource", id="of everything"),
        *(
            pytest.param(
                GOOD.replace("valid_from = 2023-01-01", f"valid_from = {days}"),
                "a.toml: one: its first day, and the first day after its last, are days in order",
                id=name,
            )
            for name, days in (
                ("a day as text", '"2023-01-01"'),
                ("a moment", "2023-01-01T00:00:00Z"),
                ("a year", "2023"),
                ("over before it begins", "2023-01-01\nvalid_until = 2022-01-01"),
                ("over as it begins", "2023-01-01\nvalid_until = 2023-01-01"),
                ("an end as text", '2023-01-01\nvalid_until = ""'),
            )
        ),
        pytest.param(GOOD + 'code = "two"', "a.toml: Cannot overwrite a value (at end of document)", id="a field twice"),
        pytest.param(GOOD + "when", "a.toml: Expected '=' after a key in a key/value pair (at end of document)", id="half a line"),
        pytest.param("\ufeff" + GOOD, "a.toml: Invalid statement (at line 1, column 1)", id="a byte order mark"),
        pytest.param(b"\xff\xfe" + GOOD.encode(), "a.toml: is not UTF-8", id="another encoding"),
    ],
)  # fmt: skip
def test_a_fault_and_what_is_said_of_it(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    assert said(tmp_path, text) == sentence


def test_an_empty_folder_opens_nothing_and_says_so(tmp_path: Path) -> None:
    assert said(tmp_path) == "folder: holds no grounds"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("2023-01-01", "2023-01-01", id="the same days"),
        pytest.param("2023-01-01\nvalid_until = 2024-01-02", "2024-01-01", id="a day in common"),
        pytest.param("2024-01-01", "2023-01-01\nvalid_until = 2030-01-01", id="one inside the other's"),
    ],
)
def test_one_code_has_one_meaning_a_day(tmp_path: Path, first: str, second: str) -> None:
    one, other = (GOOD.replace("2023-01-01", days) for days in (first, second))
    assert said(tmp_path, one, other) == "folder: one: stands twice for the same days"


def test_the_next_version_begins_on_the_day_the_old_one_is_over(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(GOOD.replace("2023-01-01", "2023-01-01\nvalid_until = 2024-01-01"), "utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("2023-01-01", "2024-01-01"), "utf-8")
    assert [one.code for one in read_grounds(tmp_path).all] == ["one", "one"]


def test_the_version_follows_every_byte(tmp_path: Path) -> None:
    versions = set()
    for text in (GOOD, GOOD + "\n", GOOD.replace("own_service", "author")):
        (tmp_path / "a.toml").write_text(text, "utf-8")
        versions.add(read_grounds(tmp_path).version)
    assert len(versions) == 3


def test_the_rules_can_be_split_over_files_as_one_likes(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "src/helhet/core/grounds"
    rows = [
        f"[[ground]]{row}"
        for path in sorted(folder.glob("*.toml"))
        for row in path.read_text("utf-8").split("[[ground]]")[1:]
    ]
    for number, row in enumerate(reversed(rows)):
        (tmp_path / f"{number:03}.toml").write_text(row, "utf-8")
    assert set(read_grounds(tmp_path).all) == set(grounds().all)
