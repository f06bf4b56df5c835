"""One question, one whole answer: asked again where that helps, never beyond the limits, and never over a rule."""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from etl.errors import InputRejected
from etl.fetch.guard import Guarded
from etl.fetch.pace import Pace
from etl.fetch.web import Limits, Web
from tests.replay_server import FakeClock, Replay, Reply, gzipped, replaying

QUICK = Limits(seconds=0.3)


@contextmanager
def asking(replay: Replay, limits: Limits = QUICK, contact: str = "") -> Iterator[Web]:
    web = Web(contact, limits, Guarded(frozenset({replay.netloc})), Pace(replay.clock.clock))
    try:
        yield web
    finally:
        web.close()


def refusal(web: Web, url: str, **bounds: int) -> InputRejected:
    with pytest.raises(InputRejected) as caught:
        web.get(url, **bounds)
    assert caught.value.remedy
    return caught.value


def test_an_answer_comes_whole_with_its_headers() -> None:
    with replaying({"/a": Reply(b"text", etag='"1"')}) as replay, asking(replay, contact="Ann a@example.org") as web:
        answer = web.get(f"{replay.url}/a?x=1")
        assert (answer.status, answer.body, answer.headers["etag"]) == (200, b"text", '"1"')
        assert web.get(f"{replay.url}/a", {"If-None-Match": '"1"'}).unchanged
    assert replay.asked[0].path == "/a?x=1"
    assert replay.asked[0].headers["user-agent"] == "SiliconLedger/0.1 (Ann a@example.org)"


def test_a_gzipped_answer_is_unpacked() -> None:
    with replaying({"/a": gzipped(b"text" * 100_000)}) as replay, asking(replay) as web:
        assert web.get(f"{replay.url}/a").body == b"text" * 100_000


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_with_longer_waits(status: int) -> None:
    with replaying({"/a": [Reply(status=status), Reply(status=status), Reply(b"ok")]}) as replay, asking(replay) as web:
        assert web.get(f"{replay.url}/a", per_second=1_000).body == b"ok"
    waits = [slept for slept in replay.clock.slept if slept > 0.1]
    assert len(waits) == 2
    assert 0.3 < waits[0] < 0.7 < waits[1] < 1.3


def test_retry_after_is_honoured() -> None:
    busy = Reply(status=429, headers={"Retry-After": "17"})
    with replaying({"/a": [busy, Reply(b"ok")]}) as replay, asking(replay) as web:
        assert web.get(f"{replay.url}/a").body == b"ok"
    assert replay.asked[1].at - replay.asked[0].at >= 17


def test_a_server_that_asks_to_wait_too_long_is_left_alone() -> None:
    busy = Reply(status=429, headers={"Retry-After": "600"})
    with replaying({"/a": busy}) as replay, asking(replay) as web:
        assert refusal(web, f"{replay.url}/a").reason == "it answered with status 429"
    assert len(replay.asked) == 1


def test_after_five_tries_it_is_given_up() -> None:
    with replaying({"/a": Reply(status=503)}) as replay, asking(replay) as web:
        assert "status 503" in refusal(web, f"{replay.url}/a").reason
    assert len(replay.asked) == 5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_what_will_not_pass_is_not_asked_again(status: int) -> None:
    with replaying({"/a": Reply(status=status)}) as replay, asking(replay) as web:
        assert refusal(web, f"{replay.url}/a").reason == f"it answered with status {status}"
    assert len(replay.asked) == 1


@pytest.mark.parametrize("fault", ["cut", "drop"])
def test_a_broken_answer_is_asked_for_again_and_never_taken(fault: str) -> None:
    with replaying({"/a": [Reply(b"whole text", fault=fault), Reply(b"whole text")]}) as replay, asking(replay) as web:
        assert web.get(f"{replay.url}/a").body == b"whole text"
    with replaying({"/a": Reply(b"whole text", fault=fault)}) as replay, asking(replay) as web:
        assert "connection failed" in refusal(web, f"{replay.url}/a").reason


