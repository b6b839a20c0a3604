"""A page as a tagged PDF (PDF/UA-1). Needs Pango from the system; where it is missing, nobody is offered a PDF."""

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

STATIC = "https://static.invalid/"
"""What the template calls the folder of static files. No such place exists, and nothing is fetched from outside."""
TYPES = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@cache
def can_make_pdf() -> bool:
    """Whether this machine can: WeasyPrint loads Pango the moment it is imported."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def as_pdf(template: str, context: dict[str, Any]) -> bytes:
    """A template as PDF. Raises OSError or ImportError where this machine cannot; ask `can_make_pdf` first."""
    from weasyprint import HTML

    html = render_to_string(template, context | {"static": STATIC})
    made: bytes = HTML(string=html, base_url=STATIC, url_fetcher=OwnFiles()).write_pdf(pdf_variant="pdf/ua-1")
    return made


class OwnFiles:
    """Hands out the program's own static files, and what an address holds itself. Nothing else, from nowhere."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The content at an address. Raises ValueError for any other address."""
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        if url.startswith("data:"):
            return URLFetcher(allowed_protocols=["data"]).fetch(url, headers)
        if not url.startswith(STATIC):
            raise ValueError(f"not a file of ours: {url[:80]}")
        found = finders.find(url.removeprefix(STATIC))
        if not isinstance(found, str):
            raise ValueError(f"no such file: {url}")
        path = Path(found)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
