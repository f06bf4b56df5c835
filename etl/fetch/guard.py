"""Where the program may connect: public addresses only, checked after resolution; the checked one is dialled."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

import httpcore2

from etl.errors import InputRejected

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]
SCHEMES = {"http": 80, "https": 443}
LONGEST_URL = 2_000
QUOTED = "/%:@!$&'()*+,;=?~"
"""What stays as it is written in a path or a query."""
REMEDY = "Name a public http or https address"
# What is_global lets through although it leads inside: translated and tunnelled IPv4, and what protocols hold reserved.
NETWORKS = tuple(
    ip_network(network)
    for network in (
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10"),
        *("192.88.99.0/24", "192.0.0.0/24"),
    )
)
METADATA = frozenset(map(ip_address, ("168.63.129.16", "169.254.169.254", "100.100.100.200", "fd00:ec2::254")))


class Forbidden(Exception):  # noqa: N818 - the verdict on an address
    """An address that is not dialled, with the reason."""


def forbidden(address: Address) -> str:
    """
    Return why an address is not dialled; empty for a public one.

    >>> forbidden(ip_address("169.254.169.254")), forbidden(ip_address("93.184.215.14"))
    ('a metadata address', '')
    """
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return forbidden(address.ipv4_mapped)
    if address in METADATA:
        return "a metadata address"
    if address.is_multicast:
        return "a multicast address"
    if any(address.version == network.version and address in network for network in NETWORKS):
        return "a translated, tunnelled or reserved address"
    return "" if address.is_global else "no public address"


@dataclass(frozen=True, slots=True)
class Place:
    """An address as parts: what is dialled, and what is asked for there."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def netloc(self) -> str:
        """Return host and port, as an allow-list names them."""
        return f"{self.host}:{self.port}"


def place(url: str) -> Place:
    """Return the parts of an http or https address; raises InputRejected for any other, or one with a user in it."""
    try:
        parts = urlsplit(url)
        host, port = _host(parts), parts.port
    except (ValueError, UnicodeError):
        raise _rejected(url, "it is no address") from None
    if parts.scheme not in SCHEMES or not host or port == 0:
        raise _rejected(url, "it is no http or https address")
    if parts.username is not None or parts.password is not None:
        raise _rejected(url, "it holds a user name or password")
    if len(url) > LONGEST_URL or any(char <= " " or char in {"\\", "\x7f"} for char in url):
        raise _rejected(url, "it is too long or holds a character that no address has")
    return Place(_written(parts, host), parts.scheme, host, port or SCHEMES[parts.scheme])


def _written(parts: SplitResult, host: str) -> str:
    """Return an address in ASCII, without its fragment."""
    within = f"[{host}]" if ":" in host else host
    netloc = f"{within}:{parts.port}" if parts.port else within
    asked = f"?{quote(parts.query, safe=QUOTED)}" if parts.query else ""
    return f"{parts.scheme}://{netloc}{quote(parts.path, safe=QUOTED) or '/'}{asked}"


def _host(parts: SplitResult) -> str:
    # Encoded as a name is for the resolver, so that circled or wide digits become the digits that they mean.
    host = (parts.hostname or "").rstrip(".")
    return host if host.isascii() else host.encode("idna").decode("ascii")


def resolved(host: str, port: int) -> list[str]:
    """Return every address of a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(slots=True)
class Guarded(httpcore2.NetworkBackend):
    """
    Dials only addresses that were checked, and lets no connection outlive the deadline.

    `allowed` holds hosts with their ports that may lead inside: test servers, and a mirror of one's own.
    """

    allowed: frozenset[str] = frozenset()
    resolve: Resolve = resolved
    deadline: float = float("inf")
    dialler: httpcore2.NetworkBackend = field(default_factory=httpcore2.SyncBackend)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check every address and connect to the first; raises Forbidden where one of them leads inside."""
        address = self.checked(host, port)
        within = min(timeout or float("inf"), self.left())
        return _Bounded(self.dialler.connect_tcp(address, port, within, local_address, socket_options), self)

    def checked(self, host: str, port: int) -> str:
        """Return the address to dial for a host."""
        try:
            found = self.resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as fault:
            raise httpcore2.ConnectError(f"the name {host} is not known") from fault
        if f"{host}:{port}" not in self.allowed:
            for address in found:
                reason = forbidden(ip_address(address.partition("%")[0]))
                if reason:
                    raise Forbidden(f"{host} leads to {address}, {reason}")
        if not found:
            raise httpcore2.ConnectError(f"the name {host} has no address")
        return found[0]

    def left(self) -> float:
        """Return the seconds until the deadline; raises a timeout where it has passed."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time is up")
        return left


@dataclass(slots=True)
class _Bounded(httpcore2.NetworkStream):
    """A connection each of whose steps ends by the deadline; a server that drips resets the time limits of a socket."""

    stream: httpcore2.NetworkStream
    guard: Guarded

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self._within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self._within(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        # The name is checked by TLS although the address was dialled: server_hostname stays that of the URL.
        return _Bounded(self.stream.start_tls(ssl_context, server_hostname, self._within(timeout)), self.guard)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)

    def _within(self, timeout: float | None) -> float:
        return min(timeout or float("inf"), self.guard.left())


def _rejected(url: str, reason: str) -> InputRejected:
    return InputRejected(url[:LONGEST_URL], reason, remedy=REMEDY)
