"""Scrapy's settings for a crawl of many sources: made once, and copied for each source's crawler."""

from __future__ import annotations

from copy import copy
from typing import Any, Self

from scrapy.settings import BaseSettings, Settings
from scrapy.statscollectors import DummyStatsCollector
from scrapy.utils.misc import load_object

from scrapers.lean import share_descriptions
from scrapers.limits import CrawlSettings

# Of Scrapy's own those that a crawl needs; the others cost time a source, and one loads a web server.
_EXTENSIONS = {"scrapy.extensions.closespider.CloseSpider": 0, "scrapy.extensions.throttle.AutoThrottle": 0}
_COMPONENTS = ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES")


def crawl_settings(settings: CrawlSettings) -> Settings:
    """The project's settings with ``settings`` over them, as cheap to copy as a source's crawl is short."""
    share_descriptions()
    made = _ManyTimesCopied()
    made.overridden, made.components = {}, {}
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

    Copies share what stands in them: it is replaced where a copy is set otherwise, and never changed. They
    share, too, what of it is told in a log (what is a source's own are no settings that Scrapy knows), and
    which components are named.
    """

    overridden: dict[str, Any]
    components: dict[str, tuple[list[object], BaseSettings]]

    def copy(self) -> Self:
        copied = copy(self)
        copied.attributes = dict(self.attributes)
        return copied

    def set(self, name: str, value: Any, priority: int | str = "project") -> None:
        shared = self.attributes.get(name)
        if shared is not None:
            self.attributes[name] = copy(shared)
        super().set(name, value, priority)

    def get_component_priority_dict_with_base(self, name: str) -> BaseSettings:
        """Resolved once for all copies that say the same of these components."""
        said: list[object] = [self.attributes.get(one) for one in (name, f"{name}_BASE")]
        known = self.components.get(name)
        if known is None or any(before is not now for before, now in zip(known[0], said, strict=True)):
            known = self.components[name] = said, super().get_component_priority_dict_with_base(name)
        return known[1]
