"""An issue's text: no HTML gets in by any route, and nothing is fetched when a letter is opened."""

import pytest

from helhet.newsletter.markdown import html, text


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('<img src="https://spy.example/1.gif">', '<p>&lt;img src="https://spy.example/1.gif"&gt;</p>'),
        ("![pixel](https://spy.example/1.gif)", '<p>!<a href="https://spy.example/1.gif">pixel</a></p>'),
        ("[press](javascript:alert(1))", "<p>[press](javascript:alert(1))</p>"),
        ("[press](data:text/html,x)", "<p>[press](data:text/html,x)</p>"),
        ('[a](/nb/ "x\\" onclick=y")', '<p><a href="http://127.0.0.1:8000/nb/" title="x&quot; onclick=y">a</a></p>'),
        ("# Top\n\n#### Deep", "<h2>Top</h2>\n<h3>Deep</h3>"),
        ("[guides](/nb/guides/)", '<p><a href="http://127.0.0.1:8000/nb/guides/">guides</a></p>'),
    ],
)
def test_what_becomes_of_it(body: str, shown: str) -> None:
    found = html(body).strip()
    assert found.removeprefix("<p>").removesuffix("</p>") == shown.removeprefix("<p>").removesuffix("</p>")


def test_plain_text_keeps_words_lists_and_addresses() -> None:
    body = "## Heading\n\nFirst *line*\nsecond\n\n1. one\n2. two\n   - inner\n\nSee [us](https://helhet.example)."
    assert text(body) == (
        "Heading\n\nFirst line\nsecond\n\n1. one\n2. two\n  - inner\n\nSee us (https://helhet.example)."
    )
