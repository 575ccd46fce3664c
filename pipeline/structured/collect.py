"""All structured events of a page, whatever form they come in, the page's own first."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from bs4 import BeautifulSoup, SoupStrainer
from rapidfuzz import fuzz

from pipeline.gazetteer import fold
from pipeline.sheet import Sheet
from pipeline.structured import RawEvent
from pipeline.structured.cues import Cues, language_cues
from pipeline.structured.frontmatter import front_matter_event
from pipeline.structured.jsonld import jsonld_events, script_data
from pipeline.structured.microdata import microdata_events
from pipeline.structured.microformats import microformat_events
from pipeline.structured.opengraph import opengraph_events
from pipeline.structured.rdfa import rdfa_events
from pipeline.structured.schema_org import OTHER_EVENTS, Setting

_SCHEME = re.compile(r"^https?://(?:www\.)?", re.I)
_TRACKING = re.compile(r"\?(?:utm_|fbclid|mc_).*$")
_TYPED = r"\b{}\s*=\s*[\"']?[^\"'<>]{{0,300}}(?:Event|" + "|".join(sorted(OTHER_EVENTS)) + ")"
_FORMS = (
    (("itemtype",), re.compile(_TYPED.format("itemtype"), re.I), "microdata", microdata_events),
    (("h-event", "vevent"), re.compile(r"h-event|vevent"), "microformats", microformat_events),
    (("typeof",), re.compile(_TYPED.format("typeof"), re.I), "rdfa", rdfa_events),
)
"""What a page has that states events so; without it no tree is built, which costs as much as all else.

The plain words are looked for first: a pattern takes a hundred times as long.
"""
ALIKE = 85
"""From this likeness on (0..100, words in any order) two names of one day's events are one event's."""


def raw_events(sheet: Sheet) -> tuple[list[RawEvent], tuple[str, ...]]:
    """Return the events that the page's structured data state, and what was wrong with those data.

    Where several are there and one is the page's own, it is the first and the others are ``related``.
    """
    cues = language_cues(sheet.known)
    if sheet.document.fields:
        raw = front_matter_event(sheet.document.fields, cues.says_online)
        return ([raw] if raw is not None else []), ()
    if sheet.document.markup is None:
        return [], ()
    found, issues = _marked_up(sheet, cues)
    return _own_first(distinct(found), sheet), issues


def _marked_up(sheet: Sheet, cues: Cues) -> tuple[list[RawEvent], tuple[str, ...]]:
    def setting(method: str) -> Setting:
        return Setting(method, sheet.page.url, cues, sheet.page.fetched_at)

    markup = sheet.document.markup or ""
    small = markup.lower()
    forms = [
        (method, reading)
        for words, mark, method, reading in _FORMS
        if any(word in small for word in words) and mark.search(markup)
    ]
    soup = _tree(markup, has_scripts="ld+json" in small, whole=bool(forms))
    data, issues = script_data(soup) if soup is not None else ([], ())
    found = jsonld_events(data, setting("json-ld"))
    if soup is not None:
        found += [event for method, reading in forms for event in reading(soup, setting(method))]
    found += opengraph_events(sheet.document.meta, setting("opengraph"))
    return found, issues


def _tree(markup: str, *, has_scripts: bool, whole: bool) -> BeautifulSoup | None:
    """Return the page's tree, or its scripts alone; None where there is nothing in it to read."""
    if whole:
        return BeautifulSoup(markup, "lxml")
    return BeautifulSoup(markup, "lxml", parse_only=SoupStrainer("script")) if has_scripts else None


def distinct(events: list[RawEvent]) -> list[RawEvent]:
    """Return ``events`` without those that an earlier one, or a part of one, tells already."""
    kept: list[RawEvent] = []
    for event in events:
        if not any(_same(event, other) for whole in kept for other in (whole, *whole.sub_events)):
            kept.append(event)
    return told_apart(kept)


def told_apart(events: list[RawEvent]) -> list[RawEvent]:
    """Return ``events``, those that share an id or address told apart by their start: keys must not clash."""
    shared = Counter((event.uid or event.url, event.recurrence) for event in events)
    return [
        _apart(event) if shared[event.uid or event.url, event.recurrence] > 1 else event for event in events
    ]


def _apart(event: RawEvent) -> RawEvent:
    named = event.uid or event.url or event.series
    if not named or event.start is None or event.recurrence:
        return event
    form = "%Y%m%dT%H%M%S" if isinstance(event.start, datetime) else "%Y%m%d"
    return replace(event, recurrence=event.start.strftime(form))


def _same(left: RawEvent, right: RawEvent) -> bool:
    if left.start is not None and right.start is not None and not _same_start(left.start, right.start):
        return False
    return fuzz.token_sort_ratio(fold(left.title or ""), fold(right.title or "")) >= ALIKE


def _same_start(left: date, right: date) -> bool:
    if isinstance(left, datetime) and isinstance(right, datetime):
        if (left.tzinfo is None) == (right.tzinfo is None):
            return left == right
        return left.replace(tzinfo=None) == right.replace(tzinfo=None)
    return _day(left) == _day(right)


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start


def _own_first(events: list[RawEvent], sheet: Sheet) -> list[RawEvent]:
    """Put the page's own event first and mark the rest as related; a listing has none of its own."""
    own = _own(events, sheet)
    if own is None:
        return events
    rest = [replace(event, related=True) for event in events if event is not own]
    return [replace(own, url=None), *rest]


def _own(events: list[RawEvent], sheet: Sheet) -> RawEvent | None:
    pages = {
        _bare(address)
        for address in (
            sheet.page.url,
            sheet.document.meta.get("canonical", ""),
            sheet.document.meta.get("og:url", ""),
        )
        if address
    }
    by_url = [event for event in events if event.url and _bare(event.url) in pages]
    if len(by_url) == 1 and (len(events) == 1 or any(e.url and e is not by_url[0] for e in events)):
        return by_url[0]
    headings = [block.text for block in sheet.blocks if block.kind == "heading" and block.level == 1]
    by_name = [
        event for event in events if len(headings) == 1 and event.title and _alike(event.title, headings[0])
    ]
    if len(by_name) == 1:
        return by_name[0]
    return events[0] if len(events) == 1 and events[0].url is None else None


def _alike(name: str, heading: str) -> bool:
    return fuzz.token_set_ratio(fold(name), fold(heading)) >= ALIKE


def _bare(url: str) -> str:
    """Return an address without what differs between links to one page: scheme, www, tracking."""
    return _SCHEME.sub("", _TRACKING.sub("", url.split("#")[0])).rstrip("/")
