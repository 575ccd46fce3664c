"""Pages that only a browser can build: scrapy-playwright on an installed Chromium, for sources that ask.

A browser resolves names and follows scripts by itself, where the crawl's own guard does not look. It is
therefore shut in: it can connect to the addresses that the source's own hosts had when the crawl began, each
checked to be public, and to nothing else.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapers.addresses import refusal
from scrapers.sites import port_of

if TYPE_CHECKING:
    from scrapers.source import Source

HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_UNNEEDED = frozenset({"image", "media", "font"})


class BrowserRefused(RuntimeError):
    """A source that must not, or cannot, be read with a browser; says why."""


def browser_settings(source: Source, browser: str, timeout: float, allowed: frozenset[str]) -> dict[str, Any]:
    """Scrapy's settings for reading ``source`` with the Chromium at the path ``browser``.

    ``timeout`` in seconds a page. Raises BrowserRefused where one of its hosts has an address that is not
    public and not allowed, or none.
    """
    pinned = _pinned(source.urls, allowed)
    rules = ", ".join([*(f"MAP {host} {address}" for host, address in pinned.items()), "MAP * ~NOTFOUND"])

    def abort(request: Any) -> bool:
        return urlsplit(request.url).hostname not in pinned or request.resource_type in _UNNEEDED

    return {
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": browser,
            "args": [*_ARGUMENTS, f"--host-resolver-rules={rules}"],
        },
        "PLAYWRIGHT_ABORT_REQUEST": abort,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": timeout * 1000,
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 1,
        "PLAYWRIGHT_MAX_CONTEXTS": 1,
        "KALENDS_BROWSER": browser,
    }


def browser_meta() -> dict[str, Any]:
    """The meta of a request that the browser is to answer, once the page's scripts have come to rest."""
    return {"playwright": True, "playwright_page_goto_kwargs": {"wait_until": "networkidle"}}


def _pinned(urls: Iterable[str], allowed: frozenset[str]) -> Mapping[str, str]:
    """Host → the checked address that the browser is to know it by."""
    out: dict[str, str] = {}
    for url in urls:
        host, port = urlsplit(url).hostname or "", port_of(url)
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except OSError as error:
            raise BrowserRefused(f"{host} cannot be resolved: {error.strerror}") from error
        reason = refusal(host, port, found, allowed)
        if reason:
            raise BrowserRefused(reason)
        out[host] = found[0]
    return out
