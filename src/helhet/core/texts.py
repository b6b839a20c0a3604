"""A text in the languages the platform speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in bokmål, nynorsk and English."""

    nb: str
    nn: str
    en: str

    def in_language(self, code: str) -> str:
        """The words in `code` (`nb`, `nn`, `en`, or with a region); bokmål where we don't speak it."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}.get(code.lower()[:2], self.nb)
