"""Downloader middlewares: staying on a source's site, refusing private addresses, keeping every response."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest, NotConfigured
from scrapy.http import Response

from scrapers.addresses import GuardedResolver
from scrapers.archive_writer import ArchiveWriter
from scrapers.sites import port_of, same_site

READABLE_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


class RefusedAddress(IgnoreRequest):
    """A request to an address that is not public and that the operator has not allowed."""


class OffsiteRedirect(IgnoreRequest):
    """A redirect that leaves the site of the page asked for; it is not followed."""


class Reserved(IgnoreRequest):
    """A page whose publisher reserves what the operator chose to honour; it is neither kept nor read."""


class UnkeptPage(IgnoreRequest):
    """A response that could not be archived; what cannot be read again is not read at all."""


class SiteGuard:
    """Follows a redirect only within the site of the page that was asked for first."""

    def process_request(self, request: Request) -> None:
        """Raises OffsiteRedirect for a redirect's next hop on another site."""
        hops = request.meta.get("redirect_urls")
        if hops and "role" in request.meta and not same_site(hops[0], request.url):
            raise OffsiteRedirect(f"{hops[0]} redirects off its site, to {request.url}")


class BrokenRobots:
    """Reads a robots.txt that answers with a server error as "keep out" (RFC 9309, 2.3.1.4)."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Any other response passes as it is."""
        if response.status < 500 or not request.url.endswith("/robots.txt") or "role" in request.meta:
            return response
        spider: Any = self._crawler.spider
        if hasattr(spider, "tally"):
            said = f"{request.url} answers {response.status}: until it can be read, it forbids all"
            spider.tally.trouble("errors", said)
        return response.replace(body=b"User-agent: *\nDisallow: /\n")


class AddressRefusals:
    """Turns "cannot be resolved" into the reason where it was the guarded resolver that refused."""

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raises RefusedAddress in a refused host's place; any other exception stays."""
        from twisted.internet import reactor

        resolver: Any = getattr(reactor, "nameResolver", None)
        if not isinstance(exception, CannotResolveHostError) or not isinstance(resolver, GuardedResolver):
            return
        reason = resolver.refused.get((urlsplit(request.url).hostname or "", port_of(request.url)))
        if reason:
            raise RefusedAddress(f"{request.url} refused: {reason}")


class ResponseArchive:
    """Writes each response into the source's archive file, before anything decodes or drops it."""

    def __init__(self, crawler: Crawler) -> None:
        source = getattr(crawler.spidercls, "source", None)
        # Scrapy sets SCRAPY_CHECK while it proves contracts; a proof is no run.
        if source is None or not crawler.settings["KALENDS_ARCHIVE"] or "SCRAPY_CHECK" in os.environ:
            raise NotConfigured("no run of a source, nothing to archive")
        self._crawler = crawler
        self._folder = Path(crawler.settings["KALENDS_ARCHIVE"])
        self.writer: ArchiveWriter | None = None
        crawler.signals.connect(self._spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archives the response and marks it with the time it came (``meta["fetched_at"]``).

        Raises UnkeptPage where the archive cannot be written, as on a full disk.
        """
        now = datetime.now(UTC)
        request.meta["fetched_at"] = now
        role = request.meta.get("role", "service")
        if 300 <= response.status < 400:
            role = "redirect"
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        self._tell_coding(request, response)
        try:
            writer = self._opened()
            writer.write(response.url, response.status, headers, response.body, fetched_at=now, role=role)
        except OSError as error:
            raise UnkeptPage(f"KALENDS_ARCHIVE={self._folder} cannot be written: {error.strerror}") from error
        return response

    def _tell_coding(self, request: Request, response: Response) -> None:
        """Scrapy may know a coding that the archive's readers do not: such a page could not be read again."""
        stated = (response.headers.get("Content-Encoding") or b"").decode("latin-1").strip().lower()
        if stated not in READABLE_CODINGS and "role" in request.meta:
            spider: Any = self._crawler.spider
            said = f"{request.url} comes coded as {stated!r}, which was not asked for: it is not read"
            spider.tally.trouble("errors", said)

    def _opened(self) -> ArchiveWriter:
        if self.writer is None:
            spider: Any = self._crawler.spider
            tally = spider.tally
            self.writer = ArchiveWriter(self._folder, tally.source_id, tally.run_id, tally.started)
        return self.writer

    def _spider_closed(self) -> None:
        if self.writer is not None:
            self.writer.close()
