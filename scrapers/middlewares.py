"""Downloader middlewares: staying on a source's site, keeping out where robots.txt fails, naming refusals."""

from __future__ import annotations

from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response

from scrapers.addresses import GuardedResolver, is_literal, refusal
from scrapers.sites import port_of, same_site


class RefusedAddress(IgnoreRequest):
    """A request to an address that is not public and that the operator has not allowed."""


class OffsiteRedirect(IgnoreRequest):
    """A redirect that leaves the site of the page asked for; it is not followed."""


class Reserved(IgnoreRequest):
    """A page whose publisher reserves what the operator chose to honour; it is neither kept nor read."""


class SiteGuard:
    """Follows a redirect only within the site of the page that was asked for first."""

    def __init__(self, crawler: Crawler) -> None:
        self._allowed = frozenset(crawler.settings.getlist("KALENDS_ALLOWED_PRIVATE_HOSTS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises what :meth:`refused` finds of a redirect's next hop."""
        hops = request.meta.get("redirect_urls")
        error = self.refused(hops[0], request.url) if hops and "role" in request.meta else None
        if error is not None:
            raise error

    def refused(self, asked: str, url: str) -> IgnoreRequest | None:
        """Why a page that was ``asked`` for must not redirect to ``url``: it is on another site, and perhaps
        named by an IP address that is not public (no name is looked up). None within the site.
        """
        if same_site(asked, url):
            return None
        host = urlsplit(url).hostname or ""
        if is_literal(host) and refusal(host, port_of(url), [host], self._allowed):
            return RefusedAddress(f"{asked} redirects to {url}, which is no public address")
        return OffsiteRedirect(f"{asked} redirects off its site, to {url}")


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
