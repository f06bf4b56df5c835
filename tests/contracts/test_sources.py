"""Every kind of source keeps the contract: tested by replay, kept by hash, and never the worse for a bad answer."""

import re
from pathlib import Path

import pytest

from etl import sidecar
from etl.errors import InputRejected
from etl.fetch import kinds, record
from etl.fetch.hand import State
from etl.readers import fetched, raw, read
from etl.sidecar import Sidecar
from tests.replay_server import Replay, Reply, replaying
from tests.sources import CASES, IMPATIENT, NOW, QUICK, fetch, zipped

ROOT = Path(__file__).parents[2]
AGAIN = Reply(status=429, headers={"Retry-After": "2"})
BAD = {
    "a web page": Reply(b"<!doctype html><html><title>Sign in</title></html>", headers={"Content-Type": "image/png"}),
    "nothing": Reply(b"", headers={"Content-Type": "text/plain"}),
    "half": Reply(b"x" * 1_000, fault="cut"),
    "bad gzip": Reply(b"no gzip", headers={"Content-Encoding": "gzip"}),
    "an error": Reply(b"oops", status=500),
    "a way inside": Reply(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}),
    "drops": Reply(b"x" * 1_000, fault="drip"),
}


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return all that is kept, apart from the record of the last run."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != record.RECORD)
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def served(replay: Replay, kind: str) -> Replay:
    replay.routes.update(CASES[kind].routes(replay.url))
    return replay


def test_every_kind_has_a_case_a_reader_and_a_line_in_the_guide() -> None:
    assert kinds.kinds().keys() == CASES.keys()
    guide = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert [kind for kind in CASES if f"| {kind} |" not in guide] == []
    options = {name for kind in kinds.kinds().values() for name in kind.OPTIONS}
    assert [name for name in sorted(options) if f"`{name}`" not in guide] == []


@pytest.mark.parametrize("kind", kinds.kinds())
def test_a_kind_brings_files_that_are_read_and_then_nothing_new(kind: str, tmp_path: Path) -> None:
    with replaying({}, **CASES[kind].rules) as replay:
        first = fetch(served(replay, kind), tmp_path / "raw", kind)
        assert [one.state for one in first] == [State.NEW] * CASES[kind].files, [str(one.fault) for one in first]
        before = state(tmp_path / "raw")
        again = fetch(replay, tmp_path / "raw", kind)
    assert {one.state for one in again} == {State.UNCHANGED}
    assert state(tmp_path / "raw") == before
    told = [sidecar.load(path) for path in record.sidecars(tmp_path / "raw")]
    assert len(told) == CASES[kind].files
    for path, one in zip(record.sidecars(tmp_path / "raw"), told, strict=True):
        assert one.licence
        assert one.url.startswith(replay.url)
        assert one.fetched_at == NOW.isoformat("T", "seconds")
        assert one.sha256.startswith(one.file.split(".")[1])
        assert read(path).id == one.sha256


@pytest.mark.parametrize("kind", kinds.kinds())
@pytest.mark.parametrize("fault", BAD)
def test_a_bad_answer_is_named_and_leaves_what_was_good(kind: str, fault: str, tmp_path: Path) -> None:
    with replaying({}, **CASES[kind].rules) as replay:
        fetch(served(replay, kind), tmp_path / "raw", kind)
        before = state(tmp_path / "raw")
        replay.routes.update({path: [BAD[fault]] for path in CASES[kind].data})
        limits = IMPATIENT if BAD[fault].fault == "drip" else QUICK
        found = [one for one in fetch(replay, tmp_path / "raw", kind, limits=limits) if one.fault]
    assert len(found) == len(CASES[kind].data)
    for one in found:
        assert one.fault is not None
        assert one.fault.source == "source mine"
        assert "what came on 2026-11-25 stands" in one.fault.reason
        assert one.fault.remedy
    assert state(tmp_path / "raw") == before
    assert [str(one) for one in record.faults(tmp_path / "raw")] == [str(one.fault) for one in found]


@pytest.mark.parametrize("kind", [kind for kind, case in CASES.items() if case.needs])
def test_a_field_that_was_renamed_is_named(kind: str, tmp_path: Path) -> None:
    case = CASES[kind]
    with replaying({}, **case.rules) as replay:
        fetch(served(replay, kind), tmp_path / "raw", kind)
        before = state(tmp_path / "raw")
        replay.routes.update({path: [renamed(one, case.needs) for one in replay.routes[path]] for path in case.data})
        found = fetch(replay, tmp_path / "raw", kind)
    assert [one.state for one in found] == [State.FAILED] * len(case.data)
    assert all(re.search(rf"no (field|column) .*\b{case.needs}\b", one.fault.reason) for one in found if one.fault)
    assert state(tmp_path / "raw") == before


def renamed(reply: Reply, field: str) -> Reply:
    if reply.body.startswith(b"PK"):
        return Reply(zipped((ROOT / "tests/unit/fetch/recorded/eurofxref-hist.csv").read_bytes().replace(b"CNY", b"X")))
    return Reply(reply.body.replace(field.encode(), b"renamed"))


@pytest.mark.parametrize("kind", kinds.kinds())
def test_a_busy_source_is_waited_for(kind: str, tmp_path: Path) -> None:
    with replaying({}, **CASES[kind].rules) as replay:
        served(replay, kind)
        replay.routes.update({path: [AGAIN, *replay.routes[path]] for path in CASES[kind].data})
        found = fetch(replay, tmp_path / "raw", kind)
    assert {one.state for one in found} == {State.NEW}
    assert sum(2 <= slept < 4 for slept in replay.clock.slept) >= len(CASES[kind].data)


@pytest.mark.parametrize("kind", raw.kinds())
@pytest.mark.parametrize(
    "body", [b"\x00" * 50, b"[]", b"{}", b"[[[", b"null", b"a,b\n1,2\n", b"PK\x03\x04", b"\xff\xfe"]
)
def test_any_bytes_are_refused_with_a_remedy(kind: str, body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.origin"
    told = placed(path, kind, body)
    with pytest.raises(InputRejected) as caught:
        fetched.trial(path, told)
    assert caught.value.remedy


def placed(path: Path, kind: str, body: bytes) -> Sidecar:
    from etl.fetch.shelf import Shelf, Wanted  # noqa: PLC0415

    about = {"company": "google", "series": "DEXTAUS", "currency": "TWD", "entity": "AWS"}
    shelf = Shelf(path.parent)
    told = shelf.new(Wanted("x", "https://example.org/x", kind, ".html", "none", about), body, NOW.isoformat(), {})
    shelf.place(told, body)
    return told
