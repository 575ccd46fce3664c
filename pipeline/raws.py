"""Structured events laid beside the page that carries them: hours, places, keys, announcements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from pipeline.extract.links import identifying_links
from pipeline.ledger import ROLE_FIELDS, Ledger
from pipeline.model import (
    Announcement,
    Party,
    Place,
    Precision,
    Price,
    Role,
    Status,
    When,
    announcement_id,
)
from pipeline.placing import split_place
from pipeline.redact import redacted
from pipeline.settlement import funding_name, price, registration
from pipeline.sheet import Sheet
from pipeline.structured import RawEvent
from pipeline.structured.stated import in_order, without_zero_hours
from pipeline.structured.visible import Hours, as_visible, seen_hours
from pipeline.zones import UNKNOWN_ZONE, zone_of

LONGEST_SUMMARY = 300


class RawReader:
    """Reads the structured events of one sheet; ``issues`` tells where the page contradicted them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.issues: list[str] = []

    @cached_property
    def hours(self) -> Hours:
        return seen_hours(self.sheet)

    def beside_page(self, raw: RawEvent) -> RawEvent:
        """Return ``raw`` with its hour as readers see it, in the page's zone, and its place in parts."""
        if raw.place is not None:
            raw = replace(raw, place=split_place(raw.place, self.sheet))
        if isinstance(raw.start, datetime):
            raw, issue = as_visible(raw, self.local(raw.start, raw), self.hours)
            self.issues.extend([issue] if issue else [])
        if isinstance(raw.start, datetime) and raw.start.tzinfo is not None:
            local_end = self.local(raw.end, raw) if isinstance(raw.end, datetime) else raw.end
            start, end = without_zero_hours(self.local(raw.start, raw), local_end)
            raw = replace(raw, start=start, end=in_order(start, end))
        return raw

    def local(self, stamp: datetime, raw: RawEvent) -> datetime:
        """Return a stamp in the event's zone, else the page's; a floating one is that zone's clock.

        Where nothing tells of a zone, an offset that is stated stays: its clock is the only one known.
        """
        named = raw.zone or zone_of(self.sheet)[0]
        if named == UNKNOWN_ZONE and stamp.tzinfo is not None:
            return stamp
        zone = ZoneInfo(named)
        return stamp.replace(tzinfo=zone) if stamp.tzinfo is None else stamp.astimezone(zone)

    def day(self, raw: RawEvent) -> date | None:
        """Return the local day on which a structured event starts."""
        return self.local(raw.start, raw).date() if isinstance(raw.start, datetime) else raw.start

    def key(self, raw: RawEvent | None, n: int) -> str:
        """Return what never changes of the page's n-th event: its own id or address, else the page's."""
        base = (raw and raw.uid) or (raw and raw.url) or self.sheet.page.url
        if raw is not None and raw.recurrence:
            return f"{base}#{raw.recurrence}"
        return base if n == 0 or (raw is not None and (raw.uid or raw.url)) else f"{base}#{n}"

    def when(self, raw: RawEvent, start: date) -> When:
        """Return the time that starts at ``start`` as stated, in its zone."""
        first = self.local(start, raw) if isinstance(start, datetime) else start
        end = self.local(raw.end, raw) if isinstance(raw.end, datetime) else raw.end
        precision = raw.precision or (Precision.MINUTE if isinstance(first, datetime) else Precision.DAY)
        floating = isinstance(start, datetime) and start.tzinfo is None and raw.zone is None
        zone: str | None = raw.zone or zone_of(self.sheet)[0]
        if zone == UNKNOWN_ZONE and isinstance(first, datetime) and first.utcoffset():
            zone = None
        return When(
            start=first, end=end, zone=zone, precision=precision,
            all_day=precision is Precision.DAY, rrule=raw.rrule,
            inferred=("zone",) if floating and not self.sheet.facts.timezone else (),
        )  # fmt: skip

    def announcement(self, raw: RawEvent, n: int) -> Announcement | None:
        """Return an announcement of structured data alone; None where they state neither name nor start."""
        if raw.start is None and not raw.title:
            return None
        sheet, ledger = self.sheet, Ledger(self.sheet)
        when = self.when(raw, raw.start) if raw.start is not None else None
        ledger.add("title", raw.title or "", None, None, raw.method, 0.95, raw=raw.title or "")
        if when is not None:
            claim_time(ledger, raw, when)
        claim_place(ledger, raw)
        claim_parties(ledger, raw)
        key = self.key(raw, n)
        return Announcement(
            id=announcement_id(sheet.page.source_id, key), source_id=sheet.page.source_id, key=key,
            url=raw.url or sheet.page.url, title=raw.title or "", when=when, summary=summary_of(raw),
            place=raw.place or Place(), funding=raw.funding,
            parties=with_host(list(raw.parties), sheet, ledger),
            registration=registration(raw.registration_url), price=price_of(raw),
            status=raw.status or Status.SCHEDULED, primary=not raw.related, language=sheet.known.language,
            languages=(raw.language,) if raw.language else (), series=raw.series,
            sub_events=self.parts(raw, key), same_as=self._identifying(raw),
            translation_key=raw.translation_key, topics=raw.topics, claims=ledger.sealed(),
        )  # fmt: skip

    def _identifying(self, raw: RawEvent) -> tuple[str, ...]:
        """Return those of the event's own links that mean this event elsewhere."""
        found = identifying_links(self.sheet, list(raw.links))
        return tuple(a for a in found if any(link.startswith(a) for link in raw.links))

    def parts(self, raw: RawEvent | None, key: str) -> tuple[Announcement, ...]:
        """Return the parts that structured data state of the event with this ``key``."""
        source = self.sheet.page.source_id
        out = []
        for i, part in enumerate(raw.sub_events if raw is not None else (), 1):
            found = self.announcement(part, i)
            if found is not None:
                own = found.key if part.uid or part.url else f"{key}#part{i}"
                whole = announcement_id(source, key)
                out.append(
                    replace(found, key=own, id=announcement_id(source, own), primary=False, super_event=whole)
                )
        return tuple(out)


