"""The client asks once, or once more, within its limits, and tells one line where no answer comes."""

import time

import pytest

from etl.errors import InputRejected, UsageError
from etl.fetch.chat import KEY, MODEL, URL, Client
from tests import model_server as server

SECRET = "sk-secret"  # noqa: S105 - no key of anything
SCHEMA = {"type": "object"}
ENVIRONMENT = {URL: "http://127.0.0.1:9/v1/", MODEL: "small", KEY: SECRET}


def client(url: str, **limits: float) -> Client:
    return Client(url, "small", SECRET, **{"seconds": 5.0, "pause": 0.01, **limits})


def refusal(asked: Client) -> str:
    with pytest.raises(InputRejected) as caught:
        asked.ask("system", "user", SCHEMA)
    assert SECRET not in str(caught.value)
    return caught.value.reason


def test_a_question_carries_model_key_schema_and_both_texts() -> None:
    with server.answering(server.text("yes")) as found:
        assert client(found.url).ask("be exact", "微软", SCHEMA) == "yes"
    path, headers, body = found.asked[0]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {SECRET}"
    assert (body["model"], body["temperature"]) == ("small", 0)
    assert [message["content"] for message in body["messages"]] == ["be exact", "微软"]
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA


def test_the_environment_describes_the_client() -> None:
    told = Client.from_environment(ENVIRONMENT)
    assert (told.url, told.model, told.key) == ("http://127.0.0.1:9/v1", "small", SECRET)
    assert SECRET not in repr(told)


@pytest.mark.parametrize("name", [URL, MODEL, KEY])
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_missing_variable_is_named(name: str, blank: str | None) -> None:
    given = {key: value for key, value in ENVIRONMENT.items() if key != name}
    with pytest.raises(UsageError, match=name):
        Client.from_environment(given if blank is None else {**given, name: blank})


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/v1",
        "127.0.0.1:8080/v1",
        "http://",
        "http://[::1",
        "http://host:99999/v1",
        "http://name:word@host/v1",
        "https://host/v1?key=word",
        "gopher://host",
    ],
)
def test_only_a_plain_http_address_is_taken(url: str) -> None:
    with pytest.raises(UsageError, match=URL):
        client(url)


@pytest.mark.parametrize("key", ["sk\nX-Other: 1", "sk-\u201cquoted\u201d", "sk\x00"])
def test_a_key_that_would_break_a_header_is_refused_untold(key: str) -> None:
    with pytest.raises(UsageError, match=KEY) as caught:
        Client("http://127.0.0.1/v1", "small", key)
    assert key not in str(caught.value)


@pytest.mark.parametrize("fault", [server.status(500), server.status(503), server.status(429), server.hang_up])
def test_a_busy_server_is_asked_once_more(fault: server.Reply) -> None:
    with server.answering(fault, server.text("fine")) as found:
        assert client(found.url).ask("", "", SCHEMA) == "fine"
    assert len(found.asked) == 2


def test_a_server_that_stays_busy_is_asked_twice_in_all() -> None:
    with server.answering(server.status(500)) as found:
        assert refusal(client(found.url)) == "it answered with status 500"
    assert len(found.asked) == 2


def test_a_server_without_schemas_is_asked_without_one() -> None:
    with server.answering(server.status(400), server.text("fine")) as found:
        assert client(found.url).ask("", "", SCHEMA) == "fine"
    assert ["response_format" in body for _, _, body in found.asked] == [True, False]


@pytest.mark.parametrize("code", [401, 403, 404])
def test_a_refusal_is_not_asked_again(code: int) -> None:
    with server.answering(server.status(code)) as found:
        assert refusal(client(found.url)) == f"it answered with status {code}"
    assert len(found.asked) == 1


def test_the_key_follows_no_redirect() -> None:
    with server.answering(server.text("other")) as other, server.answering(server.redirect(other.url)) as found:
        assert refusal(client(found.url)) == "it answered with status 307"
    assert other.asked == []


def test_a_closed_port_is_told() -> None:
    with server.answering(server.text("gone")) as found:
        url = found.url
    assert refusal(client(url)) == "it cannot be reached (ConnectionRefusedError)"


@pytest.mark.parametrize("drip", [server.drip_headers, server.drip_body])
def test_a_slow_drip_ends_at_the_time_limit(drip: server.Reply) -> None:
    with server.answering(drip) as found:
        begin = time.monotonic()
        assert refusal(client(found.url, seconds=0.3)) == "no whole answer within 0.3 s"
        assert time.monotonic() - begin < 2


def test_an_endless_answer_ends_at_the_size_limit() -> None:
    with server.answering(server.endless) as found:
        assert refusal(client(found.url, most_bytes=200_000)) == "its answer is longer than 200000 bytes"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b'{"choices": []}',
        b'{"choices": [{"message": 3}]}',
        b"\xff\xfe\x00",
        b"[" * 90_000,
    ],
)
def test_what_is_no_chat_completion_is_told(body: bytes) -> None:
    with server.answering(server.raw(body)) as found:
        assert refusal(client(found.url)) == "its answer is no chat completion"


def test_a_refusal_of_the_model_holds_no_text() -> None:
    with server.answering(server.text(None)) as found:
        assert refusal(client(found.url)) == "its answer holds no text"
    assert len(found.asked) == 1


def test_a_proxy_of_the_environment_is_not_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with server.answering(server.text("direct")) as found:
        assert client(found.url).ask("", "", SCHEMA) == "direct"
