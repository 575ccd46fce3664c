"""Events told in prose: one draft and what structured data say of it, into one announcement."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TypedDict

from pipeline.describing import described
from pipeline.extract.about import find_online, find_online_link, find_series, find_status
from pipeline.extract.drafts import Draft
from pipeline.extract.funded import FundingFound
from pipeline.extract.funding import find_funding
from pipeline.extract.links import detail_pages, identifying_links
from pipeline.extract.names import NameReader
from pipeline.extract.parties import find_parties
from pipeline.extract.party import WEAK, PartyFound
from pipeline.extract.party_homes import parties_of
from pipeline.extract.place import PlaceReader
from pipeline.extract.place_settled import settle_place
from pipeline.extract.roles import DEADLINE
from pipeline.extract.title import find_title, page_title
from pipeline.extract.title_lists import listed_title, told_apart, unnamed_rows
from pipeline.extract.title_phrases import Title
from pipeline.extract.title_series import series_titles
from pipeline.extract.values import Found, Value
from pipeline.extract.when import find_drafts
from pipeline.ledger import ROLE_FIELDS, Ledger
from pipeline.model import (
    Announcement,
    Funding,
    Party,
    Place,
    Registration,
    Role,
    Status,
    When,
    Yearless,
    announcement_id,
)
from pipeline.participation import price_told, registration_told
from pipeline.placing import place_of_site
from pipeline.raws import RawReader, claim_parties, claim_place, with_host
from pipeline.settlement import funding_name, merged_funding, merged_parties, merged_place
from pipeline.sheet import Sheet
from pipeline.structured import RawEvent
from pipeline.timing import part_told, time_told
from pipeline.zones import zone_of

_LONGEST_PART = 160
"""A programme's day is named by at most so many characters of its line."""


class _TimeFields(TypedDict):
    when: When | None
    yearless: Yearless | None


