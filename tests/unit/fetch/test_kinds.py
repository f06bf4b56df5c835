"""What single kinds do that others do not: pages, submissions first, months, and articles out of feeds."""

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from etl import sidecar
from etl.errors import InputRejected
from etl.fetch import record
from etl.fetch.hand import State
from etl.fetch.kinds import feed
from tests.replay_server import Replay, Reply, replaying
from tests.sources import CASES, NOW, PAGE, fetch, recorded

DECEMBER = datetime(2026, 12, 1, 6, tzinfo=UTC)


def served(replay: Replay, kind: str) -> Replay:
    replay.routes.update(CASES[kind].routes(replay.url))
    return replay


def test_a_full_page_without_a_link_is_followed_by_number(tmp_path: Path) -> None:
    with replaying({}) as replay:
        fetch(served(replay, "azure"), tmp_path / "raw", "azure")
    assert [path.partition("$skip=")[2] for path in replay.paths()] == ["", "5"]
    assert "armSkuName eq 'Standard_ND96isr_H100_v5'" in unquote(replay.paths()[0])


def linked(target: str) -> Reply:
    return Reply(json.dumps({**json.loads(recorded("azure-2.json")), "NextPageLink": target}).encode())


def test_a_link_to_the_next_page_is_followed_on_the_same_host_only(tmp_path: Path) -> None:
    with replaying({}) as replay:
        replay.routes["/prices"] = [linked(f"{replay.url}/prices?$skip=4"), Reply(recorded("azure-2.json"))]
        assert fetch(replay, tmp_path / "raw", "azure")[0].state is State.NEW
        replay.routes["/prices"] = [linked("https://example.org/prices?$skip=4")]
        (found,) = fetch(replay, tmp_path / "raw", "azure")
    assert found.fault is not None
    assert "another host" in found.fault.reason


def test_pages_without_end_are_given_up(tmp_path: Path) -> None:
    with replaying({"/prices": Reply(recorded("azure-1.json"))}) as replay:
        (found,) = fetch(replay, tmp_path / "raw", "azure")
    assert found.fault is not None
    assert "more than 50 pages" in found.fault.reason


def test_facts_are_asked_for_only_where_a_report_is_new(tmp_path: Path) -> None:
    with replaying({}, **CASES["companyfacts"].rules) as replay:
        fetch(served(replay, "companyfacts"), tmp_path / "raw", "companyfacts")
        replay.asked.clear()
        fetch(replay, tmp_path / "raw", "companyfacts")
    # NVIDIA's newest report is not in its facts yet, so that they are asked for again.
    assert [path.rpartition("/")[0] for path in replay.paths()] == [
        "/submissions",
        "/submissions",
        "/api/xbrl/companyfacts",
    ]
    assert sidecar.load(tmp_path / "raw" / "mine" / "google.origin").mark == "0001652044-26-000048"
    assert sidecar.load(tmp_path / "raw" / "mine" / "nvidia.origin").mark == ""


def test_new_facts_stand_beside_the_ones_before(tmp_path: Path) -> None:
    with replaying({}, **CASES["companyfacts"].rules) as replay:
        fetch(served(replay, "companyfacts"), tmp_path / "raw", "companyfacts")
        facts = recorded("companyfacts-nvidia.json").replace(b'"val":1757000000', b'"val":1758000000')
        replay.routes["/api/xbrl/companyfacts/CIK0001045810.json"] = [Reply(facts)]
        states = [one.state for one in fetch(replay, tmp_path / "raw", "companyfacts", DECEMBER)]
    assert states == [State.UNCHANGED, State.CHANGED]
    told = sidecar.load(tmp_path / "raw" / "mine" / "nvidia.origin")
    assert [day for day, _ in told.before] == [NOW.isoformat("T", "seconds")]
    assert len(list((tmp_path / "raw" / "mine").glob("nvidia.*.json"))) == 2


@pytest.mark.parametrize("kind", ["skypilot", "azure", "vast"])
def test_the_last_prices_of_a_month_stay_when_the_next_begins(kind: str, tmp_path: Path) -> None:
    with replaying({}) as replay:
        fetch(served(replay, kind), tmp_path / "raw", kind)
        found = fetch(replay, tmp_path / "raw", kind, DECEMBER)
    assert {one.state for one in found} == {State.NEW}
    names = [path.stem for path in record.sidecars(tmp_path / "raw")]
    assert {name[-7:] for name in names} == {"2026-11", "2026-12"}


def test_articles_of_a_feed_come_by_what_they_speak_of(tmp_path: Path) -> None:
    with replaying({}) as replay:
        fetch(served(replay, "feed"), tmp_path / "raw", "feed")
        assert replay.paths() == ["/feed.xml", "/news/oracle.html"]
        fetch(replay, tmp_path / "raw", "feed")
    # The feed was asked for with its ETag; an article that is kept is not asked for again.
    assert replay.paths()[2:] == ["/feed.xml"]
    assert replay.asked[2].headers["if-none-match"] == '"f"'
    (article,) = (path for path in record.sidecars(tmp_path / "raw") if "oracle" in path.name)
    assert sidecar.load(article).about == {"title": "Oracle buys Nvidia chips", "published_on": "2025-03-05"}


def test_an_article_of_a_feed_that_failed_is_asked_for_again(tmp_path: Path) -> None:
    with replaying({}) as replay:
        served(replay, "feed").routes["/news/oracle.html"] = [Reply(status=404)]
        assert [one.state for one in fetch(replay, tmp_path / "raw", "feed")] == [State.NEW, State.FAILED]
        replay.routes["/news/oracle.html"] = [Reply(PAGE, headers={"Content-Type": "text/html"})]
        assert [one.state for one in fetch(replay, tmp_path / "raw", "feed")] == [State.UNCHANGED, State.NEW]


@pytest.mark.parametrize(
    "bytes_", [b"", b"<html><body>Sign in</body></html>", b"\x00\x01", b"/etc/passwd", b"http://a.b"]
)
def test_what_is_no_feed_is_refused_and_never_opened(bytes_: bytes) -> None:
    with pytest.raises(InputRejected, match="no RSS or Atom feed"):
        feed.items("https://example.org/feed", bytes_, 1)


def test_an_atom_feed_and_a_broken_one_are_read_as_far_as_they_go() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Nvidia &amp; Microsoft &lt;script&gt;</title>'
        b'<link href="https://example.org/a"/><updated>2025-03-04T00:00:00Z</updated></entry><entry><title>cut'
    )
    assert [link for link, _ in feed.items("https://example.org/feed", atom, 2)] == ["https://example.org/a"]


def test_a_page_of_another_kind_is_no_article(tmp_path: Path) -> None:
    with replaying({}) as replay:
        picture = Reply(b"\x89PNG", headers={"Content-Type": "image/png"})
        served(replay, "articles").routes["/a.html"] = [picture]
        found = fetch(replay, tmp_path / "raw", "articles")
    assert [one.state for one in found] == [State.FAILED, State.NEW]
    assert found[0].fault is not None
    assert "it is image/png, no article" in found[0].fault.reason
    assert "nothing of it was fetched before" in found[0].fault.reason
