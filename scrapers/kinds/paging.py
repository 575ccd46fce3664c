"""Further pages of a listing: ``rel=next``, a "next" word in any language we read, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from pipeline.model import Page
from scrapers.kinds.anchors import absolute, base_of, with_href
from scrapers.kinds.words import words
from scrapers.sites import same_site

_PAGE_PATH = re.compile(rf"/(?:{'|'.join(sorted(words('page_segments')))})[/-](\d{{1,4}})/?$", re.IGNORECASE)
_LINK_HEADER = re.compile(r"<([^>]+)>\s*;[^,]*?\brel=\"?next\"?", re.IGNORECASE)


def next_pages(soup: BeautifulSoup, page: Page) -> tuple[str, ...]:
    """URLs of the listing's further pages on the same site, nearest first, each once."""
    base = base_of(soup, page)
    found = dict.fromkeys(
        url
        for url in (*header_next(page.headers, base), *_named_next(soup, base), *_numbered(soup, page, base))
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
