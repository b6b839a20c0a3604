"""An issue's Markdown, as HTML and as plain text. Raw HTML is not read; pictures are not shown.

A picture in a letter is fetched when it is opened, and so tells its sender who reads, and when. There are none.
"""

from urllib.parse import urljoin

import nh3
from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "hr", "code"}
SCHEMES = {"http", "https", "mailto", "tel"}
_parser = MarkdownIt("commonmark", {"html": False}).disable("image")


def html(body: str) -> str:
    """Clean HTML; headings begin below the page's own, and links are whole."""
    tokens = _parser.parse(body)
    for token in tokens:
        if token.tag in {"h1", "h4", "h5", "h6"}:
            token.tag = "h2" if token.tag == "h1" else "h3"
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("href", whole(str(inner.attrGet("href") or "")))
    made = _parser.renderer.render(tokens, _parser.options, {})
    return nh3.clean(made, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES, link_rel=None)


def text(body: str) -> str:
    """The same for those who read letters as plain text: lines broken as written, a link's address after its words."""
    return "\n\n".join(block for block in _blocks(_parser.parse(body)) if block)


def whole(href: str) -> str:
    """An address that leads from anywhere: one of ours is written with the site's before it."""
    return urljoin(settings.ADDRESS + "/", href)


def _blocks(tokens: list[Token]) -> list[str]:
    """Each block in turn; a list's points close to one another."""
    found: list[str] = []
    marks: list[int | None] = []  # the lists we are in: the number of the next point, or None for a dash
    begun = ""
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            marks.append(int(token.attrGet("start") or 1) if token.type.startswith("ordered") else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            marks.pop()
        elif token.type == "list_item_open":
            number = marks[-1]
            begun = "  " * (len(marks) - 1) + (f"{number}. " if number is not None else "- ")
            marks[-1] = None if number is None else number + 1
        elif token.type == "inline":
            words = _inline(token)
            if begun and found and found[-1].lstrip().startswith(("-", *"0123456789")) and marks:
                found[-1] += f"\n{begun}{words}"
            else:
                found.append(f"{begun}{words}")
            begun = ""
        elif token.type in {"fence", "code_block"}:
            found.append(token.content.rstrip())
        elif token.type == "hr":
            found.append("---")
    return found


def _inline(token: Token) -> str:
    words, href = "", ""
    for one in token.children or ():
        if one.type in {"softbreak", "hardbreak"}:
            words += "\n"
        elif one.type == "link_open":
            href = whole(str(one.attrGet("href") or ""))
        elif one.type == "link_close":
            words += f" ({href})" if not words.endswith(href) else ""
        else:
            words += one.content
    return words
