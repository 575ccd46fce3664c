"""Downloader middlewares that ask only for what changed, and archive each response that did."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from scrapers.archive import ArchivedPage
from scrapers.archive_writer import ArchiveWriter
from scrapers.clock import Clock, utc_now
from scrapers.gist import gist_of
from scrapers.header_bound import bound_headers
from scrapers.known import KnownPage
from scrapers.media import media_type
from scrapers.rulebooks import rules_told

READABLE_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")
NOT_MODIFIED = 304
GONE = (404, 410)


class UnkeptPage(IgnoreRequest):
    """A response that could not be archived; what cannot be read again is not read at all."""


class ResponseAsCame:
    """Right behind the downloader: dates a response and holds its body as it came, before it is decoded."""

    def __init__(self, crawler: Crawler) -> None:
        bound_headers()
        self._clock: Clock = crawler.settings["KALENDS_CLOCK"] or utc_now

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Marks the request with when its response came, its headers and its coded body (``meta``)."""
        request.meta.setdefault("fetched_at", self._clock())
        if response.status == NOT_MODIFIED:
            return response
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        request.meta["coded"] = (headers, response.body)
        return response


class LeftBehind:
    """Answers from the archive what a stopped crawl of this run fetched already: nothing is asked twice."""

    def __init__(self, crawler: Crawler) -> None:
        self._left: dict[str, ArchivedPage] = crawler.settings["KALENDS_LEFT_BEHIND"] or {}
        if not self._left:
            raise NotConfigured

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """The archived answer, with the time at which it came; None where there is none."""
        left = (
            self._left.pop(request.url, None)
            if request.meta.get("role") and request.method == "GET"
            else None
        )
        if left is None:
            return None
        page = left.page
        request.meta["fetched_at"] = page.fetched_at
        # The body is decoded: its coding must not be undone again.
        headers = {name: value for name, value in page.headers.items() if name.lower() != "content-encoding"}
        made = responsetypes.from_args(headers=Headers(headers), url=page.url, body=page.body)
        return made(page.url, status=page.status, headers=headers, body=page.body, request=request)


class ResponseArchive:
    """Writes each response into the source's archive file, unless it is the one that is there already.

    It stands where bodies are decoded: two packings of one page are one page. Redirects are no pages and
    leave nothing that could be read.
    """

    def __init__(self, crawler: Crawler) -> None:
        source = getattr(crawler.spidercls, "source", None)
        # Scrapy sets SCRAPY_CHECK while it proves contracts; a proof is no run.
        if source is None or not crawler.settings["KALENDS_ARCHIVE"] or "SCRAPY_CHECK" in os.environ:
            raise NotConfigured("no run of a source, nothing to archive")
        self._crawler = crawler
        self._folder = Path(crawler.settings["KALENDS_ARCHIVE"])
        self._known: dict[str, KnownPage] = crawler.settings["KALENDS_KNOWN"] or {}
        self._clock: Clock = crawler.settings["KALENDS_CLOCK"] or utc_now
        self.writer: ArchiveWriter | None = None
        crawler.signals.connect(self._spider_closed, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Archives the response, or marks it as one that is known (``meta["unchanged"]``).

        Raises UnkeptPage where the archive cannot be written, as on a full disk.
        """
        if response.status == NOT_MODIFIED or request.meta.get("not_modified"):
            return response
        self._tell_coding(request)
        asked = request.meta.get("redirect_urls", [request.url])[0]
        known = self._known.get(asked)
        digest = hashlib.sha256(response.body).hexdigest()
        request.meta["unchanged"] = (
            response.status == 200
            and known is not None
            and known.final_url == response.url
            and (known.sha256 == digest or self._is_alike(request, response, known))
        )
        still_gone = response.status in GONE and known is not None and known.role == "gone"
        if not request.meta["unchanged"] and not still_gone:
            self._write(request, response)
        if "role" not in request.meta:
            self._remember_rules(asked, request, response, digest)
        return response

    @staticmethod
    def _is_alike(request: Request, response: Response, known: KnownPage) -> bool:
        """Whether only what every answer carries anew tells a page from the known one."""
        if "role" not in request.meta or response.status != 200:
            return False
        stated = (response.headers.get("Content-Type") or b"").decode("latin-1")
        return gist_of(response.body, media_type(stated, response.url, response.body)) == known.gist

    def _write(self, request: Request, response: Response) -> None:
        if request.meta.get("unkept") or ("role" not in request.meta and response.status != 200):
            return
        headers, body = request.meta["coded"]
        role = request.meta.get("role", "service")
        at = request.meta["fetched_at"]
        try:
            self._opened().write(response.url, response.status, headers, body, fetched_at=at, role=role)
        except OSError as error:
            raise UnkeptPage(f"KALENDS_ARCHIVE={self._folder} cannot be written: {error.strerror}") from error

    def _remember_rules(self, asked: str, request: Request, response: Response, digest: str) -> None:
        spider: Any = self._crawler.spider
        at = request.meta["fetched_at"]
        found = rules_told(self._known.get(asked), asked, response, digest, spider.tally.run_id, at)
        if found is not None:
            spider.tally.visits[asked] = found

    def _tell_coding(self, request: Request) -> None:
        """Scrapy may know a coding that the archive's readers do not: such a page could not be read again."""
        headers, _ = request.meta["coded"]
        stated = next((v.strip().lower() for name, v in headers if name.lower() == "content-encoding"), "")
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
            self.writer.close(self._clock())
