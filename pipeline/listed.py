"""Files that are lists of events rather than pages (iCalendar, JSON, feeds); each is a small text of its own.

An event's name, place and description are prose like any page's: organisers, funders, deadlines and prices
are found in them. ``Reading.text`` is those texts, one after the other, so that every span has its place.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

from pipeline.announcements import Reader
from pipeline.clean import clean_announcement
from pipeline.language import page_language
from pipeline.lines import lines_document
from pipeline.model import Announcement, Claim, Page, Place, Reading, SourceFacts
from pipeline.placing import in_parts
from pipeline.sheet import Sheet
from pipeline.structured import RawEvent
from pipeline.structured.collect import told_apart
from pipeline.structured.cues import Cues, language_cues
from pipeline.structured.feed import METHOD as FEED
from pipeline.structured.feed import feed_entries, is_feed
from pipeline.structured.icalendar import calendar_events
from pipeline.structured.jsonld import jsonld_events, parse
from pipeline.structured.platforms import platform_nodes
from pipeline.structured.schema_org import Setting, node_events
from pipeline.text import Block, Document, decode, make_document
from pipeline.words import vocabulary

CALENDAR_TYPES = frozenset({"text/calendar", "application/ics", "application/calendar+json"})
JSON_TYPES = frozenset({"application/json", "application/ld+json", "application/activity+json"})
MAX_PROSE = 200
"""So many events' texts are read as prose; the others have what the data state."""
MAX_LISTED = 2_000


def is_listed(page: Page) -> bool:
    """Tell whether a page is a calendar, a feed or a JSON document, by its media type or how it opens."""
    opening = page.body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper()
    return (
        page.media_type in CALENDAR_TYPES | JSON_TYPES or opening == b"BEGIN:VCALENDAR" or is_feed(page.body)
    )


def read_listed(page: Page, facts: SourceFacts) -> Reading:
    """Return the announcements of a calendar, a feed or a JSON document, in its order.

    What is broken is named in ``issues``, with its line; what is whole is read. Raises UnreadableError where
    the document holds no text.
    """
    text, issues = decode(page)
    declared = facts.languages[0] if facts.languages else None
    cues = language_cues(vocabulary(declared or "en"))
    raws, problems = _stated(page, text, cues, declared)
    if len(raws) > MAX_LISTED:
        problems = (
            *problems,
            f"only {MAX_LISTED} of {len(raws)} events are kept, those nearest to the fetch",
        )
    raws = told_apart(_nearest(raws, page.fetched_at, MAX_LISTED))
    sample = "\n\n".join(dict.fromkeys(f"{raw.title}\n{raw.description or ''}" for raw in raws[:MAX_PROSE]))
    language = page_language(lines_document(sample), facts)
    found, prose, more = _Listing(page, facts, language).read(raws)
    problems = (*issues, *problems, *more)
    broken = next((issue for issue in problems if "broken" in issue or "cut" in issue), None)
    error = f"{page.url or page.source_id}: {broken}" if broken else None
    return Reading(
        url=page.url, text=prose, language=language, announcements=found, issues=problems, error=error
    )


def _nearest(raws: list[RawEvent], fetched_at: datetime | None, most: int) -> list[RawEvent]:
    """Return at most so many events, in their order: those that start nearest to the fetch."""
    if len(raws) <= most or fetched_at is None:
        return raws[:most]
    today = fetched_at.date().toordinal()
    away = [abs(raw.start.toordinal() - today) if raw.start is not None else today for raw in raws]
    kept = sorted(range(len(raws)), key=lambda i: (away[i], i))[:most]
    return [raws[i] for i in sorted(kept)]


def _stated(
    page: Page, text: str, cues: Cues, language: str | None
) -> tuple[list[RawEvent], tuple[str, ...]]:
    if is_feed(page.body):
        return feed_entries(text, Setting(FEED, page.url, cues))
    if page.media_type not in JSON_TYPES:
        return calendar_events(text, page.fetched_at, cues)
    try:
        data = parse(text, whole=True)
    except ValueError as error:
        where = f"line {error.lineno}: " if isinstance(error, json.JSONDecodeError) else ""
        return [], (f"{where}broken JSON: {str(error)[:120]}",)
    platform = platform_nodes(data, language)
    if platform is not None:
        return node_events(platform, Setting("api", page.url, cues)), ()
    return jsonld_events([data], Setting("json-ld", page.url, cues), untyped=True), ()


