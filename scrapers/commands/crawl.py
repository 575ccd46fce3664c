"""``scrapy crawl ID``, ending with code 1 where the crawl failed: Scrapy itself ends with 0 all the same."""

from __future__ import annotations

from typing import Any

from scrapy import Spider, signals
from scrapy.commands import crawl
from scrapy.exceptions import UsageError


class Command(crawl.Command):
    """Exit code 0: read, perhaps in part (the log says so); 1: no page was read, or a callback raised."""

    def _create_crawler(self, spidercls: Any) -> Any:
        try:
            crawler = super()._create_crawler(spidercls)
        except KeyError as error:
            raise UsageError(f"{error.args[0]}; `scrapy list` names all", print_help=False) from None
        crawler.signals.connect(self._judge, signal=signals.spider_closed)
        return crawler

    def _judge(self, spider: Spider) -> None:
        report = getattr(spider, "report", None)
        if report is not None and (report().outcome == "failed" or report().counts["exceptions"]):
            self.exitcode = 1
