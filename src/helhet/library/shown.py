"""One version as a page shows it, in the language it is read in."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from helhet.core.texts import Text
from helhet.library.markdown import Shown, to_html
from helhet.library.models import Picture, Version
from helhet.library.queries import pictures_of
from helhet.library.searchable import wording_in
from helhet.library.topics import topics
from helhet.library.words import AUDIENCE, LANGUAGE, SERVICE, STEP


@dataclass(frozen=True, slots=True)
class Page:
    """What is read, and what is said about it. `language` is the one it is written in, where that is another."""

    version: Version
    title: str
    summary: str
    markdown: str
    written_in: str
    reader: str

    @property
    def body(self) -> SafeString:
        """The text as HTML that can do no harm."""
        pictures = {str(one.pk): one for one in pictures_of(self.version.item)} if "picture:" in self.markdown else {}
        return to_html(self.markdown, lambda key: _picture(pictures.get(key), self.reader))

    @property
    def foreign(self) -> str:
        """The language of the words, where it is not the reader's; else nothing."""
        return self.written_in if self.written_in != self.reader else ""

    @property
    def source_language(self) -> Promise | str:
        """The original's language in words."""
        return LANGUAGE.get(self.version.source_language, self.version.source_language)

    @property
    def years(self) -> str:
        """When the original is from."""
        first, last = self.version.year_from, self.version.year_until
        return f"{first}–{last}" if first and last else str(first or last or "")

    @property
    def topics(self) -> list[tuple[str, Text]]:
        """Los' topics."""
        return [(code, topics()[code].name) for code in self.version.topics if code in topics()]

    @property
    def audiences(self) -> list[tuple[str, Promise]]:
        """Whom it is for."""
        return [(code, AUDIENCE[code]) for code in self.version.audiences if code in AUDIENCE]

    @property
    def steps(self) -> list[tuple[str, Promise]]:
        """Where in the action guide it helps."""
        return [(str(step), words) for step, words in STEP.items() if step in self.version.steps]

    @property
    def services(self) -> list[tuple[str, Promise]]:
        """Whose work it is about."""
        return [(code, SERVICE[code]) for code in self.version.services if code in SERVICE]


def page_of(version: Version, language: str) -> Page:
    """A version in the language nearest to the reader's; one without words yet says so by being empty."""
    wordings = list(version.wordings.all())
    try:
        words = wording_in(language, wordings)
    except LookupError:
        return Page(version, "", "", "", language, language)
    return Page(version, words.title, words.summary, words.body, words.language, language)


def _picture(picture: Picture | None, language: str) -> Shown | None:
    if picture is None:
        return None
    address = reverse("picture", kwargs={"picture": picture.pk})
    return Shown(address, picture.alt(language), picture.width, picture.height, picture.credit)
