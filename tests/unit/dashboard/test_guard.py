"""What may be asked, and by whom; what every answer says about itself."""

from __future__ import annotations

import socket
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from dashboard.command import _parser, _refused, main, options
from dashboard.document import PLOTLY
from tests.unit.dashboard.conftest import client_of

CALLBACK = "/_dash-update-component"
SCREENED = ("/", "/gpu-buying", "/charts/gpu-buyers.csv", "/healthz", "/nope", "/assets/app.js", "/favicon.ico")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.example", "", "0"])
def test_another_name_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8050", "127.0.0.1:1", "[::1]:8050", "LOCALHOST"])
def test_loopback_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", [CALLBACK, "/refresh"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_another_site_cannot_press_a_button(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    assert client.post(path, json={}, headers=headers).status_code == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"output": 3}', b'{"output": "x"}', b'"' * 50_000])
def test_no_callback_is_run(client: FlaskClient, body: bytes) -> None:
    assert client.post(CALLBACK, data=body, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    "path", ["/_dash-component-suites/nope/x.js", "/_dash-component-suites/dash/../../x", "/data?q=%00%ff&page=999"]
)
def test_odd_addresses_never_end_in_a_fault_of_ours(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in {200, 404}


def test_a_large_body_is_refused(client: FlaskClient) -> None:
    assert client.post(CALLBACK, data=b"[" * 2_000_000, content_type="application/json").status_code in {400, 413}


@pytest.mark.parametrize("path", SCREENED)
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    told = client.get(path).headers
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["X-Frame-Options"] == "DENY"
    policy = told["Content-Security-Policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in script
    assert "http" not in policy


@pytest.mark.parametrize(
    "path", ["/nope", "/assets/nope.js", "/charts/nope", "/sources/nope", "/data/x/y", "/.env", "/..%2f..%2fetc/passwd"]
)
def test_an_unknown_path_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_are_not_kept_by_caches_and_name_no_versions(client: FlaskClient) -> None:
    answer = client.get("/gpu-buying")
    assert answer.headers["Cache-Control"] == "no-store"
    for word in ("python_version", "dash_version", "plotly_version"):
        assert word not in answer.get_data(as_text=True)


def test_compression_is_for_those_who_take_it(client: FlaskClient) -> None:
    plain = client.get("/gpu-buying")
    packed = client.get("/gpu-buying", headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.data) < len(plain.data) / 3
    assert "Content-Encoding" not in plain.headers


def test_the_largest_script_is_shipped_packed_and_kept_for_ever(client: FlaskClient) -> None:
    address = f"/assets/{PLOTLY}"
    packed = client.get(address, headers={"Accept-Encoding": "br"})
    plain = client.get(address)
    assert brotli.decompress(packed.data) == plain.data
    assert len(packed.data) < 330_000
    assert "immutable" in packed.headers["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("line", "refused", "may_refresh"),
    [
        ("", False, True),
        ("--host 127.0.0.2", False, True),
        ("--host 0.0.0.0", True, True),
        ("--host 0.0.0.0 --public", False, False),
    ],
)
def test_a_public_address_is_asked_for_in_so_many_words(line: str, refused: bool, may_refresh: bool) -> None:
    arguments = _parser().parse_args(line.split())
    assert bool(_refused(arguments)) == refused
    assert options(arguments).may_refresh == may_refresh


def test_on_a_public_address_a_refresh_needs_the_token(ledger: Path) -> None:
    closed = client_of(ledger, may_refresh=False)
    assert closed.post("/refresh").status_code == 403
    guarded = client_of(ledger, token="word")  # noqa: S106 - a word for this test
    assert guarded.post("/refresh").status_code == 403
    assert guarded.post("/refresh", headers={"Authorization": "Bearer wrong"}).status_code == 403


def test_a_taken_port_is_one_line_and_no_trace(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["--store", str(ledger), "--host", "127.0.0.1", "--port", str(port)]) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert f"127.0.0.1:{port}" in told.err
    assert "--port" in told.err
    assert told.out == ""
