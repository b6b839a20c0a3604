"""A page as a tagged PDF (PDF/UA-1). Needs Pango from the system; where it is missing, nobody is offered a PDF."""

from functools import cache
from typing import Any

from django.template.loader import render_to_string

STATIC = "https://static.invalid/"
"""What the template calls the folder of static files. No such place exists."""


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

    from helhet.priorities.report.own_files import OwnFiles

    html = render_to_string(template, context | {"static": STATIC})
    made: bytes = HTML(string=html, base_url=STATIC, url_fetcher=OwnFiles(STATIC)).write_pdf(pdf_variant="pdf/ua-1")
    return made
