"""``python -m benchmarks.crawling [PAGES …]``: pages a second into the store, against a bare crawl.

Sites on loopback have so many announcements (1,000 unless told), each page as heavy as real ones are, behind
lists of a hundred. A plain spider that follows the site's links, as ``scrapy bench`` does, is the yardstick;
``kalends refresh`` does the same and archives, reads, writes and matches. Each runs in a process of its own,
with the same politeness (none), start-up and a new database included. Exits with 1 where not all is stored.
"""

from __future__ import annotations

import compileall
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

import yaml

from benchmarks.municipality import build
from tests.scrapers.site import served

PAGES = (1_000,)
"""Of fewer pages, what is measured is how long Python and the tables of towns take to load."""
_BARE = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.linkextractors import LinkExtractor

class Bare(scrapy.Spider):
    name = "bare"
    start_urls = [sys.argv[1]]
    links = LinkExtractor(allow="/moten")
    def parse(self, response):
        yield {"url": response.url, "length": len(response.body)}
        for link in self.links.extract_links(response):
            yield scrapy.Request(link.url, self.parse)

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "ROBOTSTXT_OBEY": True})
process.crawl(Bare)
process.start()
"""


def seconds(command: list[str], **environment: str) -> float:
    """How long a command takes; exits where it fails."""
    began = perf_counter()
    done = subprocess.run(  # noqa: S603 (our own commands)
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"benchmarks.crawling: {done.stderr.strip() or done.stdout.strip()}")
    return perf_counter() - began


def compared(pages: int) -> tuple[float, float]:
    """Seconds that the bare crawl takes and that a refresh takes, of a site of so many announcements."""
    with tempfile.TemporaryDirectory() as name, served(lambda root: build(pages)) as site:
        folder = Path(name)
        source = {
            "id": "bench", "publisher": {"name": "Lunds kommun"}, "country": "SE", "languages": ["sv"],
            "timezone": "Europe/Stockholm", "kind": "html", "urls": [f"{site.root}/moten"],
        }  # fmt: skip
        (folder / "sources").mkdir()
        (folder / "sources" / "bench.yml").write_text(yaml.safe_dump(source), encoding="utf-8")
        # A file: Scrapy looks at the source of a spider's callbacks.
        (folder / "bare.py").write_text(_BARE, encoding="utf-8")
        bare = seconds([sys.executable, str(folder / "bare.py"), f"{site.root}/moten"])
        asked = len(site.asked)
        whole = seconds(
            [sys.executable, "-m", "kalends", "refresh", "bench"],
            KALENDS_SOURCES=str(folder / "sources"),
            KALENDS_ARCHIVE=str(folder / "archive"),
            KALENDS_DATABASE=f"sqlite:///{folder / 'bench.db'}",
            KALENDS_ALLOWED_PRIVATE_HOSTS=site.host,
            KALENDS_DOWNLOAD_DELAY="0",
            KALENDS_CONTACT="bench@kalends.example",
            KALENDS_MAX_PAGES=str(pages + 1),
            KALENDS_MAX_LISTINGS=str(pages),
            KALENDS_MAX_HOST_REQUESTS=str(2 * pages),
        )
        with closing(sqlite3.connect(folder / "bench.db")) as opened:
            [(stored,)] = opened.execute(
                "SELECT count(*) FROM event JOIN announcement ON event_id = event.id"
            )
        if stored != pages or not pages < asked <= len(site.asked) - asked:
            sys.exit(f"benchmarks.crawling: {stored} of {pages} are stored, {len(site.asked)} were asked for")
    return bare, whole


def main() -> None:
    """Print both rates and their ratio, a site after the other."""
    # As an installed package has it: else each start would compile ours, and Scrapy not.
    for package in ("kalends", "pipeline", "scrapers", "store"):
        compileall.compile_dir(package, quiet=1)
    print("crawl\tpages\tseconds\tpages/s")
    for pages in map(int, sys.argv[1:] or PAGES):
        bare, whole = compared(pages)
        print(f"bare\t{pages}\t{bare:.2f}\t{pages / bare:.1f}")
        print(f"kalends refresh\t{pages}\t{whole:.2f}\t{pages / whole:.1f}")
        print(f"ratio\t\t\t{bare / whole:.2f}", flush=True)


if __name__ == "__main__":
    main()
