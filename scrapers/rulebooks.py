"""A site's files of rules, robots.txt and the TDM file: what is known of them, and when they are asked for.

RFC 9309 (2.4) lets a crawler use a robots.txt for up to a day. Ours are used for ``KALENDS_RULES_HOURS``, so
that sources that are refreshed several times a day do not ask for them each time, and a nightly run does.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse

from scrapers.clock import Clock, utc_now
from scrapers.known import KnownPage, absent_page, validators_of

_GONE = (404, 410)
_NOT_MODIFIED = 304
_MOST = 500_000


class Rulebooks:
    """The files of rules that earlier crawls of a source know of."""

    def __init__(self, crawler: Crawler) -> None:
        self._clock: Clock = crawler.settings["KALENDS_CLOCK"] or utc_now
        self._known: dict[str, KnownPage] = crawler.settings["KALENDS_KNOWN"] or {}
        self._lasts = timedelta(hours=crawler.settings.getfloat("KALENDS_RULES_HOURS"))

    def known(self, url: str) -> KnownPage | None:
        """What is remembered of the file at ``url``, however long ago it was asked for."""
        return self._known.get(url)

    def fresh(self, url: str) -> KnownPage | None:
        """What is remembered of the file, where it was asked for lately enough not to be asked for again."""
        known = self._known.get(url)
        if known is None or known.role not in ("service", "absent"):
            return None
        age = self._clock() - (known.checked_at or known.fetched_at)
        return known if timedelta() <= age < self._lasts else None

    def conditions(self, url: str) -> dict[str, str]:
        """The headers by which the file is asked for only if it has changed."""
        known = self._known.get(url)
        return known.conditions(self._clock()) if known is not None else {}


class KnownRules:
    """Answers for a file of rules that was asked for lately; asks for an older one as for any page.

    "Not modified" brings the known one. One that was absent is asked for if it was modified since; a server
    that calls it unmodified has it now, older than our asking, and is asked again without conditions.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rulebooks = Rulebooks(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """The known file, or None with the conditions added, once."""
        if "role" in request.meta or request.meta.get("unconditional"):
            return None
        fresh = self._rulebooks.fresh(request.url)
        if fresh is not None:
            request.meta["not_modified"] = True
            status = 404 if fresh.role == "absent" else 200
            return TextResponse(request.url, status=status, body=fresh.body.encode())
        for name, value in self._rulebooks.conditions(request.url).items():
            request.headers.setdefault(name, value)
        return None

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Any other response passes as it is."""
        known = self._rulebooks.known(request.url) if "role" not in request.meta else None
        if known is None or response.status != _NOT_MODIFIED:
            return response
        if known.role == "absent":
            again = request.replace(dont_filter=True, meta={**request.meta, "unconditional": True})
            again.headers.pop("If-Modified-Since", None)
            return again
        request.meta["not_modified"] = True
        spider: Any = self._crawler.spider
        spider.tally.visits[known.url] = replace(known, checked_at=request.meta["fetched_at"])
        return response.replace(status=200, body=known.body.encode())


def rules_told(
    known: KnownPage | None, asked: str, response: Response, digest: str, run_id: str, at: datetime
) -> KnownPage | None:
    """What to remember of a file of rules that was answered ``at`` this time; None of one that answered
    neither 200 nor that it is not there: it is asked for again.

    ``digest`` is of the decoded body.
    """
    if response.status in _GONE:
        if known is None or known.role != "absent" or not known.conditions(at):
            return absent_page(asked, run_id, at)
        return replace(known, checked_at=at)
    if response.status != 200:
        return None
    found = KnownPage(
        url=asked,
        final_url=response.url,
        role="service",
        sha256=digest,
        archived_in=run_id,
        fetched_at=at,
        checked_at=at,
        body=response.body[:_MOST].decode("utf-8", "replace"),
        **validators_of(response),
    )
    if known is None or (known.sha256, known.final_url) != (digest, response.url):
        return found
    return replace(found, archived_in=known.archived_in, fetched_at=known.fetched_at)
