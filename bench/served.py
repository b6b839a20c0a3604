"""Whole requests over HTTP: one server process, one client, one connection at a time, on the same machine."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlencode

from bench.places import Norway

STARTS_WITHIN = 60
"""Seconds."""


class Served:
    """A running server; `get` and `post` take seconds."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self._port, self._process = port, process

    def get(self, address: str, cookies: Mapping[str, str]) -> float:
        """Ask for a page, and read all of it. Raises RuntimeError for any answer but 200."""
        return self._ask("GET", address, cookies, None, 200)

    def post(self, address: str, cookies: Mapping[str, str], values: Mapping[str, str]) -> float:
        """Send a form. Raises RuntimeError for any answer but "done, look there"."""
        body = urlencode({**values, "csrfmiddlewaretoken": cookies["csrftoken"]})
        return self._ask("POST", address, cookies, body, 302)

    def memory(self) -> float:
        """What the serving process holds in memory, in MiB."""
        (worker,) = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        lines = Path(f"/proc/{worker}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    def _ask(self, method: str, address: str, cookies: Mapping[str, str], body: str | None, expected: int) -> float:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = perf_counter()
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        answer.read()
        took = perf_counter() - begun
        connection.close()
        if answer.status != expected:
            raise RuntimeError(f"{method} {address.split('/')[1]} answered {answer.status}")
        return took


@contextmanager
def served(place: Norway, *, freeze: bool = True) -> Iterator[Served]:
    """Serve a Norway until the block ends. Raises RuntimeError when the server does not start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = place.environment() | {"HELHET_PORT": str(port), "HELHET_FREEZE": "yes" if freeze else "no"}
    command = [sys.executable, "-m", "gunicorn", "--config", "bench/gunicorn.py", "helhet.config.wsgi"]
    process = subprocess.Popen(command, env=settings)
    try:
        for _ in range(STARTS_WITHIN * 10):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                break
            sleep(0.1)
        else:
            raise RuntimeError("the server did not start")
        if process.poll() is not None:
            raise RuntimeError("the server ended at once")
        yield Served(port, process)
    finally:
        process.terminate()
        process.wait()


def collect_static(place: Norway) -> None:
    """Styles and scripts where the server finds them."""
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, env=place.environment() | {"HELHET_COMMAND": "yes"}, check=True)
