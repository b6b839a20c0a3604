"""A PostgreSQL of the tests' own: `python -m tests.with_postgres -- pytest tests`.

Made in a temporary folder, reached by a socket in it, without fsync, and gone when the command ends. A server that
happens to run on the machine is never used: what its version and settings are, nobody knows.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

UNPRIVILEGED = "nobody"
"""Who runs the server when root runs the tests: PostgreSQL refuses root."""

NEW = "--pgdata=data --username=helhet --auth=trust --no-locale --encoding=UTF8 --no-sync"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses="


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives its database's address, as HELHET_TEST_DATABASE wants it.

    Raises:
        FileNotFoundError: PostgreSQL's programs are not installed.
        subprocess.CalledProcessError: it did not start; what it said is on standard error.
    """
    binaries = programs()
    with TemporaryDirectory(prefix="helhet-pg-") as folder:
        as_server: dict[str, Any] = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
            as_server |= {"user": UNPRIVILEGED, "extra_groups": []}
        control = [str(binaries / "pg_ctl"), "--pgdata=data", "--silent", "--wait"]
        subprocess.run([str(binaries / "initdb"), *NEW.split()], **as_server)
        subprocess.run([*control, "start", "--log=log", f"--options=-k {folder} {FAST}"], **as_server)
        try:
            yield f"postgres://helhet@{quote(folder, safe='')}/postgres"
        finally:
            subprocess.run([*control, "stop", "--mode=immediate"], **as_server)


def programs() -> Path:
    """The folder of the newest PostgreSQL on this machine. Debian keeps it off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise FileNotFoundError("no initdb: install Debian's postgresql")
    return (found[-1] if found else Path(on_path or "")).parent


def main(command: list[str]) -> int:
    """Run a command beside a server. Returns the command's own exit code."""
    if command[:1] == ["--"]:
        command = command[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then too
    with server() as address:
        return subprocess.run(
            [sys.executable, "-m", *command], env=os.environ | {"HELHET_TEST_DATABASE": address}
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
