"""What each host was asked today, and until when it wants to be left alone: across crawls and runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

_BLOCK = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class HostUse:
    """Requests to one host on one day (UTC); until ``hold_until`` it wants to be left alone, ``hold_why``."""

    day: date
    requests: int = 0
    hold_until: datetime | None = None
    hold_why: str = ""


Keep = Callable[[Mapping[str, HostUse]], None]
"""Keeps hosts' uses for later runs, by host; called seldom, and never for each request."""


class Hosts:
    """One object for all crawls of a process.

    ``uses`` is what is known from earlier runs; ``most`` the requests that a host may get a day. What
    ``keep`` is given is never less than what was asked, so that a killed process cannot ask more than it may.
    """

    def __init__(
        self, uses: Mapping[str, HostUse] | None = None, most: int = 5_000, keep: Keep | None = None
    ) -> None:
        self._uses = dict(uses or {})
        self._kept = {host: use.requests for host, use in self._uses.items()}
        self._most = most
        self._keep = keep

    def refusal(self, host: str, at: datetime) -> str | None:
        """Why a host must not be asked at ``at``, in words; None where it may."""
        use = self._use(host, at)
        if use.hold_until is not None and at < use.hold_until:
            return f"{host} {use.hold_why}: it is left alone until {use.hold_until:%Y-%m-%d %H:%M} UTC"
        if use.requests >= self._most:
            return f"{host} had its {self._most} requests of today (KALENDS_MAX_HOST_REQUESTS)"
        return None

    def reserve(self, hosts: Iterable[str], at: datetime) -> None:
        """A first block of requests for each of these hosts, kept at once: crawls need not wait."""
        uses = {host: self._use(host, at) for host in hosts}
        self._write({host: replace(use, requests=use.requests + _BLOCK) for host, use in uses.items()})

    def count(self, host: str, at: datetime) -> None:
        """One request goes out to the host."""
        use = self._use(host, at)
        self._uses[host] = use = replace(use, requests=use.requests + 1)
        if use.requests > self._kept.get(host, 0):
            # A block ahead, so that not every request costs a transaction.
            self._write({host: replace(use, requests=use.requests + _BLOCK - 1)})

    def hold(self, host: str, until: datetime, why: str, at: datetime) -> None:
        """The host is not to be asked before ``until``; of two holds the longer one stands."""
        use = self._use(host, at)
        if use.hold_until is None or use.hold_until < until:
            self._uses[host] = use = replace(use, hold_until=until, hold_why=why)
            self._write({host: replace(use, requests=max(use.requests, self._kept.get(host, 0)))})

    def settle(self) -> None:
        """Keep the exact counts, once all crawls are done."""
        self._write(
            {host: use for host, use in self._uses.items() if self._kept.get(host, 0) != use.requests}
        )

    def _use(self, host: str, at: datetime) -> HostUse:
        today = at.astimezone(UTC).date()
        use = self._uses.get(host)
        if use is None or use.day != today:
            self._kept[host] = 0
            self._uses[host] = use = replace(use or HostUse(day=today), day=today, requests=0)
        return use

    def _write(self, uses: Mapping[str, HostUse]) -> None:
        self._kept |= {host: use.requests for host, use in uses.items()}
        if self._keep is not None and uses:
            self._keep(uses)


def host_of(url: str) -> str:
    """``name``, or ``name:port`` where the port is not the scheme's own."""
    parts = urlsplit(url)
    name = (parts.hostname or "").rstrip(".")
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return name if parts.port in (None, usual) else f"{name}:{parts.port}"