def claim_time(ledger: Ledger, raw: RawEvent, when: When) -> None:
    """Note when the event is, in the words of its data."""
    start, end = when.start_text, when.end_text
    ledger.add("start", start, None, None, raw.method, 0.95, raw=raw.quotes.get("start", start))
    if end is not None:
        ledger.add("end", end, None, None, raw.method, 0.95, raw=raw.quotes.get("end", end))


def claim_place(ledger: Ledger, raw: RawEvent) -> None:
    """Note where the event is, in the words of its data."""
    for name in ("venue", "address", "city", "online"):
        value = getattr(raw.place, name) if raw.place is not None else None
        if value:
            words = raw.quotes.get("place") or str(value)
            ledger.add(name, value, None, None, raw.method, 0.93, raw=words)


def claim_parties(ledger: Ledger, raw: RawEvent) -> None:
    """Note who organises and who pays."""
    for party in raw.parties:
        if party.role in ROLE_FIELDS:
            ledger.add(ROLE_FIELDS[party.role], party.name, None, None, raw.method, 0.93, raw=party.name)
    for funding in raw.funding:
        name = funding_name(funding)
        ledger.add("funders", name, None, None, raw.method, 0.93, raw=name)


def with_host(out: list[Party], sheet: Sheet, ledger: Ledger) -> tuple[Party, ...]:
    """Name the site's publisher as host, inferred, where nothing names an organiser."""
    publisher = sheet.facts.publisher
    if publisher is not None and not any(p.role in (Role.ORGANISER, Role.HOST) for p in out):
        known = dict(publisher.identifiers)
        host = Party(name=publisher.name, role=Role.HOST, url=publisher.url, identifiers=known, inferred=True)
        out.append(host)
        ledger.add("hosts", publisher.name, None, None, "source", 0.5, raw=publisher.name)
    return tuple(out)


def price_of(raw: RawEvent) -> Price:
    """Return what the data say it costs."""
    return price(raw.free, (raw.amount, raw.currency or "", "") if raw.amount is not None else None)


def summary_of(raw: RawEvent) -> str | None:
    """Return the description's beginning without persons' data."""
    return redacted(raw.description)[:LONGEST_SUMMARY] if raw.description else None
