"""The way in for web and worker: set the program up, look it over, or stop with one line that says what to mend."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation
from django.utils.translation import gettext

from helhet.core import guides
from helhet.core.access import GroundError, grounds
from helhet.core.guides import GuideError
from helhet.core.law.parameter import LawError
from helhet.core.law.parameters import law
from helhet.core.retention import check_adopted
from helhet.learning.path import PathError, learning_paths
from helhet.vault.ciphers import WrongKey
from helhet.vault.router import KEYS, ROOM
from helhet.web.clock import today


class CannotStart(RuntimeError):
    """Something the program needs is missing or broken; the message is one line for whoever runs it."""


def begin() -> None:
    """Set the program up and make sure that it can do its work. Ends the process with one line where it cannot."""
    stop_on_fault(set_up)
    stop_on_fault(check_start)


def stop_on_fault(step: Callable[[], None]) -> None:
    """Take one step of starting; a fault ends the process with its one line."""
    try:
        step()
    except (ImproperlyConfigured, CannotStart) as fault:
        sys.exit(f"helhet: {fault}")


def set_up() -> None:
    """Read the settings. Raises ImproperlyConfigured, or CannotStart for a value nobody can read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helhet.config.settings")
    try:
        django.setup()
    except ValueError as error:
        raise CannotStart(f"a setting cannot be read ({_one_line(error)})") from error


def check_start() -> None:
    """Everything that must be in order before the first request: data files, the database, and a safe demo.

    Raises:
        CannotStart: the first thing that is not.
    """
    check_data_files()
    check_database()
    check_keys()
    if settings.DEMO:
        check_demo()
    let_go_of_database()


def warm_up() -> None:
    """Load what the first requests would load, each in its own process: addresses, templates, words and data files.

    Without the database: a connection belongs to one process only. What is loaded here is shared by all of them.
    """
    get_resolver().url_patterns  # noqa: B018  (read for the sake of reading)
    check_data_files()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            gettext("Send again")
    for name in template_names():
        get_template(name)


def template_names() -> list[str]:
    """Every page and part of a page of the program's own rooms."""
    rooms = [Path(app.path) / "templates" for app in apps.get_app_configs() if app.name.startswith("helhet.")]
    of_the_site: list[Path] = list(settings.TEMPLATES[0]["DIRS"])  # type: ignore[call-overload]
    folders = [*rooms, *of_the_site]
    return sorted(
        path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()
    )


def let_go_of_database() -> None:
    """Close what was opened so far: a connection, and a pool's threads, belong to one process only."""
    connections.close_all()
    for one in connections.all(initialized_only=True):
        close_pool = getattr(one, "close_pool", None)  # PostgreSQL only
        if close_pool:
            close_pool()


def check_data_files() -> None:
    """The action guides, the law's numbers, the grounds and the learning paths can be read. Raises CannotStart."""
    try:
        law()
        grounds()
        learning_paths()
        guides.all_packs()
        guides.current(settings.GUIDE, today())
        check_adopted_rules()
    except GuideError as error:
        raise CannotStart(f"the action guide has a fault: {_one_line(error)}") from error
    except PathError as error:
        raise CannotStart(f"a learning path has a fault: {_one_line(error)}") from error
    except (LawError, GroundError) as error:
        raise CannotStart(_one_line(error)) from error
    except LookupError as error:
        raise CannotStart(f"HELHET_GUIDE: {_one_line(error)}") from error


def check_adopted_rules() -> None:
    """The municipality has adopted rules of keeping that there are. Raises CannotStart."""
    try:
        check_adopted(settings.RETENTION)
    except LawError as error:
        raise CannotStart(f"HELHET_RETENTION: {_one_line(error)}") from error


def check_database() -> None:
    """The database and the key store open, and have the shape this program knows. Raises CannotStart."""
    if _is_behind("default"):
        raise CannotStart("the database is older than the program: run ./run manage migrate")
    if _is_behind(KEYS, ROOM):
        raise CannotStart("the key store is older than the program: run ./run manage migrate vault --database keys")


def _is_behind(alias: str, room: str | None = None) -> bool:
    """Whether tables are to be changed: all in a database, or those of one room."""
    try:
        executor = MigrationExecutor(connections[alias])
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes(room)))
    except DatabaseError as error:
        raise cannot_open(error, alias) from error


def cannot_open(error: DatabaseError, alias: str = "default") -> CannotStart:
    """What to say about a database that does not open."""
    where, said = settings.DATABASES[alias]["NAME"], _one_line(error)
    if alias == KEYS:
        return CannotStart(
            f"the key store {where} cannot be used ({said}): put back its copy, or set HELHET_KEYS_URL to it"
        )
    return CannotStart(f"the database {where} cannot be used ({said}): put back a copy, or set DATABASE_URL to another")


def check_keys() -> None:
    """The root key is there and opens the key store, which is this database's own. Raises CannotStart."""
    from helhet.vault.queries import check_root_key, unknown_key

    try:
        check_root_key()
    except WrongKey as error:
        raise CannotStart("the root key does not open the key store: put back the one that does") from error
    if unknown_key() is not None:
        raise CannotStart("the key store is not this database's: set HELHET_KEYS_URL to its own, or put back its copy")


def check_demo() -> None:
    """The demo holds nobody real. Raises CannotStart."""
    from helhet.demo.safety import Unsafe, check_demo

    try:
        check_demo()
    except Unsafe as error:
        raise CannotStart(str(error)) from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error.args[0] if error.args else error).split())
