"""Where the synthetic Norways lie: one PostgreSQL of their own, durable, and SQLite files beside it.

All of it is under var/norway (HELHET_NORWAY for another folder), made by `./run norway` and kept until it is removed.
"""

import os
import secrets
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.with_postgres import UNPRIVILEGED, programs

ROOT = Path(__file__).parent.parent
FOLDER = Path(os.environ.get("HELHET_NORWAY", ROOT / "var" / "norway"))
POSTGRES = FOLDER / "postgres"
TUNED = (
    "-c shared_buffers=2GB -c max_wal_size=8GB -c checkpoint_timeout=15min -c jit=off -c maintenance_work_mem=512MB "
    "-c listen_addresses="
)
"""The rest as PostgreSQL comes: every commit is on the disk before it is answered."""
KINDS = ("postgresql", "sqlite")


@dataclass(frozen=True, slots=True)
class Norway:
    """One Norway in one kind of database."""

    kind: str
    share: float

    @property
    def name(self) -> str:
        """A name for its databases: `norway_10000` is all of it, `norway_100` one percent."""
        return f"norway_{round(self.share * 10_000)}"

    def environment(self) -> dict[str, str]:
        """All the settings of a program that runs on it."""
        if self.kind == "sqlite":
            main, keys = (f"sqlite:///{FOLDER / name}.sqlite3" for name in (self.name, f"{self.name}_keys"))
        else:
            at = f"postgres://helhet@{quote(str(POSTGRES), safe='')}"
            main, keys = f"{at}/{self.name}", f"{at}/{self.name}_keys"
        return os.environ | {
            "DATABASE_URL": main,
            "HELHET_KEYS_URL": keys,
            "HELHET_ROOT_KEY": _root_key(),
            "HELHET_SECRET_KEY": "the bench's own",
            "HELHET_HOSTS": "127.0.0.1",
            "HELHET_MAIL_FROM": "helhet@norway.example",
            "HELHET_VAR": str(FOLDER),
            "HELHET_STATEMENT_SECONDS": "3600",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }

    def made(self) -> bool:
        """Whether it has been made, wholly."""
        return self._stamp.exists()

    def stamp(self) -> None:
        """It is whole."""
        self._stamp.touch()

    @property
    def _stamp(self) -> Path:
        return FOLDER / f"{self.kind}-{self.name}.whole"

    def create(self) -> None:
        """Its empty databases, where there are none. PostgreSQL must be running."""
        if self.kind == "postgresql":
            for name in (self.name, f"{self.name}_keys"):
                _run("createdb", "--host", str(POSTGRES), "--username=helhet", name, may_fail=True)


@contextmanager
def postgres() -> Iterator[None]:
    """The server, made when there is none, running until the block ends; one that runs already is left running.

    Raises:
        subprocess.CalledProcessError: it did not start; the file log in its folder says why.
    """
    if not (POSTGRES / "data").exists():
        POSTGRES.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(POSTGRES, UNPRIVILEGED)
        _run("initdb", "--pgdata=data", "--username=helhet", "--auth=trust", "--no-locale", "--encoding=UTF8")
    control = ("pg_ctl", "--pgdata=data", "--silent", "--wait")
    if _run("pg_ctl", "--pgdata=data", "status", may_fail=True):
        yield
        return
    _run(*control, "start", "--log=log", f"--options=-k {POSTGRES} {TUNED}")
    try:
        yield
    finally:
        _run(*control, "stop", "--mode=fast")


def _run(program: str, *arguments: str, may_fail: bool = False) -> bool:
    """Whether it went well. Raises subprocess.CalledProcessError where it did not, and must."""
    as_server: dict[str, Any] = {"cwd": POSTGRES, "check": not may_fail, "stdout": subprocess.DEVNULL}
    if may_fail:
        as_server["stderr"] = subprocess.DEVNULL
    if os.geteuid() == 0:
        as_server |= {"user": UNPRIVILEGED, "extra_groups": []}
    return subprocess.run([programs() / program, *arguments], **as_server).returncode == 0


def _root_key() -> str:
    """The bench's own root key, made the first time."""
    path = FOLDER / "root.key"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(f"bench:{b64encode(secrets.token_bytes(32)).decode()}")
    return path.read_text()
