"""Scrapy's settings for a crawl of many sources: made once, and copied for each source's crawler."""

from __future__ import annotations

from copy import copy
from typing import Any, Self

from scrapy.settings import BaseSettings, Settings, SettingsAttribute
from scrapy.statscollectors import DummyStatsCollector
from scrapy.utils.misc import load_object

from scrapers.limits import CrawlSettings

# Of Scrapy's own those that a crawl needs; the others cost time a source, and one loads a web server.
_EXTENSIONS = {"scrapy.extensions.closespider.CloseSpider": 0, "scrapy.extensions.throttle.AutoThrottle": 0}
_COMPONENTS = ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES")
_PLAIN = (str, int, float, type(None), tuple)


def crawl_settings(settings: CrawlSettings) -> Settings:
    """The project's settings with ``settings`` over them, as cheap to copy as a source's crawl is short."""
    made = _ManyTimesCopied()
    made.setmodule("scrapers.settings", priority="project")
    made.setdict(settings.overrides(), priority="cmdline")
    made.set("EXTENSIONS_BASE", _EXTENSIONS, priority="cmdline")
    # A crawl's tally counts; nobody looks at Scrapy's own numbers.
    made.set("STATS_CLASS", DummyStatsCollector, priority="cmdline")
    for name in _COMPONENTS:
        _load(made, name)
    if settings.debug:
        made.set("LOG_LEVEL", "DEBUG", priority="cmdline")
    else:
        made.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
    return made


def _load(settings: Settings, name: str) -> None:
    """Put the classes themselves for their names: Scrapy would import each again for every source."""
    named = settings.get_component_priority_dict_with_base(name)
    settings.set(f"{name}_BASE", {}, priority="cmdline")
    settings.set(name, {load_object(key): named[key] for key in named}, priority="cmdline")


class _ManyTimesCopied(Settings):
    """Settings that are copied for every source; Scrapy's own way takes as long as a request.

    What is changed in place (tables of components, lists) is copied, all else is only ever replaced.
    """

    def copy(self) -> Self:
        copied = copy(self)
        copied.attributes = _copies(self.attributes)
        return copied


def _copies(attributes: dict[str, SettingsAttribute]) -> dict[str, SettingsAttribute]:
    return {name: SettingsAttribute(_own(one.value), one.priority) for name, one in attributes.items()}


def _own(value: Any) -> Any:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, BaseSettings):
        table = copy(value)
        table.attributes = _copies(value.attributes)
        return table
    return copy(value) if isinstance(value, list | dict) else value
