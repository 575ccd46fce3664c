"""One sheet into announcements: every event's own fields, and what the page states once for all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from pipeline.extract.about import (
    find_event_languages,
    find_online,
    find_online_link,
    find_series,
    find_status,
    find_summary,
    find_topics,
)
from pipeline.extract.dates import DateMention
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
from pipeline.extract.roles import Occasion
from pipeline.extract.title import Title, find_title, page_title
from pipeline.extract.when import Draft, find_drafts, stated_when
from pipeline.model import (
    Announcement,
    Funding,
    Party,
    Place,
    Precision,
    Price,
    Registration,
    When,
    announcement_id,
)
from pipeline.raws import RawReader, claim_parties, claim_place, claim_time, summary_of, with_host
from pipeline.settle import (
    ROLE_FIELDS,
    Ledger,
    funding_name,
    merged_parties,
    merged_place,
    price,
    registration,
)
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
        self.raws = RawReader(sheet)

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
        raws = [self.raws.beside_page(raw) for raw in raws]
        own = [raw for raw in raws if not raw.related]
        found = self._of_one(own[0]) if len(own) == 1 else tuple(self._one_of_many(raw, n) for n, raw in enumerate(own))
        others = (self.raws.announcement(raw, len(found) + n) for n, raw in enumerate(raw for raw in raws if raw.related))
        return tuple(a for a in (*found, *others) if a is not None)

    def _of_one(self, raw: RawEvent) -> tuple[Announcement | None, ...]:
        """Return the page's one structured event with what the prose adds to it, and the prose's further events."""
        main = self._matching(raw)
        if main is None and raw.start is not None and self.sheet.blocks:
            main = self._unseen(self.raws.day(raw) or raw.start)
            rest = [d for d in self.drafts if not d.primary]
        elif main is None:
            return (self.raws.announcement(raw, 0), *(self._from_draft(d, None, n + 1) for n, d in enumerate(self.drafts)))
        else:
            rest = [d for d in self.drafts if d is not main and d.start != main.start]
        main.primary, main.record = True, False
        for draft in rest:
            draft.primary = False
        return (self._from_draft(main, raw, 0), *(self._from_draft(d, None, n + 1) for n, d in enumerate(rest)))

    def _unseen(self, day: date) -> Draft:
        """Return a draft for an event whose day the prose does not tell; it stands at the first heading."""
        blocks = self.sheet.blocks
        index = next((i for i, b in enumerate(blocks) if b.kind == "heading" and b.region == "main"), 0)
        at = blocks[index].start
        mention = DateMention(at, at, 0, 0, (), kind="unseen")
        return Draft(day, None, Occasion(mention, index, self.sheet.sentence(at), days=(day,)))

    def _one_of_many(self, raw: RawEvent, n: int) -> Announcement | None:
        """Return one of several structured events; what has no name of its own is named by the page's line."""
        draft = self._matching(raw) if raw.title is None else None
        return self._from_draft(draft, raw, n) if draft is not None else self.raws.announcement(raw, n)

    def _matching(self, raw: RawEvent) -> Draft | None:
        """Return the draft that tells of the structured event: the one on its day, or the page's own where it has none."""
        if raw.start is None:
            return self.drafts[0] if self.drafts else None
        day = self.raws.day(raw)
        return next((d for d in self.drafts if d.start == day and not d.month_only), None)

    def _from_draft(self, draft: Draft, raw: RawEvent | None, n: int) -> Announcement:
        sheet, ledger = self.sheet, Ledger(self.sheet)
        alone = sum(d.primary for d in self.drafts) <= 1 and draft.primary
        title = self._title(draft, raw, ledger)
        place, country = self._place(draft, raw, alone, ledger)
        zone, zone_inferred = zone_of(sheet, country)
        when = self._when(draft, raw, zone, zone_inferred, ledger)
        shared = draft.primary
        parties = self._parties(draft, raw, shared, ledger)
        fundings = self._fundings([f for f in self.fundings if shared or self._near(draft, f.start)], raw, ledger)
        status = find_status(sheet, draft, alone)
        ledger.add("status", str((raw and raw.status) or status.value), status.start, status.end, raw.method if raw and raw.status else status.method, status.score)
        links = identifying_links(sheet, list(raw.links) if raw else []) if shared and alone else []
        series = find_series(sheet, self.names) if shared else None
        if series:
            ledger.add("series", series.value, series.start, series.end, series.method, series.score)
        summary = find_summary(sheet) if shared else None
        key = self.raws.key(raw, n)
        return Announcement(
            id=announcement_id(sheet.page.source_id, key), source_id=sheet.page.source_id, url=sheet.page.url, key=key,
            title=title, when=when, summary=self._summary(summary, raw), place=place, parties=parties,
            funding=fundings, registration=self._registration(draft, raw, zone, shared, ledger),
            price=self._price(raw, shared, ledger), status=(raw and raw.status) or status.value,  # type: ignore[arg-type]
            primary=draft.primary, language=sheet.known.language, languages=self._languages(raw, shared),
            series=(raw and raw.series) or (str(series.value) if series else None), super_event=None,
            sub_events=self.raws.parts(raw, key) or tuple(self._sub(sub, key, i, zone) for i, sub in enumerate(draft.subs)),
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
            told = self.raws.when(raw, raw.start)
            if not isinstance(told.start, datetime) and isinstance(stated.start, datetime) and told.precision is Precision.DAY:
                told = replace(told, start=stated.start, end=told.end or stated.end, precision=Precision.MINUTE, all_day=False)
            elif told.end is None and type(stated.end) is type(told.start):
                told = replace(told, end=stated.end)
            claim_time(ledger, raw, told)
            if lead.kind != "unseen":
                ledger.add("start", stated.start_text, lead.start, lead.end, method, score, settled=False)
            return told
        ledger.add("start", stated.start_text, lead.start, self._through_time(draft), method, score)
        if stated.end is not None:
            ledger.add("end", stated.end_text, lead.start, self._through_time(draft), method, score - 0.03)
        return stated

    def _through_time(self, draft: Draft) -> int:
        time, lead = draft.lead.time, draft.lead.mention
        return time.end if time is not None and lead.end <= time.start < lead.end + 120 else lead.end

    def _place(self, draft: Draft, raw: RawEvent | None, alone: bool, ledger: Ledger) -> tuple[Place, str | None]:
        sheet = self.sheet
        online = find_online(sheet, draft, alone)
        url = find_online_link(sheet) if online and draft.primary else None
        found_here = self.places.read(draft, alone)
        if draft.lead.mention.kind == "unseen":
            found_here = [found for found in found_here if found.method != "header"]
        place, kept = settle_place(found_here, sheet, online is not None, url)
        for found in kept:
            ledger.add(found.field, found.value, found.start, found.end, found.method, found.score)
        if online is not None:
            ledger.add("online", True, online.start, online.end, online.method, online.score)
        if place.city is None and sheet.facts.city and not place.online and draft.primary:
            place = merged_place(place, Place(city=sheet.facts.city, country=sheet.facts.country))
            ledger.add("city", sheet.facts.city, None, None, "source", 0.5, raw=sheet.facts.city)
        if raw is not None and raw.place is not None:
            place = raw.place if raw.place.online and not raw.place.venue else merged_place(raw.place, place)
            claim_place(ledger, raw)
        return place, place.country

    def _near(self, draft: Draft, offset: int) -> bool:
        return any(a <= offset < b for a, b in (self.sheet.sentence(o.mention.start) for o in (draft.lead, *draft.others)))

    def _parties(self, draft: Draft, raw: RawEvent | None, shared: bool, ledger: Ledger) -> tuple[Party, ...]:
        out = []
        for found in self.parties:
            if shared or self._near(draft, found.name.start):
                out.append(Party(name=found.name.text, role=found.role))
                ledger.add(ROLE_FIELDS[found.role], found.name.text, found.name.start, found.name.end, found.method, found.score)
        if raw is not None:
            claim_parties(ledger, raw)
            out = list(merged_parties(raw.parties, out, same_name))
        return with_host(out, self.sheet, ledger) if shared else tuple(out)

    def _fundings(self, found: list[FundingFound], raw: RawEvent | None, ledger: Ledger) -> tuple[Funding, ...]:
        """Return who pays: as structured data state it, then those that only the prose names."""
        stated = raw.funding if raw is not None else ()
        for f in found:
            ledger.add("funders", funding_name(f.funding), f.start, f.end, f.method, f.score)
        return (*stated, *(f.funding for f in found if not any(same_name(funding_name(f.funding), funding_name(s)) for s in stated)))

    def _registration(self, draft: Draft, raw: RawEvent | None, zone: str, shared: bool, ledger: Ledger) -> Registration:
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

    def _price(self, raw: RawEvent | None, shared: bool, ledger: Ledger) -> Price:
        if not shared:
            return price(None, None)
        if raw is not None and (raw.free is not None or raw.amount is not None):
            free = raw.free if raw.free is not None else raw.amount == 0
            ledger.add("free", free, None, None, raw.method, 0.93, raw=str(raw.amount))
            return price(free, (raw.amount, raw.currency or "", "") if raw.amount is not None else None)
        found = find_free(self.sheet)
        if found is not None:
            ledger.add("free", found.value, found.start, found.end, found.method, found.score)
        return price(bool(found.value) if found else None, find_price(self.sheet))

    def _languages(self, raw: RawEvent | None, shared: bool) -> tuple[str, ...]:
        stated = find_event_languages(self.sheet) if shared else ()
        return stated or ((self.sheet.known.language,) if self.sheet.known.language else ())

    def _summary(self, found: object, raw: RawEvent | None) -> str | None:
        if raw is not None and raw.description:
            return summary_of(raw)
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

