"""Addresses that mean this very event: on ticket shops and social sites, without what follows their path."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import SplitResult, parse_qsl, urlsplit, urlunsplit

from pipeline.extract.record import Record
from pipeline.sheet import Sheet

_EVENT_PATH = re.compile(
    r"/(?:e|event|events|evenemang|wydarzeni[ae]|veranstaltung(?:en)?|evenement(?:en)?|tickets?|signup)/[\w%.~-]{5,}",
    re.I,
)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|ics|zip|jpe?g|png)$", re.I)
_MOST = 8


def identifying_links(sheet: Sheet, extra: Iterable[str]) -> list[str]:
    """Return addresses that mean this event elsewhere (tickets, social events), without query and fragment.

    ``extra`` are addresses that the event's data name, put before the page's own links.
    """
    out: dict[str, None] = {}
    host = split_url(sheet.page.url).netloc
    regions = ((link.href, sheet.document.region_at(link.start)) for link in sheet.document.links)
    links = [href for href, region in regions if region in ("main", "header")]
    for href in [*extra, *links]:
        parts = split_url(href)
        elsewhere = parts.netloc != host or is_same_page(href, sheet.page.url)
        if parts.netloc and _EVENT_PATH.search(parts.path) and elsewhere:
            out[urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))] = None
    return list(out)[:_MOST]


def detail_pages(sheet: Sheet, records: Mapping[int, Record]) -> dict[int, str]:
    """Return, by the records' keys, the address of the page that is a record's own.

    It is on the page's site, no document, and no other record's; its fragment is left out.
    """
    found: dict[int, str] = {}
    own = split_url(sheet.page.url)
    for at, record in records.items():
        parts = split_url(record.link or "")
        other = not is_same_page(record.link or "", sheet.page.url) or _names_record(parts, own)
        if parts.netloc == own.netloc and other and not _DOCUMENT.search(parts.path):
            found[at] = urlunsplit(parts._replace(fragment=""))
    shared = Counter(found.values())
    return {at: url for at, url in found.items() if shared[url] == 1}


def _names_record(one: SplitResult, listing: SplitResult) -> bool:
    """Tell an address whose parameters name what the listing's own do not: "?event=3"."""
    return bool(set(parse_qsl(one.query)) - set(parse_qsl(listing.query)))


def split_url(url: str) -> SplitResult:
    """Return an address' parts, all of them empty where it is none: pages write whatever they like."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def is_event_path(url: str) -> bool:
    """Tell whether an address' path is that of one event or of its tickets."""
    return _EVENT_PATH.search(split_url(url).path) is not None


def is_same_page(one: str, other: str) -> bool:
    """Tell whether two addresses have one host and one path."""
    a, b = split_url(one), split_url(other)
    return a.netloc == b.netloc and a.path.rstrip("/") == b.path.rstrip("/")
