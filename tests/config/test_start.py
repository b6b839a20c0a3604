"""What is broken stops web and worker alike, with one line that says what to mend."""

import os
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.template import engines
from pytest_django import Settings

from helhet.config import start
from helhet.config.start import (
    CannotStart,
    check_data_files,
    let_go_of_database,
    stop_on_fault,
    template_names,
    warm_up,
)
from helhet.config.worker import check_seal_key
from helhet.core import guides
from helhet.learning.path import learning_paths

PACKAGE = Path(start.__file__).parent.parent
PROCESSES = [
    pytest.param(["-m", "helhet.config.worker"], id="worker"),
    pytest.param(["-c", "import helhet.config.wsgi"], id="web"),
    pytest.param(["-m", "helhet.demo"], id="demo"),
]


def line_from(process: list[str], **settings: str) -> str:
    """Start a process that must not come up, and give the one line it leaves."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = kept | {"PYTHONPATH": str(PACKAGE.parent), "PYTHONDONTWRITEBYTECODE": "1"} | settings
    done = subprocess.run(
        [sys.executable, *process], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr.strip()


@pytest.mark.parametrize("process", PROCESSES[:2])
def test_a_missing_setting_is_named(process: list[str]) -> None:
    line = line_from(process)
    assert line == "helhet: set HELHET_SECRET_KEY in the environment (docs/operations/settings.md)"


def test_a_publishers_number_is_nine_digits() -> None:
    settings = {"HELHET_DEMO": "yes", "HELHET_PUBLISHER_NUMBER": "12345"}
    line = line_from(["-c", "import helhet.config.wsgi"], **settings)
    assert line == "helhet: HELHET_PUBLISHER_NUMBER is '12345': give nine digits"


@pytest.mark.parametrize("process", PROCESSES)
def test_a_broken_database_is_named(process: list[str], tmp_path: Path) -> None:
    (tmp_path / "demo.sqlite3").write_text("this was a database once")
    line = line_from(process, HELHET_DEMO="yes", HELHET_VAR=str(tmp_path), HELHET_PORT="8791")
    assert line == (
        f"helhet: the database {tmp_path}/demo.sqlite3 cannot be used (file is not a database): "
        "put back a copy, or set DATABASE_URL to another"
    )


@pytest.mark.parametrize("process", PROCESSES[:2])
def test_a_database_of_an_older_program_says_how_to_bring_it_up(process: list[str], tmp_path: Path) -> None:
    line = line_from(process, HELHET_DEMO="yes", HELHET_VAR=str(tmp_path))
    assert line == "helhet: the database is older than the program: run ./run manage migrate"


def manage(*command: str, **settings: str) -> None:
    """Run one of Django's commands on a database of the test's own."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(PACKAGE.parent), "HELHET_DEMO": "yes"} | settings
    call = [sys.executable, "-m", "django", *command, "--settings=helhet.config.settings"]
    subprocess.run(call, env=environment, capture_output=True, timeout=120, check=True)


def test_a_key_store_or_a_root_key_that_does_not_fit_is_said_in_a_line(tmp_path: Path) -> None:
    """One database, brought up step by step, and then robbed of its keys."""
    var, worker = {"HELHET_VAR": str(tmp_path)}, ["-m", "helhet.config.worker"]
    demo = var | {"HELHET_DEMO": "yes"}
    manage("migrate", **var)
    assert line_from(worker, **demo) == (
        "helhet: the key store is older than the program: run ./run manage migrate vault --database keys"
    )
    manage("migrate", "vault", "--database", "keys", **var)
    manage("make_root_key", **var)
    root_key, store, kept = tmp_path / "root.key", tmp_path / "keys.sqlite3", tmp_path / "kept.sqlite3"
    shutil.copy(store, kept)
    manage("shell", "-v", "0", "-c", A_PERSON_WITH_A_NUMBER, **var)

    ours = root_key.read_text()
    root_key.unlink()
    assert line_from(worker, **demo).startswith(f"helhet: the root key in {root_key} cannot be read: put it back, or ")
    root_key.write_text(ours.partition(":")[0] + ":" + b64encode(b"another root key, 32 bytes long.").decode())
    root_key.chmod(0o600)
    assert line_from(worker, **demo) == "helhet: the root key does not open the key store: put back the one that does"
    root_key.write_text(ours)
    assert line_from(worker, HELHET_KEYS_URL=f"sqlite:///{kept}", **demo) == (
        "helhet: the key store is not this database's: set HELHET_KEYS_URL to its own, or put back its copy"
    )
    store.write_text("these were keys once")
    assert line_from(worker, **demo).startswith(
        f"helhet: the key store {store} cannot be used (file is not a database)"
    )


