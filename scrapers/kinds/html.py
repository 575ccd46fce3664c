"""A listing page of any CMS → its detail pages, read from how the links repeat; selectors only override.

No site is known here. Links are grouped by their place in the tree; a group is a list of announcements
where it repeats and where headings, dates and the shape of its URLs speak for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from scrapers.kinds.anchors import absolute, base_of, elements, parse
from scrapers.kinds.base import Links, Target
from scrapers.kinds.cards import Card, cards_of, is_dated
from scrapers.kinds.paging import next_pages
from scrapers.media import is_text
from scrapers.sites import same_site

if TYPE_CHECKING:
    from pipeline.model import Page
    from scrapers.source import Source

MOST_DETAILS = 300
_ENOUGH = 5


def entry(url: str, since: datetime | None = None) -> Target:
    """A declared page is a listing, until it shows that it is an announcement itself."""
    return Target(url, "listing")


def links(page: Page, source: Source) -> Links:
    """Detail pages and further listing pages of one listing; details only on the page's own site.

    A page whose data holds events without pages of their own stands for itself besides, and so does one that
    tells the hours of those it leads to. Where nothing shows that links lead to announcements, a page that
    tells of something dated stands for itself, and any other (as any home page) is taken to lead to them by
    whatever content links it has.
    """
    if "html" not in page.media_type:
        return Links(standalone=is_text(page.media_type))
    soup = parse(page)
    chosen, following = source.selectors.links, source.selectors.next
    listings = _selected(soup, page, following) if following else next_pages(soup, page)
    cards = [] if chosen else cards_of(soup, page)
    details = _selected(soup, page, chosen) if chosen else _details(soup, page, cards)
    standalone = _holds_more(soup, page) or (announces(soup) if not details else _tells(cards, details))
    if not details and (not standalone or urlsplit(page.url).path in ("", "/")):
        details = tuple(card.url for card in cards)
    details = tuple(url for url in details if url not in listings)[:MOST_DETAILS]
    return Links(details, listings, standalone)


def announces(soup: BeautifulSoup) -> bool:
    """Whether a page itself tells of something dated: an Event in its data, or a date in its content."""
    if any(_json_events(soup)):
        return True
    content = soup.find("main") or soup.find("article") or soup.body
    if not isinstance(content, Tag):
        return False
    return is_dated(content, content.get_text(" "))


def _tells(cards: list[Card], details: tuple[str, ...]) -> bool:
    """Whether most of the records that lead to announcements say themselves at what hour those are."""
    told = [card for card in cards if card.url in set(details)]
    return len(told) > 1 and sum(card.timed for card in told) >= len(told) / 2


def stated_events(page: Page) -> tuple[str, ...]:
    """The addresses on its own site that a page's data give of events."""
    return _stated(parse(page), page)


def _stated(soup: BeautifulSoup, page: Page) -> tuple[str, ...]:
    base = base_of(soup, page)
    found = (absolute(url, base) for event in _json_events(soup) for url in _event_urls(event))
    return tuple(dict.fromkeys(url for url in found if url and url != page.url and same_site(url, page.url)))


def _selected(soup: BeautifulSoup, page: Page, selector: str) -> tuple[str, ...]:
    base = base_of(soup, page)
    found: dict[str, None] = {}
    for tag in soup.select(selector):
        link = tag if tag.get("href") else tag.find("a", href=True)
        url = absolute(str(link["href"]), base) if isinstance(link, Tag) else None
        if url and same_site(url, page.url):
            found[url] = None
    return tuple(found)


def _details(soup: BeautifulSoup, page: Page, cards: list[Card]) -> tuple[str, ...]:
    """What the page's data names as events, then the groups of links that look like announcements."""
    found = dict.fromkeys(_stated(soup, page))
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.signature, []).append(card)
    scores = {signature: _score(group) for signature, group in groups.items()}
    enough = max(_ENOUGH, max(scores.values(), default=0) - 2)
    # Records that tell an hour are events, however much louder the news beside them are set.
    timed = {s for s, group in groups.items() if 2 * sum(card.timed for card in group) >= len(group)}
    good = {s for s, score in scores.items() if score >= (_ENOUGH if s in timed else enough)}
    found.update((card.url, None) for card in cards if card.signature in good)
    return tuple(found)


def _score(group: list[Card]) -> int:
    """How much speaks for a group being the list of announcements; 0 without any direct sign of it."""
    half = len(group) / 2
    heading = sum(card.heading is not None for card in group) >= half
    dated = sum(card.dated for card in group) >= half
    below = sum(card.below for card in group) >= half
    if not (heading or dated or below):
        return 0
    lengths = median(len(card.text) for card in group)
    words = median(len(card.text.split()) for card in group)
    score = min(len(group), 3) - 1 + 2 * heading + 2 * dated + 2 * below
    score += sum(card.slug for card in group) >= half
    score += lengths >= 12 and words >= 2
    return score - 3 * (lengths < 4 and not heading)


def _json_events(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    for script in elements(soup, "script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            yield from _events(json.loads(script.get_text()), 0)
        except (ValueError, RecursionError):
            continue


def _events(node: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 8:
        return
    if isinstance(node, list):
        for child in node:
            yield from _events(child, depth + 1)
    elif isinstance(node, dict):
        if "Event" in str(node.get("@type", "")):
            yield node
            return
        for key in ("@graph", "itemListElement", "item", "mainEntity", "hasPart"):
            yield from _events(node.get(key), depth + 1)


def _holds_more(soup: BeautifulSoup, page: Page) -> bool:
    """Whether the page's data has events that have no page of their own on this site."""
    base = base_of(soup, page)
    for event in _json_events(soup):
        urls = [absolute(url, base) for url in _event_urls(event)]
        if not any(url and url != page.url and same_site(url, page.url) for url in urls):
            return True
    return False


def _event_urls(event: dict[str, Any]) -> list[str]:
    return [value for value in (event.get("url"), event.get("@id")) if isinstance(value, str)][:1]
