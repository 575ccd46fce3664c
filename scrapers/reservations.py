"""What publishers reserve, looked at before anything is kept: a downloader middleware next to the network."""

from __future__ import annotations

import asyncio
import zlib
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from scrapers.middlewares import Reserved
from scrapers.rights import NOINDEX, TDM_FILE, Rights, Rule, read_tdm_file, rights_of, rule_for
from scrapers.rulebooks import Rulebooks

_HEAD = 65_536
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Reservations:
    """Reads what is reserved of each page, marks it (``meta["rights"]``), and honours what is to be honoured.

    A site's TDM file is asked for before the first page of the site, unless it was lately; a site without
    one, or whose file cannot be had, states nothing by it. ``noindex`` counts for HTML details only: of a
    listing it speaks of the listing, and feeds and interfaces carry it as a matter of course.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._honoured = frozenset(crawler.settings.getlist("KALENDS_HONOUR"))
        self._rulebooks = Rulebooks(crawler)
        self._files: dict[str, asyncio.Future[tuple[Rule, ...]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Reserved for a page that the site's TDM file reserves: it is not even fetched."""
        if "role" not in request.meta:
            return
        rule = rule_for(await self._rules(request), request.url)
        request.meta["tdm_rule"] = rule
        if rule is not None:
            self._judge(request, rights_of(rule, (), b""))

    def process_response(self, request: Request, response: Response) -> Response:
        """Raises Reserved for a page that its headers or its HTML reserve; any other passes as it is."""
        if "role" not in request.meta or response.status != 200:
            return response
        named = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        stated = (response.headers.get("Content-Type") or b"").lower()
        is_html = b"html" in stated or not stated
        head = _head(response) if is_html else b""
        rights = rights_of(request.meta.get("tdm_rule"), named, head)
        self._judge(request, rights, is_html=is_html)
        return response

    def _judge(self, request: Request, rights: Rights, *, is_html: bool = True) -> None:
        """Mark what is reserved, and raise Reserved where that is to be honoured.

        By the protocol a page's own word supersedes its site's; but a page that the site's file reserves is
        not fetched to learn whether it would say otherwise.
        """
        counted = [
            name
            for name in rights.reserved
            if name != NOINDEX or (is_html and request.meta["role"] == "detail")
        ]
        request.meta["rights"] = counted
        spider: Any = self._crawler.spider
        spider.tally.rights[request.url] = rights.text
        honoured = [name for name in counted if name in self._honoured]
        if honoured:
            raise Reserved(
                f"{request.url} is reserved by its publisher ({rights.text}); KALENDS_HONOUR says to keep out"
            )

    async def _rules(self, request: Request) -> tuple[Rule, ...]:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        waiting = self._files.get(origin)
        if waiting is None:
            waiting = self._files[origin] = asyncio.get_running_loop().create_future()
            waiting.set_result(await self._fetched(f"{origin}{TDM_FILE}"))
        return await waiting

    async def _fetched(self, url: str) -> tuple[Rule, ...]:
        fresh = self._rulebooks.fresh(url)
        if fresh is not None:
            return read_tdm_file(fresh.body.encode())
        asked = Request(
            url,
            callback=NO_CALLBACK,
            meta={"dont_obey_robotstxt": True, "dont_retry": True, "protocol_file": "tdm"},
        )
        engine: Any = self._crawler.engine
        try:
            response = await engine.download_async(asked)
        except Exception:  # noqa: BLE001 (whatever keeps a site from answering, it states nothing by this file)
            return ()
        return read_tdm_file(response.body) if response.status == 200 else ()


def _head(response: Response) -> bytes:
    """The beginning of a page's HTML, decoded from gzip or deflate; empty for what cannot be decoded."""
    coding = (response.headers.get("Content-Encoding") or b"").strip().lower()
    if coding in (b"", b"identity"):
        return response.body[:_HEAD]
    for bits in (_GZIP_OR_ZLIB, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(bits).decompress(response.body, _HEAD)
        except zlib.error:
            continue
    return b""
