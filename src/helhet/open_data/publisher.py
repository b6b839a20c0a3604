"""Who answers for this site's open data: set by whoever runs it, and named in the catalogue."""

from dataclasses import dataclass

from django.conf import settings

REGISTER = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations/"
"""Where data.norge.no knows public bodies by their organisation number."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """A body with its name; its organisation number and e-mail address, empty where they are not set (utgiver)."""

    name: str
    number: str
    email: str

    @property
    def address(self) -> str:
        """Its name for programs in the common register; empty without a number."""
        return f"{REGISTER}{self.number}" if self.number else ""


def publisher() -> Publisher | None:
    """The one who publishes; None where nobody has been named, and then no catalogue is offered for harvesting."""
    if not settings.PUBLISHER:
        return None
    return Publisher(settings.PUBLISHER, settings.PUBLISHER_NUMBER, settings.PUBLISHER_EMAIL)
