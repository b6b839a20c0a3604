"""One way of asking: never too often, again when the service is busy, and with an end to the patience."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

BUSY = frozenset({429, 500, 502, 503, 504})
AGENT = "Helhet (open source; statistics about children and young people)"
BIGGEST = 200_000_000


class NotAnswered(Exception):
    """A service that refused or did not answer: what was asked, and what it said. What was shown before stays."""

    def __init__(self, address: str, status: int | None, said: str) -> None:
        super().__init__(f"{address} answered {status if status else 'nothing'}: {said[:300]}")
        self.address, self.status, self.said = address, status, said


@dataclass(slots=True)
class Polite:
    """Asks at most `per_minute` times in any minute, and up to `tries` times where the service is busy.

    Between tries it waits as long as the service says (Retry-After), or 2, 4, 8 … seconds, never over `longest_wait`.
    `clock` and `wait` are given by tests.
    """

    http: httpx.Client
    per_minute: int = 30
    tries: int = 5
    longest_wait: float = 120.0
    clock: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep
    _asked: deque[float] = field(default_factory=deque)

    def get(self, address: str, params: Mapping[str, str] | None = None) -> bytes:
        """What stands at an address. Raises NotAnswered."""
        return self._ask(lambda: self.http.get(address, params=params), address)

    def post(self, address: str, query: Any, params: Mapping[str, str] | None = None) -> bytes:
        """The answer to a question in JSON. Raises NotAnswered."""
        return self._ask(lambda: self.http.post(address, json=query, params=params), address)

    def _ask(self, send: Callable[[], httpx.Response], address: str) -> bytes:
        failed = NotAnswered(address, None, "never asked")
        for tried in range(1, self.tries + 1):
            self._keep_the_pace()
            pause = float(2**tried)
            try:
                answer = send()
            except httpx.HTTPError as error:
                failed = NotAnswered(address, None, type(error).__name__)
            else:
                if answer.status_code == 200:
                    if len(answer.content) > BIGGEST:
                        raise NotAnswered(address, 200, f"more than {BIGGEST} bytes")
                    return answer.content
                failed = NotAnswered(address, answer.status_code, answer.text)
                if answer.status_code not in BUSY:
                    break
                said = answer.headers.get("Retry-After", "")
                pause = float(said) if said.isascii() and said.isdecimal() else pause
            if tried < self.tries:
                self.wait(min(pause, self.longest_wait))
        raise failed

    def _keep_the_pace(self) -> None:
        now = self.clock()
        while self._asked and now - self._asked[0] >= 60:
            self._asked.popleft()
        if len(self._asked) >= self.per_minute:
            self.wait(60 - (now - self._asked[0]))
            now = self.clock()
            self._asked.popleft()
        self._asked.append(now)


def client(*, timeout: float = 60.0) -> httpx.Client:
    """A client that says who asks, follows no redirects to elsewhere, and gives up after a while (seconds)."""
    return httpx.Client(timeout=timeout, headers={"User-Agent": AGENT}, follow_redirects=False)
