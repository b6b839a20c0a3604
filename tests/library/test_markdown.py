"""Whatever an editor writes, or somebody gets an editor to paste, no script comes out."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from helhet.library.markdown import ATTRIBUTES, TAGS, Shown, to_html, to_words

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](<javascript:alert(1)>)",
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example/" onmouseover="alert(1))',
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '![x" onerror="alert(1)](picture:one)',
    "![x](picture:../../evil)",
    '![x](picture:one"onerror=alert(1))',
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "`<script>`",
    "```\n<script>alert(1)</script>\n```",
    "| <script> |\n| --- |\n| <img src=x onerror=alert(1)> |",
    "<style>*{display:none}</style>",
    "<form action=//evil.example><input name=password></form>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x00<script>alert(1)</script>",
    "<!--<script>-->alert(1)",
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
]


class Reading(HTMLParser):
    """Every tag and attribute a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen += [(tag, name, value or "") for name, value in attrs] or [(tag, "", "")]


def picture(key: str) -> Shown | None:
    return Shown("/pictures/one/", 'Et "bilde" <b>', 3, 2) if key == "one" else None


def harm(text: str) -> list[tuple[str, str, str]]:
    """What in the HTML of a text could do something else than be read."""
    reading = Reading()
    reading.feed(to_html(text, picture))
    may = {tag: ATTRIBUTES.get(tag, set()) | {"", *(["rel"] if tag == "a" else [])} for tag in TAGS}
    safe = re.compile(r"^(https?://|mailto:|tel:|/|#|[\w./%?=&-]*$)", re.IGNORECASE)
    return [
        (tag, name, value)
        for tag, name, value in reading.seen
        if name not in may.get(tag, set())
        or (name == "href" and not safe.match(value))
        or (name == "src" and value != "/pictures/one/")
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_comes_through(attack: str) -> None:
    assert harm(attack) == []


@given(
    some.lists(
        some.sampled_from([*ATTACKS, "**", "[", "](", ")", "![", "\n", "- ", "> ", "|", "<", "&#x3c;"]), max_size=8
    )
)
def test_no_attack_comes_through_in_any_company(parts: list[str]) -> None:
    assert harm("".join(parts)) == []


def test_a_text_reads_as_it_was_meant() -> None:
    assert to_html("# Om\n\n- **en**\n- [to](https://a.example)") == (
        "<h2>Om</h2>\n<ul>\n<li><strong>en</strong></li>\n"
        '<li><a href="https://a.example" rel="noopener noreferrer">to</a></li>\n</ul>\n'
    )


def test_a_picture_of_the_items_own_has_its_words() -> None:
    assert to_html("![](picture:one)", picture) == (
        '<p><img src="/pictures/one/" alt="Et &quot;bilde&quot; &lt;b&gt;" width="3" height="2"></p>\n'
    )


def test_a_picture_from_elsewhere_is_a_link_and_tells_nobody_who_reads() -> None:
    assert to_html("![et kart](https://a.example/kart.png)") == (
        '<p><a href="https://a.example/kart.png" rel="noopener noreferrer">et kart</a></p>\n'
    )


def test_search_is_told_the_words_without_the_marks() -> None:
    assert to_words("## Om\n\n- **en**\n- [to](https://a.example)") == "Om en to"