class ProseReader:
    """Reads the drafts of one sheet; what the page states once is read once."""

    def __init__(self, sheet: Sheet, published: date | None, raws: RawReader) -> None:
        self.sheet = sheet
        self.raws = raws
        self.drafts, found = find_drafts(sheet, published)
        self._deadlines = [occasion for occasion in found if occasion.role == DEADLINE]

    @cached_property
    def _names(self) -> NameReader:
        return NameReader(self.sheet)

    @cached_property
    def _places(self) -> PlaceReader:
        return PlaceReader(self.sheet, self._names)

    @cached_property
    def _parties(self) -> list[PartyFound]:
        return find_parties(self.sheet, self._names)

    @cached_property
    def _fundings(self) -> list[FundingFound]:
        return find_funding(self.sheet, self._names)

    @cached_property
    def _page_title(self) -> Title | None:
        return page_title(self.sheet, self.drafts[0] if self.drafts else None)

    @cached_property
    def _series_titles(self) -> dict[int, Title]:
        return series_titles(self.sheet, self.drafts, self._page_title)

    @cached_property
    def _listed_title(self) -> tuple[Title, frozenset[int]] | None:
        return listed_title(self.sheet, self.drafts)

    @cached_property
    def _unnamed(self) -> frozenset[int]:
        return unnamed_rows(self.sheet, self.drafts, self._page_title)

    def _title_over(self, draft: Draft) -> Title | None:
        """Return what a draft without a name of its own is called: as its list says, or as the page is."""
        page, told = self._page_title, self._listed_title
        named = page is not None and page.method == "heading" and self._names_event(page)
        return told[0] if told is not None and id(draft) in told[1] and not named else page

    def _names_event(self, title: Title) -> bool:
        return title.start is None or self.sheet.marks.has(title.start, title.end or title.start, "event")

    @cached_property
    def _details(self) -> dict[int, str]:
        """Draft → the address of its own page, where a listing's records have one each on the same site."""
        records = {id(draft): draft.listed for draft in self.drafts if draft.listed is not None}
        return detail_pages(self.sheet, records)

    @cached_property
    def _page_series(self) -> Value[str] | None:
        return find_series(self.sheet, self._names)

    def announcement(self, draft: Draft, raw: RawEvent | None, n: int) -> Announcement:
        """Return the page's ``n``-th event as ``draft`` tells it, with what ``raw`` states of it."""
        sheet, ledger = self.sheet, Ledger(self.sheet)
        source = sheet.page.source_id
        alone = draft.primary and sum(d.primary for d in self.drafts) <= 1
        place, where = self._place(draft, raw, alone, ledger)
        title = self._title(draft, raw, where, ledger)
        zone, inferred = zone_of(sheet, place.country)
        told = time_told(draft, raw, self.raws, (zone, inferred), ledger)
        parties = self._parties_of(draft, raw, ledger)
        funding = self._funding_of(draft, raw, ledger)
        status = self._status(draft, raw, alone, ledger)
        series = self._series(draft, raw, ledger)
        detail = self._details.get(id(draft)) if raw is None else None
        key = detail or self.raws.key(raw, n)
        days = tuple(self._day(part, key, i, zone) for i, part in enumerate(draft.subs, 1))
        main = draft.primary
        return Announcement(
            id=announcement_id(source, key), source_id=source, url=detail or sheet.page.url, key=key,
            title=title, **_time_fields(told), place=place,
            parties=parties, funding=funding, status=status, primary=main, language=sheet.known.language,
            registration=(
                registration_told(draft, self._deadlines, raw, zone, ledger) if main else Registration()
            ),
            price=price_told(draft, self.drafts, raw, ledger, main=main),
            **described(main, raw, title, ledger), series=series,
            sub_events=self.raws.parts(raw, key) or days,
            same_as=tuple(identifying_links(sheet, raw.links if raw is not None else ())) if alone else (),
            translation_key=raw.translation_key if raw is not None else None,
            claims=ledger.sealed(),
        )  # fmt: skip

    def _title(self, draft: Draft, raw: RawEvent | None, where: list[Found], ledger: Ledger) -> str:
        own = self._series_titles.get(id(draft))
        if own is None and id(draft) in self._unnamed:
            own = self._title_over(draft)
            rows = [other for other in self.drafts if id(other) in self._unnamed]
            own = told_apart(self.sheet, draft, rows, own) if own is not None else None
        found = own or find_title(self.sheet, draft, self._title_over(draft), where)
        if raw is not None and raw.title:
            ledger.add("title", raw.title, None, None, raw.method, 0.95, raw=raw.title)
            ledger.note("title", found.text, found, settled=False)
            return raw.title
        ledger.note("title", found.text, found)
        return found.text

    def _place(
        self, draft: Draft, raw: RawEvent | None, alone: bool, ledger: Ledger
    ) -> tuple[Place, list[Found]]:
        """Return where the event is, and what prose says of it.

        Data say where, else prose, else the town that the source is about.
        """
        sheet = self.sheet
        online = find_online(sheet, draft, alone)
        url = sheet.once(find_online_link) if online and draft.primary else None
        found = self._places.read(draft, alone, online is not None)
        if draft.lead.mention.kind == "unseen":
            found = [one for one in found if one.method != "header"]
        place, kept = settle_place(found, sheet, online is not None, url)
        for one in kept:
            ledger.note(one.field, True if one.field == "online" else one.value, one)
        if online is not None:
            ledger.note("online", True, online)
        if place.city is None and not place.online and draft.primary:
            place = merged_place(place, place_of_site(sheet, ledger))
        if raw is not None and raw.place is not None:
            place = raw.place if raw.place.online and not raw.place.venue else merged_place(raw.place, place)
            claim_place(ledger, raw)
        return place, kept

    def _tells(self, draft: Draft, offset: int) -> bool:
        """Tell whether what stands at ``offset`` is the draft's: the main event's, or in its sentences."""
        spans = (self.sheet.sentence(o.mention.start) for o in (draft.lead, *draft.others))
        return draft.primary or any(a <= offset < b for a, b in spans)

    def _parties_of(self, draft: Draft, raw: RawEvent | None, ledger: Ledger) -> tuple[Party, ...]:
        parties: list[Party] = []
        stated = raw is not None and any(party.role is Role.ORGANISER for party in raw.parties)
        for found in self._parties_told(draft):
            if not (stated and found.method in WEAK):
                parties.append(Party(name=found.name.text, role=found.role, inferred=found.inferred))
                ledger.note(ROLE_FIELDS[found.role], found.name.text, found)
        if raw is not None:
            claim_parties(ledger, raw)
            parties = merged_parties(raw.parties, parties)
        return with_host(parties, self.sheet, ledger) if draft.primary else tuple(parties)

    def _parties_told(self, draft: Draft) -> list[PartyFound]:
        """Return who does what: as the draft's own sentences tell, else as the page does of all."""
        told = parties_of(draft, self.drafts, self._parties, self.sheet)
        own = [found for found in told if self._tells(draft, found.start)]
        return own if any(found.role is Role.ORGANISER for found in own) else told

    def _funding_of(self, draft: Draft, raw: RawEvent | None, ledger: Ledger) -> tuple[Funding, ...]:
        """Return who pays: as structured data state it, then those that only the prose names.

        What a draft's own sentences leave untold the page tells: its project's payer, and but for a list's
        entries the event's.
        """
        own = [found for found in self._fundings if self._tells(draft, found.start)]
        covered = ("project",) if draft.record else ("project", "event")
        told = own or [found for found in self._fundings if found.funding.covers in covered]
        for found in told:
            ledger.note("funders", funding_name(found.funding), found)
        return merged_funding(raw.funding if raw is not None else (), [found.funding for found in told])

    def _status(self, draft: Draft, raw: RawEvent | None, alone: bool, ledger: Ledger) -> Status:
        found = find_status(self.sheet, draft, alone)
        if raw is None or raw.status is None:
            ledger.note("status", found.value.value, found)
            return found.value
        ledger.add("status", raw.status.value, found.start, found.end, raw.method, found.score)
        return raw.status

    def _series(self, draft: Draft, raw: RawEvent | None, ledger: Ledger) -> str | None:
        found = self._page_series if draft.primary else None
        if found is not None:
            ledger.note("series", found.value, found)
        if raw is not None and raw.series:
            return raw.series
        return found.value if found is not None else None

    def _day(self, draft: Draft, key: str, n: int, zone: str) -> Announcement:
        """Return a programme's ``n``-th day as a part of its whole, the event with this ``key``."""
        sheet, ledger = self.sheet, Ledger(self.sheet)
        source, lead = sheet.page.source_id, draft.lead.mention
        block = sheet.blocks[draft.lead.block]
        tail = sheet.text[lead.end : block.end].strip(" .–-:,")
        title = (f"{block.label} – {tail}" if block.label else block.text)[:_LONGEST_PART]
        told = part_told(draft, zone, ledger)
        ledger.add("title", title, block.start, block.end, "programme", 0.6)
        own = f"{key}#day{n}"
        return Announcement(
            id=announcement_id(source, own), source_id=source, url=sheet.page.url, key=own, title=title,
            **_time_fields(told), primary=False, language=sheet.known.language,
            super_event=announcement_id(source, key), claims=ledger.sealed(),
        )  # fmt: skip


def _time_fields(told: When | Yearless) -> _TimeFields:
    return {
        "when": told if isinstance(told, When) else None,
        "yearless": told if isinstance(told, Yearless) else None,
    }
