"""Markdown to HTML that can do no harm, and to bare words for the search.

Twice over: the reader of Markdown knows no HTML, and what it makes is cleaned by a list of what may stand there. A
picture is one of the item's own (`![](picture:…)`); one from elsewhere becomes a link, since it would tell its server
who reads. Headings begin at the second level: the page has the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

PICTURE = "picture:"
TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "s", "a", "blockquote", "code", "pre", "table",
    "thead", "tbody", "tr", "th", "td", "img", "figure", "figcaption",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it."""

    address: str
    alt: str
    width: int
    height: int
    credit: str = ""


FindPicture = Callable[[str], Shown | None]


def to_html(text: str, picture: FindPicture = lambda key: None) -> SafeString:
    """A text as HTML. Whatever stands in it, no script, style, frame or form comes out."""
    env = {"picture": picture}
    reader = _reader()
    made = reader.renderer.render(_levels(reader.parse(text, env)), reader.options, env)
    clean = nh3.clean(
        made,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
        attribute_filter=_own_pictures_only,
    )
    return mark_safe(clean)  # noqa: S308  (cleaned on the line above)


def to_words(text: str) -> str:
    """A text without its marks, for the search."""
    return " ".join(filter(None, (_words(token) for token in _reader().parse(text))))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
    reader.validateLink = _may_link  # type: ignore[method-assign]
    reader.add_render_rule("image", _image)
    return reader


def _may_link(url: str) -> bool:
    """Only where a browser goes without running anything; a picture of the item's own; a place in the site."""
    return urlsplit(url.strip()).scheme.lower() in {"", "http", "https", "mailto", "tel", PICTURE.rstrip(":")}


def _image(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    source, words = str(token.attrs.get("src", "")), token.content
    shown = env["picture"](source.removeprefix(PICTURE)) if source.startswith(PICTURE) else None
    if shown is None:
        if source.startswith(("http://", "https://")):
            return f'<a href="{escape(source)}">{escape(words or source)}</a>'
        return escape(words)
    return (
        f'<img src="{escape(shown.address)}" alt="{escape(words or shown.alt)}" '
        f'width="{shown.width}" height="{shown.height}">'
    )


def _own_pictures_only(tag: str, name: str, value: str) -> str | None:
    return None if tag == "img" and name == "src" and not value.startswith("/pictures/") else value


def _levels(tokens: list[Token]) -> list[Token]:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = {"h1": "h2", "h2": "h2", "h3": "h3"}.get(token.tag, "h4")
    return tokens


def _words(token: Token) -> str:
    if token.children is None:
        return token.content if token.type in {"fence", "code_block"} else ""
    return "".join(" " if one.type in {"softbreak", "hardbreak"} else one.content for one in token.children)
