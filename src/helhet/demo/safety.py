"""The demo lets anyone sign in as anyone. So it refuses to run where a real person could be found."""

from collections.abc import Iterable

from django.conf import settings

from helhet.core.national_id import is_synthetic
from helhet.people.models import Person
from helhet.vault.unit import unit_of_work

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Unsafe(RuntimeError):
    """The demo must not run here; the message is one line that says what to mend."""


def check_hosts(hosts: Iterable[str]) -> None:
    """Raise Unsafe unless the site answers on this machine alone."""
    others = sorted(set(hosts) - LOOPBACK)
    if others or not list(hosts):
        found = ", ".join(others) or "no host at all"
        raise Unsafe(f"the demo answers on this machine only: take {found} out of HELHET_HOSTS")


def check_places() -> None:
    """Raise Unsafe if anyone in the database is outside the demo's municipalities; can be asked of an older one too."""
    if Person.objects.filter(municipality__demo=False).exists():
        raise Unsafe("the database has people outside the demo: set DATABASE_URL to an empty database")


def check_data() -> None:
    """Raise Unsafe if anyone in the database may be real: by where they are, or by their number."""
    check_places()
    with unit_of_work():
        numbered = Person.objects.exclude(national_id="").order_by("pk")
        if not all(is_synthetic(one.national_id) for one in numbered):
            raise Unsafe(
                "the database has a national id that is no synthetic test number: set DATABASE_URL to an empty database"
            )


def check_demo() -> None:
    """Both, as the program is set up: looked at before it starts. Raises Unsafe."""
    check_hosts(settings.ALLOWED_HOSTS)
    check_data()