A_PERSON_WITH_A_NUMBER = """
from helhet.people.models import Organisation, Person
place = Organisation.objects.create(kind="municipality", code="9901", name="F", short_name="F", demo=True)
Person.objects.create(municipality=place, name="Ella", national_id="03831712345")
"""


@pytest.mark.parametrize("process", PROCESSES)
def test_a_database_address_nobody_can_read_is_said_in_a_line(process: list[str], tmp_path: Path) -> None:
    line = line_from(process, HELHET_DEMO="yes", HELHET_VAR=str(tmp_path), DATABASE_URL="x", HELHET_PORT="8791")
    assert line.startswith("helhet: a setting cannot be read (")


def test_the_demo_answers_on_this_machine_only(tmp_path: Path) -> None:
    line = line_from(
        ["-m", "helhet.demo"],
        HELHET_DEMO="yes", HELHET_VAR=str(tmp_path), HELHET_HOSTS="helhet.example", HELHET_PORT="8791",
    )  # fmt: skip
    assert line == "helhet: the demo answers on this machine only: take helhet.example out of HELHET_HOSTS"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["eighty", "0", "70000"])
def test_a_port_that_is_none_is_said_in_a_line(port: str) -> None:
    assert line_from(["-m", "helhet.demo"], HELHET_PORT=port) == (
        f"helhet: HELHET_PORT is {port!r}: give a port number, such as 8001"
    )


@pytest.mark.parametrize("setting", ["DATABASE_URL", "HELHET_KEYS_URL"])
def test_the_reset_leaves_a_database_of_ones_own_alone(tmp_path: Path, setting: str) -> None:
    own = tmp_path / "own.sqlite3"
    own.write_text("mine")
    line = line_from(
        ["-m", "helhet.demo", "--fresh"],
        **{"HELHET_VAR": str(tmp_path), setting: f"sqlite:///{own}", "HELHET_PORT": "8791"},
    )
    assert line == ("helhet: demo-reset forgets the demo's own file only: empty the database in DATABASE_URL yourself")
    assert own.read_text() == "mine"


def test_a_broken_guide_names_file_line_and_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(guides.PACKS, tmp_path / "packs")
    pack = tmp_path / "packs" / "levels-0-3" / "1.toml"
    pack.write_text(pack.read_text("utf-8").replace("log_opens_at = ", "log_opens_when = "), "utf-8")
    read = guides.all_packs
    monkeypatch.setattr(guides, "all_packs", lambda: read(tmp_path / "packs"))
    with pytest.raises(CannotStart) as refused:
        check_data_files()
    line = str(refused.value)
    assert line.startswith(f"the action guide has a fault: {pack}:")
    assert len(line.splitlines()) == 1


def test_a_broken_learning_path_names_file_and_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text("title = \n", "utf-8")
    monkeypatch.setattr(start, "learning_paths", lambda: learning_paths(tmp_path))
    with pytest.raises(CannotStart) as refused:
        check_data_files()
    assert str(refused.value) == ("a learning path has a fault: one.toml: Invalid value (at line 1, column 9)")


def test_a_guide_that_does_not_exist_names_its_setting(settings: Settings) -> None:
    settings.GUIDE = "nowhere"
    with pytest.raises(CannotStart, match=r"^HELHET_GUIDE: "):
        check_data_files()


@pytest.mark.parametrize("fault", [CannotStart("mend this"), ImproperlyConfigured("mend this")])
def test_a_fault_ends_the_process_with_its_line(fault: Exception) -> None:
    def step() -> None:
        raise fault

    with pytest.raises(SystemExit) as stopped:
        stop_on_fault(step)
    assert stopped.value.code == "helhet: mend this"


def test_a_rule_of_keeping_nobody_has_is_named(settings: Settings) -> None:
    settings.RETENTION = frozenset({"RT-LOCAL-PLANS"})
    with pytest.raises(CannotStart, match=r"^HELHET_RETENTION: RT-LOCAL-PLANS: no such parameter in the law$"):
        check_data_files()


def test_all_that_requests_share_is_loaded_before_there_are_processes_and_without_a_database() -> None:
    (engine,) = engines.all()
    (loader,) = engine.engine.template_loaders
    loader.reset()
    warm_up()
    assert sorted(loader.get_template_cache) == template_names()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no pool")
@pytest.mark.django_db(transaction=True)
def test_no_connection_and_no_pool_is_left_to_the_processes_that_come_after() -> None:
    connection.ensure_connection()
    held = connection.pool
    let_go_of_database()
    assert (connection.connection, held.closed, held is connection.pool) == (None, True, False)


def test_the_worker_does_not_start_without_the_key_that_seals_the_log(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HELHET_SEAL_KEY", str(tmp_path / "nothing"))
    with pytest.raises(CannotStart, match="nothing cannot be read"):
        check_seal_key()
