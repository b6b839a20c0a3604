"""What a PDF may be made of: the program's own static files, and what an address holds itself. Nothing from outside.

Imported only where WeasyPrint can be.
"""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

TYPES = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


class OwnFiles(URLFetcher):
    """Hands out static files under one made-up address, which is never asked."""

    def __init__(self, static: str) -> None:
        super().__init__(allowed_protocols=["data"], fail_on_errors=True)
        self.static = static

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The content at an address. Raises FatalURLFetchingError for what is not ours: then there is no PDF."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        found = finders.find(url.removeprefix(self.static)) if url.startswith(self.static) else None
        if not isinstance(found, str):
            raise FatalURLFetchingError(f"not a file of ours: {url[:80]}")
        path = Path(found)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})
