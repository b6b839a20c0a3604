"""`python -m helhet.demo`: make the demo ready to be served. `./run demo` calls it, and then starts web and worker.

With `--fresh` what the demo remembers is forgotten first.
"""

import os
import shutil
import socket
import sys
from io import StringIO
from pathlib import Path

from helhet.config.start import CannotStart, cannot_open, check_start, set_up, stop_on_fault
from helhet.demo.roster import START_HERE, roster


def main() -> None:
    """Everything `./run demo` needs before it serves. Ends the process with one line where something is in the way."""
    os.environ.setdefault("HELHET_DEMO", "yes")
    stop_on_fault(check_port)
    stop_on_fault(set_up)
    if "--fresh" in sys.argv:
        stop_on_fault(forget)
    stop_on_fault(fill_database)
    make_seal_key()
    stop_on_fault(check_start)
    collect_static()
    say(welcome())


def check_port() -> None:
    """The address is free. Raises CannotStart."""
    text = os.environ.get("HELHET_PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotStart(f"HELHET_PORT is {text!r}: give a port number, such as 8001")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            raise CannotStart(
                f"port {text} is taken ({error.strerror}): stop what uses it, or HELHET_PORT=8001 ./run demo"
            ) from error


def forget() -> None:
    """Remove the demo's own database files, letters and checkpoints. Raises CannotStart where it is somebody's own."""
    from django.conf import settings

    own = {"default": settings.VAR / "demo.sqlite3", "keys": settings.VAR / "keys.sqlite3"}
    if any(str(settings.DATABASES[alias]["NAME"]) != str(path) for alias, path in own.items()):
        raise CannotStart("demo-reset forgets the demo's own file only: empty the database in DATABASE_URL yourself")
    shutil.rmtree(settings.VAR / "checkpoints", ignore_errors=True)
    letters: list[Path] = list(Path(settings.EMAIL_FILE_PATH).glob("*.log"))
    beside = [path for one in own.values() for path in one.parent.glob(f"{one.name}-*")]
    for path in (*own.values(), *beside, *letters):
        path.unlink(missing_ok=True)


def fill_database() -> None:
    """Bring the database up to date, and load Fjordvik where it is empty. Raises CannotStart."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    from helhet.demo.fjordvik import is_loaded, load_fjordvik
    from helhet.demo.safety import Unsafe, check_hosts, check_places
    from helhet.indicators.models import Release
    from helhet.measures.registry.load import load_register
    from helhet.people.models import Person
    from helhet.vault.root import add_to
    from helhet.vault.router import KEYS, ROOM
    from helhet.web.clock import now

    settings.VAR.mkdir(parents=True, exist_ok=True)
    try:
        check_hosts(settings.ALLOWED_HOSTS)
        if Person._meta.db_table in connection.introspection.table_names():
            check_places()
        if not settings.ROOT_KEY and not Path(settings.ROOT_KEY_FILE).exists():
            add_to(Path(settings.ROOT_KEY_FILE))
        call_command("migrate", ROOM, database=KEYS, verbosity=0, interactive=False)
        call_command("migrate", verbosity=0, interactive=False)
        if not is_loaded():
            say("Loading Fjordvik: some seconds, the first time only.")
            load_fjordvik(at=now())
            call_command("index_search", stdout=StringIO())
        load_register()
        if not Release.objects.exists():
            say("Taking in published figures about the real municipalities: some seconds more.")
            call_command("import_indicators", verbosity=0)
    except Unsafe as error:
        raise CannotStart(str(error)) from error
    except DatabaseError as error:
        raise cannot_open(error) from error


def make_seal_key() -> None:
    """The demo's own key for sealing the log, made the first time."""
    from django.conf import settings

    from helhet.audit.sealing.key import new_key, write_key
    from helhet.audit.tasks import DEMO_KEY

    path = settings.VAR / DEMO_KEY
    if not path.exists():
        write_key(new_key("helhet.fjordvik.example"), path)


def collect_static() -> None:
    """Put styles and scripts where the web server finds them, named by their content."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def say(text: str) -> None:
    """Tell whoever sits at the terminal."""
    print(text, flush=True)  # noqa: T201  (it is a command)


def welcome() -> str:
    """The address, and whom to begin with."""
    port = os.environ.get("HELHET_PORT", "8000")
    people = roster().workers
    first_of_all = sorted(people.values(), key=lambda one: one.key != START_HERE)
    lines = [f"{one.name:32}{one.line.en}" for one in first_of_all if one.line]
    return "\n".join(["", f"Helhet's demo: http://127.0.0.1:{port}/   (Ctrl-C stops it)", "", *lines, ""])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:  # the load is one transaction: nothing is left half done
        sys.exit(130)
