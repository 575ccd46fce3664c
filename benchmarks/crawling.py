"""``python -m benchmarks.crawling [PAGES …]``: pages a second into the store, against a bare crawl.

Sites on loopback have so many announcements (one of 100, one of 1,000 unless told), ten kilobytes each,
behind lists of a hundred. A plain Scrapy spider that only follows their links is the yardstick; ``kalends
refresh`` does the same and archives, reads, writes and matches. Each runs in a process of its own, with the
same politeness (none), start-up and a new database included. Exits with 1 where not all is stored.
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

from tests.scrapers.site import Answer, served

PAGES = (100, 1_000)
_LISTED = 100
_BARE = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    start_urls = [sys.argv[1]]
    def parse(self, response):
        for href in response.css("article a::attr(href)").getall():
            yield response.follow(href, self.page)
        for href in response.css("a[rel=next]::attr(href)").getall():
            yield response.follow(href, self.parse)
    def page(self, response):
        yield {"url": response.url, "length": len(response.body)}

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "ROBOTSTXT_OBEY": True})
process.crawl(Bare)
process.start()
"""
_TEXT = (
    "Vi går igenom förslaget, svarar på frågor och samlar in synpunkter från alla som bor i området. " * 12
)


def build(pages: int) -> dict[str, Answer | str | list[Answer]]:
    """A listing and its pages, about ten kilobytes each."""
    days = [f"2027-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(pages)]
    link = (
        '<article><h2><a href="/moten/{0}">Dialogmöte nummer {0} om parken</a></h2><time>{1}</time></article>'
    )
    out: dict[str, Answer | str | list[Answer]] = {}
    for first in range(0, pages, _LISTED):
        cards = "".join(link.format(n, days[n]) for n in range(first, min(first + _LISTED, pages)))
        number = first // _LISTED + 1
        more = f'<a rel="next" href="/moten?page={number + 1}">Nästa</a>' if first + _LISTED < pages else ""
        out["/moten" if not first else f"/moten?page={number}"] = f"<main><h1>Möten</h1>{cards}{more}</main>"
    for n, day in enumerate(days):
        when = f"<dt>När</dt><dd>{day} kl. 18.00–20.00</dd>"
        facts = f"<dl>{when}<dt>Var</dt><dd>Stadshuset, Torget {n + 1}, Lund</dd></dl>"
        prose = "".join(f"<p>{_TEXT}</p>" for _ in range(6))
        out[f"/moten/{n}"] = (
            f'<html lang="sv"><main><h1>Dialogmöte nummer {n} om parken</h1>{facts}{prose}</main></html>'
        )
    return out


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
