"""One sheet into announcements: every event's own fields, and what the page states once for all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from pipeline.extract.about import (
    find_event_languages,
    find_online,
    find_online_link,
    find_series,
    find_status,
    find_summary,
    find_topics,
)
from pipeline.extract.funding import FundingFound, find_funding
from pipeline.extract.names import NameReader
from pipeline.extract.parties import PartyFound, find_parties, same_name
from pipeline.extract.place import PlaceReader, settle_place
from pipeline.extract.registration import (
    find_capacity,
    find_deadline,
    find_free,
    find_link,
    find_mailbox,
    find_price,
    find_required,
    identifying_links,
)
from pipeline.extract.title import Title, find_title, page_title
from pipeline.extract.when import Draft, find_drafts, stated_when
from pipeline.model import Announcement, Party, Place, Precision, Role, When, announcement_id
from pipeline.settle import ROLE_FIELDS, Ledger, merged_parties, merged_place, price, registration
from pipeline.sheet import Sheet
from pipeline.structured import RawEvent
from pipeline.zones import zone_of


def _with_shared_town(found: list[Announcement]) -> tuple[Announcement, ...]:
    """Let a page's further events be in the town of its main one, where they say nothing of their own."""
    if not found or found[0].place.city is None:
        return tuple(found)
    city, country = found[0].place.city, found[0].place.country
    return tuple(
        replace(a, place=replace(a.place, city=city, country=a.place.country or country))
        if a.place.city is None and not a.place.online and a.when is not None and a.when.precision is not Precision.MONTH else a
        for a in found)


