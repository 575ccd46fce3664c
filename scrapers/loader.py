"""Every source of the catalogue as a Scrapy spider: ``scrapy list``, ``scrapy crawl ID`` and their like."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from scrapers.catalog import Catalog, load_catalog
from scrapers.sites import same_site
from scrapers.source import Source
from scrapers.spider import SourceSpider


def spider_class(source: Source) -> type[SourceSpider]:
    """A spider class that walks this source; its name is the source's id."""
    name = "".join(part.capitalize() for part in source.id.split("-")) + "Spider"
    return type(name, (SourceSpider,), {"name": source.id, "source": source, "__module__": __name__})


class SourceLoader:
    """A ``SpiderLoaderProtocol`` over the catalogue; a refused source is told on stderr and left out."""

    def __init__(self, catalog: Catalog) -> None:
        self._spiders = {source.id: spider_class(source) for source in catalog.values()}
        self._errors = catalog.errors

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """The shipped catalogue and the folders of ``KALENDS_SOURCES``."""
        loader = cls(load_catalog())
        for error in loader._errors:
            print(f"kalends: {error}", file=sys.stderr)
        return loader

    def load(self, spider_name: str) -> type[Spider]:
        """KeyError where there is no such source, and why where its file was refused."""
        if spider_name in self._spiders:
            return self._spiders[spider_name]
        refused = next((str(error) for error in self._errors if error.file.stem == spider_name), None)
        raise KeyError(f"Spider not found: {spider_name}" + (f" (refused: {refused})" if refused else ""))

    def list(self) -> list[str]:
        """All sources' ids, sorted."""
        return sorted(self._spiders)

    def find_by_request(self, request: Request) -> Sequence[str]:
        """Sources of the request's site; of several, those whose listing comes nearest to its address."""
        near = {name: _nearness(spider.source, request.url) for name, spider in self._spiders.items()}
        best = max(near.values(), default=0)
        return [name for name, nearness in near.items() if nearness == best > 0]


def _nearness(source: Source, url: str) -> int:
    """0 for another site, 3 for a listing itself, 2 for an address below one, 1 elsewhere on its site."""
    ours = [listing for listing in source.urls if same_site(listing, url)]
    if not ours:
        return 0
    if url in ours:
        return 3
    return 2 if any(url.startswith(listing.rstrip("/") + "/") for listing in ours) else 1