class _Listing:
    """Reads the events of one list; a text that several events share is laid out once."""

    def __init__(self, page: Page, facts: SourceFacts, language: str | None) -> None:
        self.page, self.facts, self.language = page, facts, language
        self.readers: dict[tuple[str, str, str, date | None], tuple[Reader, int]] = {}
        self.parts: list[str] = []
        self.length = 0

    def read(self, raws: list[RawEvent]) -> tuple[tuple[Announcement, ...], str, tuple[str, ...]]:
        """Return the announcements, the text they were read from, and what was odd."""
        out: list[Announcement] = []
        in_full = {id(raw) for raw in _nearest(raws, self.page.fetched_at, MAX_PROSE)}
        for raw in raws:
            words = raw.place.venue if raw.place is not None and _wants_splitting(raw.place) else None
            key = (raw.title or "", words or "", raw.description or "", raw.published)
            if id(raw) not in in_full and key not in self.readers:
                key = (raw.title or "", "", "", raw.published)
            if key not in self.readers:
                self.readers[key] = self._laid_out(*key)
            reader, offset = self.readers[key]
            told = replace(raw, place=_unsplit(raw.place)) if key[1] else raw
            found = reader.announcements([told])[:1]
            out.extend(_settled(a, raw, offset) for a in found if raw.method != FEED or _is_dated(a))
        issues = dict.fromkeys(issue for reader, _ in self.readers.values() for issue in reader.raws.issues)
        return tuple(out), "\n\n".join(self.parts), tuple(issues)

    def _laid_out(
        self, title: str, place: str, description: str, published: date | None
    ) -> tuple[Reader, int]:
        """Return the reader of an event's own text, and where that text begins in the whole."""
        document = self._document(title, place, description)
        language = page_language(replace(document, language=self.language), replace(self.facts, languages=()))
        sheet = Sheet(self.page, document, vocabulary(language or "en"), self.facts)
        offset = self.length
        self.parts.append(document.text)
        self.length += len(document.text) + 2
        return Reader(sheet, published), offset

    def _document(self, title: str, place: str, description: str) -> Document:
        """Return title, place and description as heading, labelled value and paragraphs."""
        label = next(iter(vocabulary(self.language or "en").own.phrases.get("label_where", ())), "")
        head = f"{title}\n{place}\n\n" if place else f"{title}\n\n"
        blocks = [Block(kind="heading", text=title, start=0, level=1)] if title else []
        if place:
            blocks.append(Block(kind="pair", text=place, start=len(title) + 1, label=label))
        prose = lines_document(" " * len(head) + description)
        blocks.extend(block for block in prose.blocks if block.start >= len(head))
        return make_document(head + description, blocks, list(prose.links), (), language=self.language)


def _wants_splitting(place: Place) -> bool:
    return in_parts(place.venue) and not (place.address or place.city)


def _unsplit(place: Place | None) -> Place | None:
    """Return a place without the words that the place reader is to split into hall, street and town."""
    kept = replace(place, venue=None) if place is not None else None
    return kept if kept != Place() else None


def _is_dated(announcement: Announcement) -> bool:
    """Tell whether a feed's entry announces an event: without a time it is news."""
    return announcement.when is not None or announcement.yearless is not None


def _settled(announcement: Announcement, raw: RawEvent, offset: int) -> Announcement:
    """Return the announcement with the event's own address, its place's words kept, spans in the whole."""
    place = announcement.place
    if raw.place is not None and raw.place.venue and not (place.venue or place.room or place.address):
        place = replace(place, venue=raw.place.venue)
    claims = tuple(_moved(claim, offset) for claim in announcement.claims)
    url = raw.url or announcement.url
    return clean_announcement(replace(announcement, url=url, place=place, claims=claims, primary=True))


def _moved(claim: Claim, offset: int) -> Claim:
    span = (claim.span[0] + offset, claim.span[1] + offset) if claim.span is not None else None
    return replace(claim, span=span)
