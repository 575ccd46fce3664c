"""How a crawl behaves towards sites: one value, read from ``KALENDS_*`` in one place."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.model import Page
from scrapers.clock import Clock, utc_now
from scrapers.hosts import Hosts
from scrapers.kinds.base import Role
from scrapers.known import KnownPage
from scrapers.rights import RESERVATIONS, TDM

Progress = Callable[[str, int, bool], None]
"""Called with a source's id, the pages read of it so far, and whether its crawl has ended."""
News = Callable[[Page, Role], None]
"""Called from the crawl's thread with each page that is not as it was, once it is archived."""

_RUN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class SettingsError(ValueError):
    """A setting that cannot be used; says which and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """Times in seconds, sizes in bytes; every number but ``download_delay`` and ``retries`` is above zero.

    ``base_url`` is where the public reaches our pages.
    ``run_id`` is empty (the crawl makes one) or 1..64 of ``A-Za-z0-9_-``. ``allowed_private_hosts`` are
    ``host`` or ``host:port``. ``revisit`` names, by source, detail URLs to fetch though no listing may link
    to them any more: so a vanished page is told from one that is merely no longer listed. A host that asks
    for a Crawl-delay above ``max_crawl_delay`` is not read; a longer Retry-After is cut to its maximum.
    A robots.txt or TDM file is used for ``rules_hours`` before it is asked for again, 24 at most.
    ``honour`` are the reservations that keep us out (see :mod:`scrapers.rights`; "none": no one does),
    ``hosts`` what is known of hosts from earlier crawls (None: nothing, and nothing is kept).
    ``browser`` is the path of a Chromium for sources that need JavaScript; empty: they are read without.

    ``known`` is what earlier crawls remember, by source and by URL asked: it is asked for conditionally.
    ``since`` is, by source, the moment after which a kind that can is asked for changes alone. After
    ``max_run_seconds`` no further source is begun, nor after ``max_run_pages`` (0: no bound).
    """

    archive: Path = Path("data/archive")
    run_id: str = ""
    contact: str = ""
    base_url: str = "http://localhost:8000"
    allowed_private_hosts: frozenset[str] = frozenset()
    download_delay: float = 1.0
    timeout: float = 30.0
    retries: int = 2
    max_pages: int = 500
    max_listings: int = 20
    max_seconds: float = 1800.0
    max_bytes: int = 10_000_000
    max_retry_after: float = 60.0
    max_crawl_delay: float = 60.0
    rules_hours: float = 12.0
    max_host_requests: int = 5_000
    honour: frozenset[str] = frozenset({TDM})
    hosts: Hosts | None = None
    browser: str = ""
    debug: bool = False
    progress: Progress | None = None
    news: News | None = None
    revisit: Mapping[str, Sequence[str]] = field(default_factory=dict)
    known: Mapping[str, Mapping[str, KnownPage]] = field(default_factory=dict)
    since: Mapping[str, datetime] = field(default_factory=dict)
    max_run_seconds: float = 0.0
    max_run_pages: int = 0
    clock: Clock = utc_now

    def __post_init__(self) -> None:
        if self.run_id and not _RUN_ID.fullmatch(self.run_id):
            raise SettingsError(f"run_id {self.run_id!r}: allowed are 1 to 64 of A-Z a-z 0-9 _ -")
        if unknown := self.honour - {*RESERVATIONS, "none"}:
            allowed = ", ".join((*RESERVATIONS, "none"))
            raise SettingsError(f"KALENDS_HONOUR={sorted(unknown)[0]}: allowed are {allowed}")
        for name, least in _LEAST.items():
            if getattr(self, name) < least:
                raise SettingsError(f"KALENDS_{name.upper()}={getattr(self, name)}: must be {least} or more")

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> CrawlSettings:
        """The settings that ``KALENDS_<FIELD>`` name; SettingsError where one cannot be read."""
        given: dict[str, Any] = {}
        for item in fields(cls):
            text = environment.get(f"KALENDS_{item.name.upper()}", "").strip()
            reader = _READERS.get(str(item.type))
            if not text or reader is None:
                continue
            try:
                given[item.name] = reader(text)
            except ValueError:
                allowed = {"int": "a whole number", "float": "a number", "bool": "true or false"}
                raise SettingsError(
                    f"KALENDS_{item.name.upper()}={text!r}: must be {allowed[str(item.type)]}"
                ) from None
        return replace(cls(), **given)

    def overrides(self) -> dict[str, Any]:
        """These settings by Scrapy's names."""
        return {
            "USER_AGENT": user_agent(self.contact, self.base_url),
            "DOWNLOAD_DELAY": self.download_delay,
            "AUTOTHROTTLE_START_DELAY": self.download_delay,
            "DOWNLOAD_TIMEOUT": self.timeout,
            "RETRY_TIMES": self.retries,
            "DOWNLOAD_MAXSIZE": self.max_bytes,
            "CLOSESPIDER_TIMEOUT": self.max_seconds,
            "KALENDS_ARCHIVE": str(self.archive),
            "KALENDS_RUN_ID": self.run_id,
            "KALENDS_ALLOWED_PRIVATE_HOSTS": sorted(self.allowed_private_hosts),
            "KALENDS_MAX_PAGES": self.max_pages,
            "KALENDS_MAX_LISTINGS": self.max_listings,
            "KALENDS_MAX_RETRY_AFTER": self.max_retry_after,
            "KALENDS_MAX_CRAWL_DELAY": self.max_crawl_delay,
            "KALENDS_RULES_HOURS": min(self.rules_hours, 24.0),
            "KALENDS_MAX_HOST_REQUESTS": self.max_host_requests,
            "KALENDS_HONOUR": sorted(self.honour),
        }


def user_agent(contact: str, base_url: str = "") -> str:
    """How we name ourselves to sites, with the address that a webmaster can write to and, where our pages
    are public, the one that says what this robot does.
    """
    about = "" if (urlsplit(base_url).hostname or "localhost") == "localhost" else f"; +{base_url}/robot"
    written = contact or "not configured"
    return f"Kalends/0.1 (reads announcements of civic events; contact: {written}{about})"


def _switch(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError(text)


def _hosts(text: str) -> frozenset[str]:
    return frozenset(host.strip().lower() for host in text.split(",") if host.strip())


_READERS: Mapping[str, Callable[[str], Any]] = {
    "str": str,
    "Path": Path,
    "int": int,
    "float": float,
    "bool": _switch,
    "frozenset[str]": _hosts,
}
_LEAST = {
    "download_delay": 0,
    "retries": 0,
    "timeout": 0.1,
    "max_pages": 1,
    "max_listings": 1,
    "max_seconds": 1,
    "max_bytes": 1,
    "max_retry_after": 0,
    "max_crawl_delay": 0,
    "rules_hours": 0,
    "max_host_requests": 1,
    "max_run_seconds": 0,
    "max_run_pages": 0,
}
