"""A server on this machine that answers as SSB, KLASS, FHI and Udir document, refusals and limits included."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

ANSWERS = Path(__file__).parent / "answers"
Answer = tuple[int, bytes, dict[str, str]]
METADATA_12134 = {
    "class": "dataset",
    "id": ["KOKkommuneregion0000", "ContentsCode", "Tid"],
    "dimension": {
        "KOKkommuneregion0000": {"category": {"index": {"0301": 0, "4601": 1, "5001": 2}}},
        "ContentsCode": {"category": {"index": {"KOSAG110000": 0}}},
        "Tid": {"category": {"index": {"2024": 0}}},
    },
}


@dataclass
class StandIn:
    """What was asked, and what is to be answered first (`once`), whatever is asked."""

    base: str = ""
    asked: list[tuple[str, str, dict[str, str], Any]] = field(default_factory=list)
    once: list[Answer] = field(default_factory=list)

    def answer(self, method: str, path: str, params: dict[str, str], body: Any) -> Answer:
        self.asked.append((method, path, params, body))
        if self.once:
            return self.once.pop(0)
        for pattern, answered in ROUTES.items():
            if pattern == (method, path):
                return answered(params, body)
        return problem(404, "Non-existent table")


def whole(name: str) -> Answer:
    return 200, (ANSWERS / name).read_bytes(), {}


def problem(status: int, title: str, **headers: str) -> Answer:
    """As PxWebApi v2 says no: a problem in JSON."""
    content = json.dumps({"type": "Parameter error", "title": title, "status": status})
    return status, content.encode(), {name.replace("_", "-"): value for name, value in headers.items()}


def v2_data(params: dict[str, str], body: Any) -> Answer:
    if params.get("outputFormat") != "json-stat2":
        return problem(400, "Unsupported output format")
    cells = [len(value.split(",")) for key, value in params.items() if key.startswith("valueCodes")]
    if any(count > 1000 for count in cells):
        return problem(403, "Too many cells selected")
    return whole("pxweb-v2-12134.json")


def v1_data(_params: dict[str, str], body: Any) -> Answer:
    if body["response"]["format"] != "json-stat2":
        return problem(400, "The request for variable has an error")
    return whole("pxweb-v1-05300.json")


def fhi_data(_params: dict[str, str], body: Any) -> Answer:
    if body["response"]["maxRowCount"] > 80_000:
        return problem(400, "maxRowCount is too large")
    return whole("fhi-flags.json")


def udir(params: dict[str, str], page: bytes) -> Answer:
    if "TidID(" not in params.get("filter", ""):
        refusal = {"kode": 400, "feiltype": "Feil i forespørselen", "melding": "Filter må oppgis!"}
        return 200, json.dumps(refusal).encode(), {}
    return 200, page, {}


ROUTES: dict[tuple[str, str], Callable[[dict[str, str], Any], Answer]] = {
    ("GET", "/v2/tables/12134/metadata"): lambda _p, _b: (200, json.dumps(METADATA_12134).encode(), {}),
    ("GET", "/v2/tables/12134/data"): v2_data,
    ("POST", "/v2/tables/12134/data"): v2_data,
    ("GET", "/v1/05300/"): lambda _p, _b: whole("pxweb-v1-05300-metadata.json"),
    ("POST", "/v1/05300/"): v1_data,
    ("GET", "/klass/classifications/131/codesAt"): lambda _p, _b: whole("klass-codes-at.json"),
    ("GET", "/klass/classifications/131/changes"): lambda _p, _b: (
        200,
        json.dumps(
            {
                "codeChanges": [
                    {"oldCode": "1507", "newCode": "1508", "changeOccurred": "2024-01-01"},
                    {"oldCode": None, "newCode": "1580", "changeOccurred": "2024-01-01"},
                ]
            }
        ).encode(),
        {},
    ),
    ("GET", "/fhi/nokkel/table/337/dimension"): lambda _p, _b: whole("fhi-dimensions.json"),
    ("POST", "/fhi/nokkel/Table/337/data"): fhi_data,
    ("GET", "/udir/150/sideData"): lambda p, _b: udir(p, b'{"JSONSider": 2}'),
    ("GET", "/udir/150/data"): lambda p, _b: udir(
        p, json.dumps([{"side": p.get("sideNummer"), "Andel": "*"}]).encode()
    ),
}


@contextmanager
def standing_in() -> Iterator[StandIn]:
    """The server, at a free port of this machine, for as long as the block lasts."""
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply("GET", None)

        def do_POST(self) -> None:
            self.reply("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def reply(self, method: str, body: Any) -> None:
            split = urlsplit(self.path)
            status, content, headers = stand_in.answer(method, split.path, dict(parse_qsl(split.query)), body)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: Any) -> None:
            """Nothing is said: a test's output is the test's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    stand_in.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
