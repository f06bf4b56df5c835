"""No address leads inside: not by name, number, mapping, tunnel or redirect; what was checked is dialled."""

import socket
from ipaddress import ip_address

import httpcore2
import pytest

from etl.errors import InputRejected
from etl.fetch.guard import Forbidden, Guarded, Resolve, forbidden, place, resolved
from etl.fetch.pace import Pace
from etl.fetch.web import Limits, Web
from tests.replay_server import FakeClock

REFUSED_AS_WRITTEN = [
    "file:///etc/passwd",
    "ftp://example.org/a",
    "gopher://example.org/",
    "dict://example.org:11211/stat",
    "data:text/html,x",
    "javascript:alert(1)",
    "ldap://example.org",
    "http:///nothing",
    "http://",
    "//example.org/a",
    "example.org/a",
    "",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://example.org:port/",
    "http://[::1",
    "http://[not-an-address]/",
    "http://user@example.org/",
    "http://user:password@example.org/",
    "http://example.org@127.0.0.1/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org/a b",
    "http://example.org/a\r\nHost: 127.0.0.1",
    "http://exa\tmple.org/",
    "http://example.org/" + "a" * 2_000,
    "http://" + "ä" * 80 + ".org/",
]
LEADS_INSIDE = [
    "http://127.0.0.1#@example.org/",
    "http://127.0.0.1/",
    "http://127.0.0.1:8050/refresh",
    "https://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://127.127.127.127/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.0.0.1/",
    "http://0.0.0.0/",
    "http://0/",
    "http://10.0.0.1/",
    "http://10.255.255.255/",
    "http://172.16.0.1/",
    "http://172.31.255.254/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://169.254.0.1/",
    "http://2852039166/",
    "http://100.100.100.200/latest/meta-data/",
    "http://100.64.0.1/",
    "http://168.63.129.16/machine",
    "http://192.0.0.192/",
    "http://192.0.2.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://192.88.99.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a9fe:a9fe::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25lo]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[ff0e::1]/",
    "http://[2001:db8::1]/",
    "http://[100::1]/",
]
NAMES = {
    "metadata.google.internal": ["169.254.169.254"],
    "127.0.0.1.nip.io": ["127.0.0.1"],
    "inside.example.org": ["10.1.2.3"],
    "both.example.org": ["93.184.215.14", "127.0.0.1"],
    "both-six.example.org": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::1"],
    "mapped.example.org": ["::ffff:10.0.0.1"],
    "scoped.example.org": ["fe80::1%eth0"],
}
PUBLIC = {
    "http://93.184.215.14/": "93.184.215.14",
    "https://example.org/a": "93.184.215.14",
    "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/": "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "https://bücher.example/": "93.184.215.14",
}


class Dialler(httpcore2.NetworkBackend):
    """Records what is dialled and connects to nothing."""

    def __init__(self) -> None:
        self.dialled: list[str] = []

    def connect_tcp(self, host: str, *_: object, **__: object) -> httpcore2.NetworkStream:
        self.dialled.append(host)
        raise httpcore2.ConnectError("not in a test")


def numeric(host: str, port: int) -> list[str]:
    """Resolve as the system does, without asking anybody: numbers and localhost only."""
    if host.lower() == "localhost":
        return ["127.0.0.1", "::1"]
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]


def web(dialler: Dialler, resolve: Resolve = numeric) -> Web:
    return Web("", Limits(tries=1), Guarded(resolve=resolve, dialler=dialler), Pace(FakeClock().clock))


@pytest.mark.parametrize("url", REFUSED_AS_WRITTEN)
def test_what_is_no_plain_web_address_is_refused_unresolved(url: str) -> None:
    with pytest.raises(InputRejected) as caught:
        web(Dialler(), lambda *_: pytest.fail("resolved")).get(url)
    assert caught.value.remedy


@pytest.mark.parametrize("url", LEADS_INSIDE)
def test_nothing_inside_is_dialled(url: str) -> None:
    dialler = Dialler()
    with pytest.raises(InputRejected):
        web(dialler).get(url)
    assert dialler.dialled == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_one_of_whose_addresses_leads_inside_is_refused(name: str) -> None:
    dialler = Dialler()
    with pytest.raises(InputRejected, match=f"{name} leads to"):
        web(dialler, lambda host, _: NAMES[host]).get(f"https://{name}/latest")
    assert dialler.dialled == []


@pytest.mark.parametrize("url", PUBLIC)
def test_a_public_address_is_dialled_as_it_was_checked(url: str) -> None:
    dialler = Dialler()
    with pytest.raises(InputRejected, match="ConnectError"):
        web(dialler, lambda host, _: [host] if ":" in host else ["93.184.215.14"]).get(url)
    assert dialler.dialled == [PUBLIC[url]]


def test_a_name_that_changes_its_address_after_the_check_is_asked_for_only_once() -> None:
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    guard = Guarded(resolve=lambda *_: next(answers), dialler=Dialler())
    assert guard.checked("rebinding.example.org", 80) == "93.184.215.14"
    with pytest.raises(Forbidden):
        guard.checked("rebinding.example.org", 80)


def test_the_allow_list_names_host_and_port() -> None:
    guard = Guarded(frozenset({"127.0.0.1:8099"}))
    assert guard.checked("127.0.0.1", 8099) == "127.0.0.1"
    with pytest.raises(Forbidden, match="no public address"):
        guard.checked("127.0.0.1", 8098)


def test_multicast_and_translated_addresses_are_not_public_although_they_count_as_global() -> None:
    assert ip_address("64:ff9b::7f00:1").is_global
    assert forbidden(ip_address("64:ff9b::7f00:1")) == "a translated, tunnelled or reserved address"
    assert forbidden(ip_address("224.0.0.1")) == "a multicast address"


def test_an_address_is_written_in_ascii_and_without_its_fragment() -> None:
    assert place("https://Bücher.example/a ü#top".replace(" ", "")).url == "https://xn--bcher-kva.example/a%C3%BC"
    assert place("http://[2001:DB8::1]:81").url == "http://[2001:db8::1]:81/"


def test_a_name_is_resolved_by_the_system() -> None:
    assert "127.0.0.1" in resolved("localhost", 80)
