"""The shelf keeps each state by its hash, shows the old or the new, and never a mixture."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import sidecar
from etl.errors import InputRejected
from etl.fetch import record, shelf
from etl.fetch.hand import State
from etl.fetch.shelf import Shelf, Wanted
from tests.replay_server import Reply, replaying
from tests.sources import CASES, NOW, fetch, recorded

WANTED = Wanted("x", "https://example.org/x", "ecb", ".csv", "none")


def put(kept: Shelf, data: bytes, at: str = "2026-11-25T12:00:00+00:00") -> sidecar.Sidecar:
    told = kept.new(WANTED, data, at, {"etag": '"1"'})
    kept.place(told, data)
    kept.vouch(told)
    return told


def test_a_sidecar_is_read_as_it_was_written(tmp_path: Path) -> None:
    told = put(Shelf(tmp_path / "mine"), b"one")
    assert Shelf(tmp_path / "mine").kept("x") == told
    assert (told.source, told.etag, told.day) == ("mine", '"1"', "2026-11-25")


def test_bytes_without_their_sidecar_change_nothing(tmp_path: Path) -> None:
    kept = Shelf(tmp_path / "mine")
    old = put(kept, b"one")
    # As if the program had been killed between the two writes.
    kept.place(kept.new(WANTED, b"two", "2026-11-26T12:00:00+00:00", {}), b"two")
    assert kept.kept("x") == old


def test_damaged_bytes_are_fetched_anew(tmp_path: Path) -> None:
    with replaying({}) as replay:
        replay.routes.update(CASES["ecb"].routes(replay.url))
        fetch(replay, tmp_path / "raw", "ecb")
        (kept,) = (tmp_path / "raw" / "mine").glob("*.zip")
        good = kept.read_bytes()
        kept.write_bytes(good[:-1])
        assert [one.state for one in fetch(replay, tmp_path / "raw", "ecb")] == [State.NEW]
    assert kept.read_bytes() == good
    assert "if-none-match" not in replay.asked[-1].headers


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b"null", b"[" * 100_000, b'{"file": "../../etc/passwd"}', b"\xff", b" " * (2**20 + 1)],
)
def test_a_sidecar_that_is_none_is_refused(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.origin"
    path.write_bytes(text)
    with pytest.raises(InputRejected, match="sidecar") as caught:
        sidecar.load(path)
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["../x.csv", "/etc/passwd", "a/b.csv", "", ".."])
def test_a_sidecar_leads_to_no_file_outside_its_folder(name: str, tmp_path: Path) -> None:
    told = put(Shelf(tmp_path), b"one")
    text = told.written().replace(told.file.encode(), name.encode())
    (tmp_path / "x.origin").write_bytes(text)
    with pytest.raises(InputRejected, match="outside its folder"):
        sidecar.load(tmp_path / "x.origin")


def test_a_full_disk_is_named_and_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with replaying({}) as replay:
        replay.routes.update(CASES["fred"].routes(replay.url))
        fetch(replay, tmp_path / "raw", "fred")
        before = Shelf(tmp_path / "raw" / "mine").kept("dextaus")
        replay.routes["/fredgraph.csv"] = [Reply(recorded("fred.csv") + b"2026-10-15,31.1\n")]
        monkeypatch.setattr(shelf, "written", refusing(shelf.written))
        (found,) = fetch(replay, tmp_path / "raw", "fred")
    assert found.fault is not None
    assert "No space left" in found.fault.reason
    assert Shelf(tmp_path / "raw" / "mine").kept("dextaus") == before
    assert before is not None


def refusing(real: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
    def write(path: Path, data: bytes) -> None:
        if path.suffix == ".csv":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, data)

    return write


def test_a_source_that_is_declared_no_longer_is_forgotten(tmp_path: Path) -> None:
    fault = InputRejected("source gone", "it failed", remedy="Try again")
    record.write(tmp_path, "gone", NOW, {"failed": 1}, [fault])
    record.write(tmp_path, "mine", NOW, {"new": 1}, [])
    assert [str(one) for one in record.faults(tmp_path)] == [str(fault)]
    record.forget(tmp_path, ["mine"])
    assert record.faults(tmp_path) == ()
