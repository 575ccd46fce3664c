"""Which network addresses a crawl may connect to: public ones, and private ones that the operator named.

The check sits in the name resolver, through which every connection goes (names, IP literals, every hop of
a redirect, robots.txt), so that a name cannot be checked as one address and connected to as another.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Self

from scrapy.resolver import CachingHostnameResolver, dnscache
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; addresses that carry another are unwrapped."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _carried(found) if isinstance(found, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return found.is_global and not found.is_multicast


def is_literal(host: str) -> bool:
    """Whether a host is named by an IP address."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def refusal(host: str, port: int, addresses: Sequence[str], allowed: frozenset[str]) -> str | None:
    """Why a host must not be connected to, in words for the operator; None where it may.

    ``allowed`` holds ``host`` or ``host:port``, lower case. One private address among public ones refuses
    the host: which one would be connected to is not ours to choose.
    """
    name = host.lower().strip("[]")
    if name in allowed or f"{name}:{port}" in allowed:
        return None
    private = next((address for address in addresses if not is_public(address)), None)
    if private is None:
        return None
    shown = host if host == private else f"{host} ({private})"
    return f"{shown} is no public address; KALENDS_ALLOWED_PRIVATE_HOSTS={name}:{port} would allow it"


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's resolver for IPv4 and IPv6 that gives out no refused address; ``refused`` says why."""

    def __init__(self, reactor: Any, cache_size: int, allowed: frozenset[str]) -> None:
        super().__init__(reactor, cache_size)
        self.allowed = allowed
        self.refused: dict[tuple[str, int], str] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, frozenset(settings.getlist("KALENDS_ALLOWED_PRIVATE_HOSTS")))

    def resolveHostName(
        self,
        resolutionReceiver: IResolutionReceiver,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        guard: Any = _Guard(resolutionReceiver, self, hostName, portNumber)
        return super().resolveHostName(guard, hostName, portNumber, addressTypes, transportSemantics)


def install_guard(settings: Any) -> None:
    """Guard the running reactor's names by these settings; an earlier crawl's guard is replaced.

    Scrapy does this for a process that crawls once; ours may crawl again and again, with other settings.
    """
    from twisted.internet import reactor

    turning: Any = reactor
    before = turning.nameResolver
    inner = before.original_resolver if isinstance(before, GuardedResolver) else before
    size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
    guard = GuardedResolver(turning, size, frozenset(settings.getlist("KALENDS_ALLOWED_PRIVATE_HOSTS")))
    guard.original_resolver = inner
    turning.installNameResolver(guard)
    dnscache.clear()


@implementer(IResolutionReceiver)
class _Guard:
    """Holds addresses back until all are known, then hands on all of them or none."""

    def __init__(self, receiver: Any, resolver: GuardedResolver, host: str, port: int) -> None:
        self._receiver, self._resolver = receiver, resolver
        self._key = (host, port)
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        self._addresses.append(address)

    def resolutionComplete(self) -> None:
        found = [address.host for address in self._addresses]
        reason = refusal(*self._key, found, self._resolver.allowed)
        if reason:
            self._resolver.refused[self._key] = reason
        else:
            for address in self._addresses:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()
