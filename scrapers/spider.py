"""The one spider: walks a source's listings to its pages. Every source is a subclass of it (see loader)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Self, cast
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from pipeline.model import Page
from scrapers import faults
from scrapers.browser import browser_meta
from scrapers.clock import Clock, utc_now
from scrapers.frontier import Frontier
from scrapers.items import PageItem, page_item, page_of
from scrapers.kept import GONE, NOT_MODIFIED, ResponseArchive
from scrapers.kinds import KINDS, Links, Role, entries, tells_news
from scrapers.known import KnownPage, answered_page, validators_of
from scrapers.report import CrawlReport, Tally
from scrapers.sites import same_site
from scrapers.source import Source
from scrapers.troubles import Troubles

_log = logging.getLogger("scrapers")
_BUDGETS = {"max_pages": 500, "max_listings": 20}
_JSON = {"Content-Type": "application/json", "Accept": "application/json"}


class SourceSpider(Spider):
    """Fetches a source's listings, their further pages and their details, within its budgets.

    ``-a url=…`` fetches that one page instead; ``-a max_pages=N`` and ``-a max_listings=N`` set budgets.
    """

    source: ClassVar[Source]
    _troubles: Troubles

    def __init__(self, url: str | None = None, **kwargs: Any) -> None:
        self._budgets = {name: int(kwargs.pop(name)) for name in _BUDGETS if name in kwargs}
        super().__init__(**kwargs)
        self.only = url
        self._known: dict[str, KnownPage] = {}
        self._clock: Clock = utc_now
        self.tally = Tally(self.source.id, "", datetime.now(UTC))
        self._frontier = Frontier(self.tally, **(_BUDGETS | self._budgets))

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider._clock = crawler.settings["KALENDS_CLOCK"] or utc_now
        known: dict[str, KnownPage] = crawler.settings["KALENDS_KNOWN"] or {}
        spider._known = {page.final_url: page for page in known.values()} | known
        spider.tally.started = spider._clock()
        made = f"{spider.tally.started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        spider.tally.run_id = crawler.settings["KALENDS_RUN_ID"] or made
        given = {
            name: crawler.settings.getint(f"KALENDS_{name.upper()}", most) for name, most in _BUDGETS.items()
        }
        spider._frontier = Frontier(spider.tally, **(given | spider._budgets))
        spider._troubles = Troubles(crawler, spider.tally, spider._frontier)
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
            for url in entries(self.source.kind, self.source.urls):
                yield self._request(url, "listing", priority=-5, callback=self.compare)
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
        page = page_of(response, self.source.id, self._clock)
        role = self._role(response)
        found = Links()
        if role == "detail" and self._frontier.is_led_home(asked, response.url):
            self.tally.missing(asked, asked, 404)
            role = "listing"
            self._correct_role(page, role)
        elif response.status in GONE:
            self.tally.missing(page.url, asked, response.status)
            self._remember(page, asked, "gone", response, found)
            if role == "listing":
                self.tally.issues.setdefault(f"{page.url} answers {response.status}: the listing is gone")
        elif response.status == 200 and response.meta.get("fault"):
            self.tally.trouble(
                "errors", f"{page.url} {faults.IN_WORDS[response.meta['fault']]}; it is not read"
            )
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

    def compare(self, response: Response) -> None:
        """Counts what an interface tells of when it is asked for all, beside its news; nothing of it is kept.

        Without it, an interface that has fallen silent would be taken for one that has nothing new.
        """
        known = self._known.get(response.url)
        found = Links()
        if response.status == 200:
            page = page_of(response, self.source.id, self._clock)
            found = KINDS[self.source.kind].links(page, self.source)
        elif response.status == NOT_MODIFIED and known is not None:
            found = known.links or found
        if found.records is not None:
            self.tally.in_all = (self.tally.in_all or 0) + found.records

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
            told = replace(known, **validators_of(response))
            if told != known:
                self.tally.visits[asked] = told
        yield from self._follow(found)

    def _remember(self, page: Page, asked: str, role: str, response: Response, found: Links) -> None:
        """Note what the next crawl needs to ask conditionally."""
        known = self._known.get(asked)
        if role == "gone" and known is not None and known.role == role:
            return
        links = found if role != "gone" and asked in self._frontier.asked["listing"] else None
        self.tally.visits[asked] = answered_page(page, asked, role, response, self.tally.run_id, links)

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

    def _request(
        self,
        url: str,
        role: Role,
        priority: int = 0,
        body: str | None = None,
        callback: Callable[[Response], Any] | None = None,
    ) -> Request:
        """A request for a page; one with a ``callback`` of its own is looked at only, and not archived."""
        rendered = self.source.javascript and self.settings["KALENDS_BROWSER"]
        request = Request(
            url,
            callback or self.parse,
            errback=self._troubles.failed,
            meta={"role": role, "unkept": callback is not None} | (browser_meta() if rendered else {}),
            priority=priority,
            method="GET" if body is None else "POST",
            body=body,
            headers=_JSON if body is not None else None,
        )
        # Scrapy encodes an address; it is known as it is asked.
        self._frontier.note(request.url, role)
        known = self._known.get(request.url) if body is None and "playwright" not in request.meta else None
        for name, value in known.conditions(self._clock()).items() if known else ():
            request.headers[name] = value
        return request

    def _follow(self, found: Links) -> Iterator[Request]:
        """Requests for where a listing leads."""
        for url, role in self._frontier.next_pages(found):
            yield self._request(url, role, priority=int(role == "detail"))
        for target in self._frontier.next_queries(found):
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