@pytest.mark.parametrize("fault", ["drip", "drip-headers"])
def test_a_server_that_drips_is_cut_off_in_time(fault: str) -> None:
    limits = Limits(seconds=0.15, tries=1)
    begin = time.monotonic()
    with replaying({"/a": Reply(b"x" * 100, fault=fault)}) as replay, asking(replay, limits) as web:
        assert refusal(web, f"{replay.url}/a").reason == "no whole answer came in time"
        assert time.monotonic() - begin < 1


def test_broken_gzip_is_never_taken() -> None:
    packed = gzip.compress(b"text" * 1_000)
    for body, reason in ((b"no gzip at all", "its gzip is broken"), (packed[:-20], "its gzip ends early")):
        reply = Reply(body, headers={"Content-Encoding": "gzip"})
        with replaying({"/a": reply}) as replay, asking(replay) as web:
            assert refusal(web, f"{replay.url}/a").reason == reason


def test_a_packing_that_was_not_asked_for_is_refused() -> None:
    with replaying({"/a": Reply(b"x", headers={"Content-Encoding": "br"})}) as replay, asking(replay) as web:
        assert "packed as br" in refusal(web, f"{replay.url}/a").reason


def test_size_is_counted_while_it_grows() -> None:
    bomb = gzipped(bytes(50 * 2**20))
    with replaying({"/big": Reply(bytes(2_000)), "/bomb": bomb}) as replay, asking(replay, Limits()) as web:
        assert "more bytes" in refusal(web, f"{replay.url}/big", most_bytes=1_000).reason
        assert "more bytes" in refusal(web, f"{replay.url}/bomb", most_bytes=1_000).reason
    assert len(replay.asked) == 2


def test_redirects_are_followed_three_times_and_no_further() -> None:
    routes = {f"/{n}": Reply(status=302, headers={"Location": f"/{n + 1}"}) for n in range(4)} | {"/4": Reply(b"end")}
    with replaying(routes) as replay, asking(replay) as web:
        assert web.get(f"{replay.url}/1").url == f"{replay.url}/4"
        assert "more than 3 times" in refusal(web, f"{replay.url}/0").reason


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest",
        "http://[::1]:1/",
        "file:///etc/passwd",
        "http://u@a.org/",
        "",
    ],
)
def test_a_redirect_to_a_forbidden_address_is_not_followed(target: str) -> None:
    with replaying({"/a": Reply(status=302, headers={"Location": target})}) as replay, asking(replay) as web:
        refusal(web, f"{replay.url}/a")
    assert replay.paths() == ["/a"]


def test_a_key_does_not_travel_to_another_host() -> None:
    with replaying({"/b": Reply(b"ok")}) as other:
        away = Reply(status=307, headers={"Location": f"{other.url}/b"})
        with replaying({"/a": away}) as replay:
            web = Web("", QUICK, Guarded(frozenset({replay.netloc, other.netloc})), Pace(FakeClock().clock))
            web.get(f"{replay.url}/a", {"Authorization": "Bearer key", "Accept": "text/csv"})
            web.close()
    assert replay.asked[0].headers["authorization"] == "Bearer key"
    assert "authorization" not in other.asked[0].headers
    assert other.asked[0].headers["accept"] == "text/csv"


def test_the_pace_of_a_host_is_kept() -> None:
    with replaying({"/a": Reply(b"ok")}, per_second=5) as replay, asking(replay) as web:
        for _ in range(12):
            web.get(f"{replay.url}/a", per_second=5)
    assert replay.clock.time - 1_000 == pytest.approx(11 / 5)


def hurry(**rules: int) -> None:
    with replaying({"/a": Reply(b"ok")}, **rules) as replay, asking(replay) as web:
        for _ in range(12):
            web.get(f"{replay.url}/a", {"User-Agent": "" if not rules else web.agent}, per_second=1_000)


def test_the_server_of_these_tests_notices_who_breaks_its_rules() -> None:
    with pytest.raises(AssertionError, match="within a second"):
        hurry(per_second=5)
    with pytest.raises(AssertionError, match="was asked by"):
        hurry()
