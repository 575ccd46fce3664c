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
        """Sources whose listings share the request's site."""
        return [
            name
            for name, spider in self._spiders.items()
            if any(same_site(url, request.url) for url in spider.source.urls)
        ]
