"""What a server bears: fifty viewers who change the filter without pause, and a large file."""

from __future__ import annotations

import http.client
import json
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote, urlsplit

VIEWERS, SECONDS, WARM_SECONDS = 50, 8.0, 12.0
PATIENCE = 60.0
OK = 200
Ask = Callable[[http.client.HTTPConnection, Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class Borne:
    """Changes of the filter per second, the slowest twentieth in milliseconds, answers that were no answer."""

    per_second: float
    p95_ms: float
    faults: int


def ask_ours(connection: http.client.HTTPConnection, chosen: Sequence[str]) -> int:
    """Ask for the page without some companies, as assets/app.js does."""
    return _asked(connection, "GET", f"/parts/page/gpu-buying?entities={quote(','.join(chosen), safe=',')}", None)


def ask_dash(connection: http.client.HTTPConnection, chosen: Sequence[str]) -> int:
    """Ask for the four figures, as Dash's renderer does."""
    names = ("bars", "origins", "years", "coverage")
    told = {
        "output": ".." + "...".join(f"{name}.figure" for name in names) + "..",
        "outputs": [{"id": name, "property": "figure"} for name in names],
        "inputs": [{"id": "companies", "property": "value", "value": list(chosen)}],
        "changedPropIds": ["companies.value"],
    }
    return _asked(connection, "POST", "/_dash-update-component", json.dumps(told))


def _asked(connection: http.client.HTTPConnection, method: str, path: str, body: str | None) -> int:
    headers = {"Accept-Encoding": "br"} | ({"Content-Type": "application/json"} if body else {})
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def borne(address: str, ask: Ask, names: Sequence[str], seconds: float = SECONDS) -> Borne:
    """Let the viewers leave out none, one or two companies after another, for some seconds."""
    host = urlsplit(address).netloc
    start = time.monotonic()
    until = start + seconds
    waits: list[float] = []
    faults: list[int] = []

    def viewer(number: int) -> None:
        dice = random.Random(number)  # noqa: S311 - a choice of companies, no secret
        connection = http.client.HTTPConnection(host, timeout=PATIENCE)
        while (began := time.monotonic()) < until:
            left_out = dice.sample(names, dice.randint(0, 2))
            chosen = [name for name in names if name not in left_out]
            try:
                status = ask(connection, chosen)
            except (OSError, http.client.HTTPException):
                status = 0
                connection.close()
            waits.append(time.monotonic() - began)
            faults.extend([status] if status != OK else [])

    viewers = [threading.Thread(target=viewer, args=(number,)) for number in range(VIEWERS)]
    for one in viewers:
        one.start()
    for one in viewers:
        one.join()
    took = time.monotonic() - start  # the last answers come later than the last questions
    slowest = quantiles(waits, n=20)[-1] if len(waits) > 1 else 0.0
    return Borne((len(waits) - len(faults)) / took, slowest * 1000, len(faults))


def megabytes_per_second(fetch: Callable[[], int]) -> float:
    """Return how fast a file comes."""
    began = time.monotonic()
    size = fetch()
    return size / 1e6 / (time.monotonic() - began)


def get(address: str) -> int:
    """Fetch a file and return its size."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=120)
    connection.request("GET", place.path)
    answer, size = connection.getresponse(), 0
    while part := answer.read(1 << 20):
        size += len(part)
    return size


def download(address: str) -> int:
    """Press the button of the Dash page and return the size of what comes."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=300)
    told = {
        "output": "download.data",
        "outputs": {"id": "download", "property": "data"},
        "inputs": [{"id": "csv", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["csv.n_clicks"],
    }
    connection.request("POST", "/_dash-update-component", json.dumps(told), {"Content-Type": "application/json"})
    return len(json.loads(connection.getresponse().read())["response"]["download"]["data"]["content"])


@contextmanager
def nginx(folder: Path, work: Path, port: int) -> Iterator[str]:
    """Serve a folder by nginx on a port of loopback."""
    config = work / "nginx.conf"
    config.write_text(
        f"pid {work}/nginx.pid; error_log {work}/nginx.log; worker_processes 2; events {{}}\n"
        f"http {{ access_log off; sendfile on; client_body_temp_path {work}; proxy_temp_path {work};"
        f" fastcgi_temp_path {work}; uwsgi_temp_path {work}; scgi_temp_path {work};"
        f" server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(["nginx", "-c", str(config), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    time.sleep(0.5)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
