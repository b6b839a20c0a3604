"""Reading pages in tests: elements with their attributes and text, in document order."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img", "path", "area", "wbr"}


@dataclass
class Element:
    """One element; `text` is everything inside it, with white space run together."""

    tag: str
    attrs: dict[str, str]
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def __getitem__(self, name: str) -> str:
        return self.attrs[name]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[Element] = []
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.found.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.parts.append(data)


def elements(html: str, tag: str | None = None, **attrs: str) -> list[Element]:
    """All elements with this tag and these attributes; `class_` and `for_` stand for class and for."""
    reader = _Reader()
    reader.feed(html)
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
    return [
        e for e in reader.found if (tag is None or e.tag == tag) and all(e.attrs.get(n) == v for n, v in wanted.items())
    ]


def one(html: str, tag: str | None = None, **attrs: str) -> Element:
    """The only such element."""
    (element,) = elements(html, tag, **attrs)
    return element
