"""The links of a listing as cards: each with the record around it, its heading, its day and its hour."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import islice
from statistics import median
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from pipeline.model import Page
from scrapers.kinds.anchors import Anchor, content_anchors, elements, with_href
from scrapers.kinds.paging import page_number
from scrapers.sites import same_site

_MOST_LINKS = 2000
_SEVERAL, _NAMED = 3, 12
"""So many links, their words so long, may be a list's records though they lead to the listing's own path."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\s?\d{1,2}[./](?:\s?\d{2,4})?\b|\b\d{1,2}[:.]\d{2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.|:?e|\.?º)?\s+(?:de\s+|d['’])?[^\W\d_]{3,12}\b(?:\s+(?:de\s+)?\d{4})?"
    r"|\b[^\W\d_]{3,12}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
)
_HOUR = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![.\d])|\b\d{1,2}\s?[ap]\.?m\b", re.I)
_SLUG = re.compile(r"\d{2,}|[-_][^-_/]+[-_]")


def cards_of(soup: BeautifulSoup, page: Page) -> list[Card]:
    """Return the links to pages of the site that are no turn of the list, in order, one card for each URL."""
    by_url: dict[str, list[Anchor]] = {}
    for anchor in islice(content_anchors(soup, page), _MOST_LINKS):
        if same_site(anchor.url, page.url):
            by_url.setdefault(anchor.url, []).append(anchor)
    turning = {url for url in by_url if _turns_the_list(url, page.url)}
    cards = {url: Card(anchors, page.url) for url, anchors in by_url.items() if url not in turning}
    by_key: dict[str, list[Card]] = {}
    for url in turning:
        if key := _added_key(url, page.url):
            by_key.setdefault(key, []).append(Card(by_url[url], page.url))
    cards |= {card.url: card for group in by_key.values() if _are_records(group) for card in group}
    return [cards[url] for url in by_url if url in cards]


def _added_key(url: str, listing: str) -> str | None:
    """The one parameter by which a URL differs from its listing's; None where it differs otherwise."""
    added = Counter(parse_qsl(urlsplit(url).query)) - Counter(parse_qsl(urlsplit(listing).query))
    return next(iter(added))[0] if len(added) == 1 and page_number(url) is None else None


def _are_records(group: list[Card]) -> bool:
    """Whether links that differ in one parameter are records, each with its day and words, and no filter."""
    named = median(len(card.text) for card in group) >= _NAMED
    return len(group) >= _SEVERAL and named and all(card.dated for card in group)


class Card:
    """All links of a page to one URL, and the record around them."""

    def __init__(self, anchors: list[Anchor], listing: str) -> None:
        main = max(anchors, key=lambda anchor: (_heading_of(anchor.tag) is not None, len(anchor.text)))
        self.url = main.url
        self.heading = _heading_of(main.tag)
        self.text = main.text
        self.tag = main.tag
        record = _record(main, listing)
        words = f"{_term_of(record)} {record.get_text(' ')}"
        self.dated = is_dated(record, words)
        self.timed = self.dated and _HOUR.search(words) is not None
        self.below = _below(self.url, listing)
        parts = urlsplit(self.url)
        last = parts.path.rstrip("/").rsplit("/", 1)[-1]
        self.slug = bool(_SLUG.search(f"{last}?{parts.query}"))

    @cached_property
    def signature(self) -> str:
        """The element names from the body down to the link."""
        return "/".join(parent.name for parent in reversed([self.tag, *self.tag.parents]))


def _heading_of(tag: Tag) -> Tag | None:
    """The heading within a link or a few levels around it."""
    inside = next(elements(tag, *_HEADINGS), None)
    if inside is not None:
        return inside
    return next((parent for parent in islice(tag.parents, 4) if parent.name in _HEADINGS), None)


def _record(anchor: Anchor, listing: str) -> Tag:
    """The largest element around a link that holds no link to another page of the site."""
    record, own = anchor.tag, str(anchor.tag["href"])
    for parent in anchor.tag.parents:
        if parent.name in ("body", "main", "[document]") or any(
            _leads_elsewhere(str(link["href"]), own, listing) for link in with_href(parent, "a")
        ):
            break
        record = parent
    return record


def _term_of(record: Tag) -> str:
    """The words of the term that a definition is of: a list of days may have its events as definitions."""
    term = record.find_previous_sibling("dt") if record.name == "dd" else None
    return term.get_text(" ") if isinstance(term, Tag) else ""


def _leads_elsewhere(href: str, own: str, listing: str) -> bool:
    """Whether a link beside a record's own leads to another page: no map, no copy of it for a calendar."""
    return not href.startswith(own) and ("://" not in href or same_site(href, listing))


def _below(url: str, listing: str) -> bool:
    """Whether a URL lies below its listing's folder; the root is no sign of anything."""
    path = urlsplit(listing).path
    last = path.rstrip("/").rsplit("/", 1)[-1]
    folder = path.rstrip("/").rsplit("/", 1)[0] + "/" if "." in last else path.rstrip("/") + "/"
    target = urlsplit(url).path
    return folder != "/" and target.startswith(folder) and target != folder


def _turns_the_list(url: str, listing: str) -> bool:
    """Whether a URL is the listing again, paged, sorted or filtered, rather than a page of its own."""
    if page_number(url) is not None and page_number(url) != page_number(listing):
        same = urlsplit(url).path.rstrip("/") == urlsplit(listing).path.rstrip("/")
        return same or "/page/" in url
    left, right = urlsplit(url), urlsplit(listing)
    if left.path.rstrip("/") != right.path.rstrip("/"):
        return False
    added = Counter(parse_qsl(left.query)) - Counter(parse_qsl(right.query))
    return not any(re.search(r"id$|^(?:p|nr|no|event|art|item|news)$", key, re.I) for key, _ in added)


def is_dated(tag: Tag, words: str) -> bool:
    """Whether an element, whose words these are, tells a day."""
    return next(elements(tag, "time"), None) is not None or _DATE.search(words) is not None
