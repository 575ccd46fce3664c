"""Further pages of a listing: ``rel=next``, a "next" word in any language we read, page numbers, months."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from pipeline.model import Page
from scrapers.kinds.anchors import absolute, base_of, with_href
from scrapers.kinds.months import next_month
from scrapers.kinds.words import words
from scrapers.sites import same_site

_PAGE_PATH = re.compile(rf"/(?:{'|'.join(sorted(words('page_segments')))})[/-](\d{{1,4}})/?$", re.IGNORECASE)
_MOST_NUMBERED = 20
"""More links that are numbers are the days of a month."""
_LINK_HEADER = re.compile(r"<([^>]+)>\s*;[^,]*?\brel=\"?next\"?", re.IGNORECASE)


def next_pages(soup: BeautifulSoup, page: Page) -> tuple[str, ...]:
    """URLs of the listing's further pages on the same site, nearest first, each once."""
    base = base_of(soup, page)
    linked = [url for tag in with_href(soup, "a") if (url := absolute(str(tag["href"]), base))]
    named = (*header_next(page.headers, base), *_named_next(soup, base))
    counted = _numbered(soup, page, base) or _told_number(soup, page, base)
    month = next_month(linked, page)
    found = dict.fromkeys(
        url
        for url in (*named, *counted, *([month] if month else []))
        if same_site(url, page.url) and url != page.url
    )
    return tuple(found)


def header_next(headers: Mapping[str, str], base: str) -> list[str]:
    """What an HTTP ``Link`` header names as next page."""
    value = next((value for name, value in headers.items() if name.lower() == "link"), "")
    return [url for url in (absolute(href, base) for href in _LINK_HEADER.findall(value)) if url]


def _named_next(soup: BeautifulSoup, base: str) -> Iterator[str]:
    for tag in with_href(soup, "a", "link"):
        if "next" in (tag.get("rel") or ()) or (tag.name == "a" and _says_next(tag)):
            url = absolute(str(tag["href"]), base)
            if url:
                yield url


def _says_next(tag: Tag) -> bool:
    # The word alone may lead to a next article: the link must look like a page of a list, too.
    said = f"{tag.get_text(' ')} {tag.get('aria-label') or ''} {tag.get('title') or ''}".lower().split()
    return len(said) <= 8 and not words("next").isdisjoint(said) and page_number(str(tag["href"])) is not None


def _numbered(soup: BeautifulSoup, page: Page, base: str) -> list[str]:
    """The page after this one, where page numbers are links; the first page often has no number."""
    current = page_number(page.url) or 0
    numbers: dict[int, str] = {}
    for tag in with_href(soup, "a"):
        url = absolute(str(tag["href"]), base)
        number = page_number(url) if url else None
        if url and number is not None and number > current and _same_list(url, page.url):
            numbers.setdefault(number, url)
    return [numbers[number] for number in sorted(numbers)[:1]]


def _told_number(soup: BeautifulSoup, page: Page, base: str) -> list[str]:
    """The page after this one, where numbers are links that differ from it in one parameter.s number."""
    pairs = parse_qsl(urlsplit(page.url).query)
    numbers: dict[str, dict[int, str]] = defaultdict(dict)
    for tag in with_href(soup, "a"):
        if not tag.get_text().strip(" \n\t[]").isdecimal():
            continue
        url = absolute(str(tag["href"]), base)
        if url is None or not _same_list(url, page.url):
            continue
        theirs = parse_qsl(urlsplit(url).query)
        added, gone = Counter(theirs) - Counter(pairs), Counter(pairs) - Counter(theirs)
        for key, value in added if len(added) == 1 else ():
            if value.isdecimal() and len(value) < 7 and {name for name, _ in gone} <= {key}:
                numbers[key].setdefault(int(value), url)
    for key, of_key in numbers.items():
        here = next((int(value) for name, value in pairs if name == key and value.isdecimal()), 0)
        later = [number for number in sorted(of_key) if number > here]
        if later and len(of_key) <= _MOST_NUMBERED:
            return [of_key[later[0]]]
    return []


def page_number(url: str) -> int | None:
    """The page (or offset) that a listing URL names; None where it names none."""
    parts = urlsplit(url)
    if match := _PAGE_PATH.search(parts.path):
        return int(match[1])
    for key, value in parse_qsl(parts.query):
        # TYPO3 and its like write tx_news[page]=2.
        name = key.lower().rsplit("[", 1)[-1].strip("]_")
        if name in words("page_parameters") and value.isdecimal() and len(value) < 7:
            return int(value)
    return None


def _same_list(url: str, other: str) -> bool:
    ours, theirs = (_PAGE_PATH.sub("/", urlsplit(value).path).rstrip("/") for value in (url, other))
    return ours == theirs