class Reader:
    """Reads one sheet; what the page states once is read once."""

    def __init__(self, sheet: Sheet, published: date | None) -> None:
        self.sheet = sheet
        self.drafts, self.occasions = find_drafts(sheet, published)

    @cached_property
    def names(self) -> NameReader:
        return NameReader(self.sheet)

    @cached_property
    def places(self) -> PlaceReader:
        return PlaceReader(self.sheet, self.names)

    @cached_property
    def parties(self) -> list[PartyFound]:
        return find_parties(self.sheet, self.names)

    @cached_property
    def fundings(self) -> list[FundingFound]:
        return find_funding(self.sheet, self.names)

    @cached_property
    def title(self) -> Title | None:
        return page_title(self.sheet, self.drafts[0] if self.drafts else None)

    def announcements(self, raws: list[RawEvent]) -> tuple[Announcement, ...]:
        """Return the page's announcements, the primary first; ``raws`` are what structured data state."""
        if not raws:
            return _with_shared_town([self._from_draft(draft, None, n) for n, draft in enumerate(self.drafts)])
        if len(raws) > 1:
            return tuple(a for n, raw in enumerate(raws) if (a := self._from_raw(raw, n)) is not None)
        raw = raws[0]
        main = self._matching(raw)
        if main is None:
            alone = self._from_raw(raw, 0)
            rest = [d for d in self.drafts if not d.primary] if raw.start is not None else self.drafts
            return tuple(a for a in (alone, *(self._from_draft(d, None, n + 1) for n, d in enumerate(rest))) if a is not None)
        rest = [d for d in self.drafts if d is not main and d.start != main.start]
        main.primary, main.record = True, False
        for draft in rest:
            draft.primary = False
        return (self._from_draft(main, raw, 0), *(self._from_draft(d, None, n + 1) for n, d in enumerate(rest)))

    def _matching(self, raw: RawEvent) -> Draft | None:
        """Return the draft that tells of the structured event: the one on its day, or the page's own where it has none."""
        if raw.start is None:
            return self.drafts[0] if self.drafts else None
        day = self._local(raw.start, raw).date() if isinstance(raw.start, datetime) else raw.start
        return next((d for d in self.drafts if d.start == day and not d.month_only), None)

    def _local(self, stamp: datetime, raw: RawEvent) -> datetime:
        zone = ZoneInfo(raw.zone or zone_of(self.sheet)[0])
        return stamp.replace(tzinfo=zone) if stamp.tzinfo is None else stamp.astimezone(zone)

    def _key(self, raw: RawEvent | None, n: int) -> str:
        base = (raw and raw.uid) or (raw and raw.url) or self.sheet.page.url
        if raw is not None and raw.recurrence:
            return f"{base}#{raw.recurrence}"
        return base if n == 0 or (raw is not None and (raw.uid or raw.url)) else f"{base}#{n}"

    def _from_draft(self, draft: Draft, raw: RawEvent | None, n: int) -> Announcement:
        sheet, ledger = self.sheet, Ledger(self.sheet)
        alone = sum(d.primary for d in self.drafts) <= 1 and draft.primary
        title = self._title(draft, raw, ledger)
        place, country = self._place(draft, raw, alone, ledger)
        zone, zone_inferred = zone_of(sheet, country)
        when = self._when(draft, raw, zone, zone_inferred, ledger)
        shared = draft.primary
        parties = self._parties(draft, raw, shared, ledger)
        fundings = [f for f in self.fundings if shared or self._near(draft, f.start)]
        for f in fundings:
            ledger.add("funders", f.funding.funder or f.funding.programme, f.start, f.end, f.method, f.score)
        status = find_status(sheet, draft, alone)
        ledger.add("status", str((raw and raw.status) or status.value), status.start, status.end, raw.method if raw and raw.status else status.method, status.score)
        links = identifying_links(sheet, list(raw.links) if raw else []) if shared and alone else []
        series = find_series(sheet, self.names) if shared else None
        if series:
            ledger.add("series", series.value, series.start, series.end, series.method, series.score)
        summary = find_summary(sheet) if shared else None
        key = self._key(raw, n)
        return Announcement(
            id=announcement_id(sheet.page.source_id, key), source_id=sheet.page.source_id, url=sheet.page.url, key=key,
            title=title, when=when, summary=self._summary(summary, raw), place=place, parties=parties,
            funding=tuple(f.funding for f in fundings), registration=self._registration(draft, raw, zone, shared, ledger),
            price=self._price(raw, shared, ledger), status=(raw and raw.status) or status.value,  # type: ignore[arg-type]
            primary=draft.primary, language=sheet.known.language, languages=self._languages(raw, shared),
            series=str(series.value) if series else None, super_event=None,
            sub_events=tuple(self._sub(sub, key, i, zone) for i, sub in enumerate(draft.subs)),
            same_as=tuple(links), translation_key=raw.translation_key if raw else None,
            topics=(raw.topics if raw and raw.topics else find_topics(sheet, title)) if shared else (), claims=ledger.sealed(),
        )

    def _title(self, draft: Draft, raw: RawEvent | None, ledger: Ledger) -> str:
        found = find_title(self.sheet, draft, self.title)
        if raw is not None and raw.title:
            ledger.add("title", raw.title, None, None, raw.method, 0.95, raw=raw.title)
            ledger.add("title", found.text, found.start, found.end, found.method, found.score, settled=False)
            return raw.title
        ledger.add("title", found.text, found.start, found.end, found.method, found.score)
        return found.text

    def _when(self, draft: Draft, raw: RawEvent | None, zone: str, zone_inferred: bool, ledger: Ledger) -> When:
        stated = stated_when(draft, zone, zone_inferred)
        lead = draft.lead.mention
        method = "label" if draft.lead.labels & {"label_when", "label_date"} else "prose"
        score = min(0.97, 0.55 + draft.score / 20) - 0.1 * bool(stated.inferred and "year" in stated.inferred)
        if raw is not None and raw.start is not None:
            told = self._raw_when(raw)
            end = told.end if told.end is not None else stated.end if type(stated.end) is type(told.start) else None
            start = stated.start if not isinstance(told.start, datetime) and isinstance(stated.start, datetime) else told.start
            told = When(start=start, end=end if end is not None else stated.end, zone=told.zone or zone,
                        precision=Precision.MINUTE if isinstance(start, datetime) else Precision.DAY, rrule=raw.rrule)
            ledger.add("start", told.start_text, None, None, raw.method, 0.95, raw=raw.quotes.get("start", told.start_text))
            ledger.add("start", stated.start_text, lead.start, lead.end, method, score, settled=False)
            return told
        ledger.add("start", stated.start_text, lead.start, self._through_time(draft), method, score)
        if stated.end is not None:
            ledger.add("end", stated.end_text, lead.start, self._through_time(draft), method, score - 0.03)
        return stated

    def _through_time(self, draft: Draft) -> int:
        time, lead = draft.lead.time, draft.lead.mention
        return time.end if time is not None and lead.end <= time.start < lead.end + 120 else lead.end

    def _raw_when(self, raw: RawEvent) -> When:
        zone = raw.zone or zone_of(self.sheet)[0]
        start, end = raw.start, raw.end
        assert start is not None  # noqa: S101 (callers hold it)
        start = self._local(start, raw) if isinstance(start, datetime) else start
        end = self._local(end, raw) if isinstance(end, datetime) else end
        precision = raw.precision or (Precision.MINUTE if isinstance(start, datetime) else Precision.DAY)
        inferred = ("zone",) if isinstance(raw.start, datetime) and raw.start.tzinfo is None and raw.zone is None and not self.sheet.facts.timezone else ()
        return When(start=start, end=end, zone=zone, precision=precision, all_day=precision is Precision.DAY, rrule=raw.rrule, inferred=inferred)

    def _place(self, draft: Draft, raw: RawEvent | None, alone: bool, ledger: Ledger) -> tuple[Place, str | None]:
        sheet = self.sheet
        online = find_online(sheet, draft, alone)
        url = find_online_link(sheet) if online and draft.primary else None
        place, kept = settle_place(self.places.read(draft, alone), sheet, online is not None, url)
        for found in kept:
            ledger.add(found.field, found.value, found.start, found.end, found.method, found.score)
        if online is not None:
            ledger.add("online", True, online.start, online.end, online.method, online.score)
        if place.city is None and sheet.facts.city and not place.online and draft.primary:
            place = merged_place(place, Place(city=sheet.facts.city, country=sheet.facts.country))
            ledger.add("city", sheet.facts.city, None, None, "source", 0.5, raw=sheet.facts.city)
        if raw is not None and raw.place is not None:
            place = raw.place if raw.place.online and not raw.place.venue else merged_place(raw.place, place)
            for name in ("venue", "address", "city", "online"):
                if getattr(raw.place, name):
                    ledger.add(name, getattr(raw.place, name), None, None, raw.method, 0.93, raw=raw.quotes.get("place", str(getattr(raw.place, name))))
        return place, place.country

    def _near(self, draft: Draft, offset: int) -> bool:
        return any(a <= offset < b for a, b in (self.sheet.sentence(o.mention.start) for o in (draft.lead, *draft.others)))

    def _parties(self, draft: Draft, raw: RawEvent | None, shared: bool, ledger: Ledger) -> tuple[Party, ...]:
        out = []
        for found in self.parties:
            if shared or self._near(draft, found.name.start):
                out.append(Party(name=found.name.text, role=found.role))
                ledger.add(ROLE_FIELDS[found.role], found.name.text, found.name.start, found.name.end, found.method, found.score)
        if raw is not None and raw.parties:
            for party in raw.parties:
                if party.role in ROLE_FIELDS:
                    ledger.add(ROLE_FIELDS[party.role], party.name, None, None, raw.method, 0.93, raw=party.name)
            out = list(merged_parties(raw.parties, out, same_name))
        return self._with_host(out, shared, ledger)

    def _with_host(self, out: list[Party], shared: bool, ledger: Ledger) -> tuple[Party, ...]:
        """Name the site's publisher as host, inferred, where the page names no organiser."""
        publisher = self.sheet.facts.publisher
        if shared and publisher is not None and not any(p.role in (Role.ORGANISER, Role.HOST) for p in out):
            out.append(Party(name=publisher.name, role=Role.HOST, url=publisher.url, identifiers=dict(publisher.identifiers), inferred=True))
            ledger.add("hosts", publisher.name, None, None, "source", 0.5, raw=publisher.name)
        return tuple(out)

    def _registration(self, draft: Draft, raw: RawEvent | None, zone: str, shared: bool, ledger: Ledger) -> object:
        sheet = self.sheet
        if not shared:
            return registration(None, None, None, None, None)
        deadline = find_deadline(sheet, self.occasions, draft, zone)
        link, required = find_link(sheet), find_required(sheet)
        mailbox, capacity = find_mailbox(sheet), find_capacity(sheet)
        for name, value in (("registration_deadline", deadline), ("registration_url", link), ("registration_required", required),
                            ("mailbox", mailbox), ("capacity", capacity)):
            if value is not None:
                ledger.add(name, value.value, value.start, value.end, value.method, value.score)
        url = raw.registration_url if raw and raw.registration_url else link.value if link else None
        return registration(url, deadline and deadline.value, required and required.value, mailbox and mailbox.value, capacity and capacity.value)  # type: ignore[arg-type]

    def _price(self, raw: RawEvent | None, shared: bool, ledger: Ledger) -> object:
        if not shared:
            return price(None, None)
        if raw is not None and (raw.free is not None or raw.amount is not None):
            free = raw.free if raw.free is not None else raw.amount == 0
            ledger.add("free", free, None, None, raw.method, 0.93, raw=str(raw.amount))
            return price(free, (raw.amount, raw.currency or "", "") if raw.amount is not None else None)
        free = find_free(self.sheet)
        if free is not None:
            ledger.add("free", free.value, free.start, free.end, free.method, free.score)
        return price(free.value if free else None, find_price(self.sheet))  # type: ignore[arg-type]

    def _languages(self, raw: RawEvent | None, shared: bool) -> tuple[str, ...]:
        stated = find_event_languages(self.sheet) if shared else ()
        return stated or ((self.sheet.known.language,) if self.sheet.known.language else ())

    def _summary(self, found: object, raw: RawEvent | None) -> str | None:
        from pipeline.redact import redacted

        if raw is not None and raw.description:
            return redacted(raw.description)[:300]
        return str(found.value) if found is not None else None  # type: ignore[attr-defined]

    def _sub(self, draft: Draft, key: str, i: int, zone: str) -> Announcement:
        """Return a programme's day as a part of its whole."""
        sheet, ledger = self.sheet, Ledger(self.sheet)
        block = sheet.blocks[draft.lead.block]
        tail = sheet.text[draft.lead.mention.end: block.end].strip(" .–-:,")
        label = f"{block.label} – {tail}" if block.label else block.text
        when = stated_when(draft, zone, False)
        ledger.add("start", when.start_text, draft.lead.mention.start, draft.lead.mention.end, "programme", 0.75)
        ledger.add("title", label[:160], block.start, block.end, "programme", 0.6)
        own = f"{key}#day{i + 1}"
        return Announcement(id=announcement_id(sheet.page.source_id, own), source_id=sheet.page.source_id, url=sheet.page.url, key=own,
                            title=label[:160], when=when, primary=False, language=sheet.known.language,
                            super_event=announcement_id(sheet.page.source_id, key), claims=ledger.sealed())

    def _from_raw(self, raw: RawEvent, n: int) -> Announcement | None:
        """Return an announcement of structured data alone, with what the page states for all of its events."""
        if raw.start is None and not raw.title:
            return None
        sheet, ledger = self.sheet, Ledger(self.sheet)
        when = self._raw_when(raw) if raw.start is not None else None
        ledger.add("title", raw.title or "", None, None, raw.method, 0.95, raw=raw.title or "")
        if when is not None:
            ledger.add("start", when.start_text, None, None, raw.method, 0.95, raw=raw.quotes.get("start", when.start_text))
            if when.end is not None:
                ledger.add("end", when.end_text, None, None, raw.method, 0.95, raw=raw.quotes.get("end", when.end_text or ""))
        place = raw.place or Place()
        for name in ("venue", "address", "city", "online"):
            if getattr(place, name):
                ledger.add(name, getattr(place, name), None, None, raw.method, 0.93, raw=raw.quotes.get("place", str(getattr(place, name))))
        for party in raw.parties:
            if party.role in ROLE_FIELDS:
                ledger.add(ROLE_FIELDS[party.role], party.name, None, None, raw.method, 0.93, raw=party.name)
        key = self._key(raw, n)
        from pipeline.model import Status

        return Announcement(
            id=announcement_id(sheet.page.source_id, key), source_id=sheet.page.source_id, url=raw.url or sheet.page.url, key=key,
            title=raw.title or "", when=when, summary=self._summary(None, raw), place=place, parties=self._with_host(list(raw.parties), True, ledger),
            registration=registration(raw.registration_url, None, None, None, None), price=price(raw.free, (raw.amount, raw.currency or "", "") if raw.amount is not None else None),  # type: ignore[arg-type]
            status=raw.status or Status.SCHEDULED, language=sheet.known.language, languages=(raw.language,) if raw.language else (),
            same_as=tuple(raw.links), translation_key=raw.translation_key, topics=raw.topics, claims=ledger.sealed(),
        )
