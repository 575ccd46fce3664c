"""The one spider: walks a source's listings to its pages. Every source is a subclass of it (see loader)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Self, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from pipeline.model import Page
from scrapers.browser import browser_meta
from scrapers.clock import Clock, utc_now
from scrapers.failures import in_words
from scrapers.items import PageItem, page_item
from scrapers.kept import GONE, NOT_MODIFIED, ResponseArchive
from scrapers.kinds import KINDS, Links, Role, entries, tells_news
from scrapers.known import KnownPage
from scrapers.media import media_type
from scrapers.middlewares import OffsiteRedirect, RefusedAddress, Reserved
from scrapers.politeness import DelayTooLong, Held
from scrapers.report import CrawlReport, Tally
from scrapers.sites import same_site
from scrapers.source import Source

_log = logging.getLogger("scrapers")
_FAULTS = {
    "login": "asks to log in",
    "not found": "says that there is no such page",
    "cut": "ends in the middle",
}
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


class SourceSpider(Spider):
    """Fetches a source's listings, their further pages and their details, within its budgets.

    ``-a url=…`` fetches that one page instead; ``-a max_pages=N`` and ``-a max_listings=N`` set budgets.
    """

    source: ClassVar[Source]

    def __init__(self, url: str | None = None, **kwargs: Any) -> None:
        names = ("max_pages", "max_listings")
        limits: dict[str, int] = {name: int(kwargs.pop(name)) for name in names if name in kwargs}
        super().__init__(**kwargs)
        self.only = url
        self._limits = limits
        self._asked: dict[Role, set[str]] = {"listing": set(), "detail": set()}
        self._known: dict[str, KnownPage] = {}
        self._clock: Clock = utc_now
        self.tally = Tally(self.source.id, "", datetime.now(UTC))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._clock = crawler.settings["KALENDS_CLOCK"] or utc_now
        known: dict[str, KnownPage] = crawler.settings["KALENDS_KNOWN"] or {}
        spider._known = {page.final_url: page for page in known.values()} | known
        spider.tally.started = spider._clock()
        made = f"{spider.tally.started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        spider.tally.run_id = crawler.settings["KALENDS_RUN_ID"] or made
        spider._limits = {
            "max_pages": crawler.settings.getint("KALENDS_MAX_PAGES", 500),
            "max_listings": crawler.settings.getint("KALENDS_MAX_LISTINGS", 20),
        } | spider._limits
        crawler.signals.connect(spider._count_request, signal=signals.request_reached_downloader)
        crawler.signals.connect(spider._count_exception, signal=signals.spider_error)
        crawler.signals.connect(spider._request_dropped, signal=signals.request_dropped)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The source's listings, then the pages known from before that are to be seen again."""
        kind = KINDS[self.source.kind]
        if self.source.javascript and not self.settings["KALENDS_BROWSER"]:
            self.tally.issues.setdefault("its pages need JavaScript: KALENDS_BROWSER names no Chromium")
        self.tally.since = since = None if self.only else self._since()
        targets = [kind.entry(url, since) for url in ([self.only] if self.only else self.source.urls)]
        for target in targets:
            yield self._request(target.url, target.role, body=target.body)
        revisit = [] if self.only else self.settings.getlist("KALENDS_REVISIT")
        if since:
            # What no news is told of is where it was.
            self.tally.listed.update(revisit)
        # Where changes alone are asked for, to see a whole list again would be to ask for all.
        lists = {urlsplit(target.url).path for target in targets} if since else set()
        for url in revisit:
            if any(same_site(url, target.url) for target in targets) and urlsplit(url).path not in lists:
                yield self._request(url, "detail", priority=-10)

    def parse(self, response: Response) -> Iterator[PageItem | Request]:
        """Yields the page as an item, if it is new, and requests for where a listing leads.

        @listing
        """
        asked = response.meta.get("redirect_urls", [response.url])[0]
        if self._role(response) == "listing":
            self.tally.walked |= {response.url, asked}
        if response.status == NOT_MODIFIED or response.meta.get("unchanged"):
            yield from self._unchanged(response, asked)
            return
        page = self._page(response)
        role = self._role(response)
        found = Links()
        if role == "detail" and self._led_home(asked, response.url):
            self.tally.missing(asked, asked, 404)
            role = "listing"
            self._correct_role(page, role)
        elif response.status in GONE:
            self.tally.missing(page.url, asked, response.status)
            self._remember(page, asked, "gone", response, found)
            if role == "listing":
                self.tally.issues.setdefault(f"{page.url} answers {response.status}: the listing is gone")
        elif response.status == 200 and response.meta.get("fault"):
            self.tally.trouble("errors", f"{page.url} {_FAULTS[response.meta['fault']]}; it is not read")
            self._correct_role(page, "listing")
        elif response.status != 200:
            self.tally.trouble("errors", f"{page.url} answers {response.status}")
        else:
            if role == "listing":
                found = KINDS[self.source.kind].links(page, self.source)
                self.tally.listed.update(found.details)
                role = self._settled_role(page, found)
            self.tally.read(page.url, asked, role)
            self._remember(page, asked, role, response, found)
        yield page_item(page, role, response)
        yield from self._follow(found)
        yield from self._queries(found)

    def _unchanged(self, response: Response, asked: str) -> Iterator[Request]:
        """Requests for where a page leads that is as it was when it was archived."""
        known = self._known.get(asked)
        if known is None:
            self.tally.trouble("errors", f"{response.url} answers 304, though nothing is known of it")
            return
        role: Role = "listing" if known.role == "listing" else "detail"
        found = known.links or Links()
        self.tally.listed.update(found.details)
        if role == "listing":
            self._tell_dead_end(response.url, found)
        self.tally.unchanged(known, asked, role)
        if response.status != NOT_MODIFIED:
            told = replace(
                known, etag=_header(response, "ETag"), last_modified=_header(response, "Last-Modified")
            )
            if told != known:
                self.tally.visits[asked] = told
        yield from self._follow(found)
        yield from self._queries(found)

    def _remember(self, page: Page, asked: str, role: str, response: Response, found: Links) -> None:
        """Note what the next crawl needs to ask conditionally."""
        known = self._known.get(asked)
        if role == "gone" and known is not None and known.role == role:
            return
        self.tally.visits[asked] = KnownPage(
            url=asked,
            final_url=page.url,
            role=role,
            sha256=page.sha256,
            etag="" if role == "gone" else _header(response, "ETag"),
            last_modified="" if role == "gone" else _header(response, "Last-Modified"),
            archived_in=self.tally.run_id,
            fetched_at=page.fetched_at or self._clock(),
            links=found if role != "gone" and asked in self._asked["listing"] else None,
        )

    def failed(self, failure: Failure) -> None:
        """Counts a request that brought no response, with one sentence of why."""
        request = cast(Request, failure.request)  # type: ignore[attr-defined]  # Scrapy sets it
        error = failure.value
        if isinstance(error, RefusedAddress):
            self.tally.trouble("refused_addresses", str(error))
        elif isinstance(error, OffsiteRedirect):
            self.tally.trouble("offsite_redirects", str(error))
        elif isinstance(error, DelayTooLong):
            self.tally.trouble("robots_forbidden", str(error))
        elif isinstance(error, Held | Reserved):
            self.tally.trouble("errors" if isinstance(error, Held) else "robots_forbidden", str(error))
        elif isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
            self.tally.trouble("robots_forbidden", f"{request.url} is forbidden by robots.txt")
        elif isinstance(error, DownloadTimeoutError):
            self.tally.trouble("timeouts", f"{request.url} did not answer in time")
        elif not isinstance(error, HttpError):
            self.tally.trouble("errors", f"{request.url} cannot be fetched: {in_words(error)}")

    def closed(self, reason: str) -> None:
        """Notes a crawl that was cut short, and logs its report."""
        self.tally.stopped = reason == "shutdown"
        if reason != "finished":
            told = {"closespider_timeout": "its time budget was used up", "shutdown": "the crawl was stopped"}
            self.tally.issues.setdefault(f"the site was not read to its end: {told.get(reason, reason)}")
        report = self.report()
        _log.log(logging.INFO if report.outcome == "ok" else logging.WARNING, report.line())
        for issue in report.issues:
            _log.warning("%s: %s", self.name, issue)

    def report(self) -> CrawlReport:
        """What came of the crawl so far."""
        return self.tally.report(self._clock())

    def _since(self) -> datetime | None:
        """The moment after which changes are asked for, where the kind can; None asks for all."""
        stated = self.settings["KALENDS_SINCE"]
        return datetime.fromisoformat(stated) if stated and tells_news(self.source.kind) else None

    def _request(self, url: str, role: Role, priority: int = 0, body: str | None = None) -> Request:
        self._asked[role].add(url)
        meta = self._meta(role)
        known = self._known.get(url) if body is None and "playwright" not in meta else None
        return Request(
            url,
            self.parse,
            errback=self.failed,
            meta=meta,
            priority=priority,
            method="GET" if body is None else "POST",
            body=body,
            headers=_JSON if body is not None else known.conditions(self._clock()) if known else None,
        )

    def _follow(self, found: Links) -> Iterator[Request]:
        """Requests for what was not asked for yet, within the budgets; details before further listings."""
        for role, urls, limit in (
            ("detail", found.details, self._limits["max_pages"]),
            ("listing", found.listings, self._limits["max_listings"]),
        ):
            asked = self._asked[cast(Role, role)]
            for url in urls:
                if url in asked:
                    continue
                if len(asked) >= limit:
                    self.tally.issues.setdefault(f"more than {limit} {role} pages: the rest was not fetched")
                    break
                yield self._request(url, cast(Role, role), priority=int(role == "detail"))

    def _meta(self, role: Role) -> dict[str, Any]:
        """What goes with a request: its role, and whether a browser is to answer it."""
        rendered = self.source.javascript and self.settings["KALENDS_BROWSER"]
        return {"role": role, **(browser_meta() if rendered else {})}

    def _queries(self, found: Links) -> Iterator[Request]:
        """Requests for further listings that need a body; they count as listings."""
        asked = self._asked["listing"]
        for target in found.queries:
            if target.url not in asked and len(asked) < self._limits["max_listings"]:
                yield self._request(target.url, "listing", body=target.body)

    def _role(self, response: Response) -> Role:
        """What was asked for; for a page that came otherwise (``scrapy parse``), what the catalogue says."""
        if "role" in response.meta:
            return cast(Role, response.meta["role"])
        return "listing" if response.url in entries(self.source.kind, self.source.urls) else "detail"

    def _settled_role(self, page: Page, found: Links) -> Role:
        if not found.standalone:
            self._tell_dead_end(page.url, found)
            return "listing"
        self._correct_role(page, "detail")
        return "detail"

    def _tell_dead_end(self, url: str, found: Links) -> None:
        """A list without links is trouble, unless only news was asked for."""
        if not found.details and not found.listings and not self.tally.since:
            self.tally.issues.setdefault(f"{url} has no links to announcements")

    def _correct_role(self, page: Page, role: Role) -> None:
        archive = self.crawler.get_downloader_middleware(ResponseArchive)
        if archive is not None and archive.writer is not None and page.fetched_at is not None:
            archive.writer.correct_role(page.url, role, page.fetched_at)

    def _led_home(self, asked: str, url: str) -> bool:
        """Whether a site answered for a page by sending us to its front page or to the list: it is gone."""
        parts = urlsplit(url)
        front = parts.path in ("", "/") and not parts.query
        return asked != url and (front or url in self._asked["listing"])

    def _page(self, response: Response) -> Page:
        headers = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        return Page(
            source_id=self.source.id,
            url=response.url,
            fetched_at=response.meta.get("fetched_at") or self._clock(),
            body=response.body,
            status=response.status,
            media_type=media_type(headers.get("Content-Type", ""), response.url, response.body),
            headers=headers,
        )

    def _request_dropped(self, request: Request) -> None:
        """A redirect to a page that was fetched already brings no second response; it tells all the same."""
        hops = request.meta.get("redirect_urls")
        if hops and request.url in hops:
            self.tally.trouble("errors", f"{hops[0]} redirects in a circle")
        elif hops and request.meta.get("role") == "detail" and self._led_home(hops[0], request.url):
            self.tally.missing(hops[0], hops[0], 404)
        elif hops:
            self.tally.seen_urls.add(hops[0])

    def _count_request(self) -> None:
        self.tally.counts["requests"] += 1

    def _count_exception(self, failure: Failure, response: Response) -> None:
        url = response.url if response is not None else self.name
        name = type(failure.value).__name__
        self.tally.trouble("exceptions", f"{url} broke the spider: {name}: {failure.getErrorMessage()[:160]}")


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")
