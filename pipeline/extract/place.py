"""Where: venue, room, address, postcode, town, from labels, addresses and the words around a date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from pipeline.extract.clauses import clause
from pipeline.extract.drafts import Draft
from pipeline.extract.names import NameReader
from pipeline.extract.offices import is_afar, is_office, told_bodies
from pipeline.extract.place_columns import columned_places
from pipeline.extract.place_days import before_date, behind_date, named_ahead, rows_tell_places
from pipeline.extract.place_labels import Asked, where_asked
from pipeline.extract.place_lines import NOT_HERE, is_contact, place_line, place_lines
from pipeline.extract.place_named import NamedPlaces
from pipeline.extract.place_parts import PartReader
from pipeline.extract.place_prose import PlaceProse
from pipeline.extract.place_records import record_places
from pipeline.extract.place_sides import lone_days, sided_places
from pipeline.extract.place_undated import NOT_TOLD, SHORT, undated_places
from pipeline.extract.record import Record
from pipeline.extract.roles import Occasion
from pipeline.extract.station_places import station_places
from pipeline.extract.town_labels import labelled_town
from pipeline.extract.town_rows import town_of_row
from pipeline.extract.unnamed_streets import Address
from pipeline.extract.values import Found
from pipeline.sheet import Sheet

_REPLACED: dict[str, set[str]] = {
    "venue": {"address", "online"},
    "address": {"venue", "online"},
    "postcode": {"venue", "address", "city", "online"},
    "room": {"venue", "address", "online"},
    "city": {"online"},
    "online": {"venue", "address"},
}
"""What a page states once is not said of an event that states one of these itself."""
_MOST_DAYS = 40
"""Of so many of an event's days the sentences are read; those of a longer series add nothing."""
_NOT_ASKED = ("transport", "private_home")
_FEW, _MOST_HERE = 4, 6
_LONG = 1500
"""A day's own label that asks where stands so many characters below it, its announcement between."""


class PlaceReader:
    """Reads places in one sheet; built once a page."""

    def __init__(self, sheet: Sheet, reader: NameReader) -> None:
        self._sheet = sheet
        self._parts = PartReader(sheet)
        self._prose = PlaceProse(sheet, reader, self._parts)
        self._asked = where_asked(sheet)
        self.named = NamedPlaces(sheet, reader, self._parts, self._prose)
        self._stated: dict[tuple[int, int], list[Found]] = {}

    def parts(self, start: int, stop: int) -> list[Found]:
        """Return the parts of a place that is all of ``text[start:stop]``."""
        return self._parts.parts(start, stop, "label", 0.9)

    def read(self, draft: Draft, alone: bool, online: bool = False) -> list[Found]:
        """Return where ``draft`` happens: what is told of it, and the likeliest of what the page only names.

        ``alone``: it is the page's only event, so that what the page says anywhere is of it.
        ``online``: it is held there, if not only.
        """
        return self.named.settled(draft, self.told(draft, alone), online)

    def told(self, draft: Draft, alone: bool) -> list[Found]:
        """Return what the page says of where ``draft`` happens, but for places that it only names."""
        if draft.listed is not None:
            return self._listed(draft, draft.listed)
        if draft.lead.apart and (here := station_places(self._sheet, self._parts, draft)):
            return [*here, *self._left_out(here)]
        own = draft.primary and not draft.record
        found = list(self._under_labels()) if own else []
        if draft.record:
            found.extend(record_places(self._sheet, self._parts, draft))
        dated = draft.occasions[:_MOST_DAYS]
        for occasion in dated:
            start = self._sheet.sentence(occasion.mention.start)[0]
            found.extend(self._of_sentence(occasion, dated))
            found.extend(self._of_next(occasion))
            found.extend(town_of_row(self._sheet, occasion))
            found.extend(self._prose.town_ahead(start, occasion.mention.start))
            if not draft.record:
                found.extend(before_date(self._sheet, self._parts, start, draft.lead))
            if occasion is draft.lead:
                placed = draft.record and self._sheet.once(rows_tell_places)
                titled = draft.record and not placed
                behind = (behind_date(self._sheet, self._parts, day, titled, placed) for day in dated)
                found.extend(one for told in behind for one in told)
                found.extend(named_ahead(self._sheet, occasion) if placed else ())
        city = labelled_town(self._sheet, draft.lead.block, own and alone)
        found.extend([city] if city is not None else [])
        found.extend(self._beside(draft))
        found.extend(self._labelled_below(draft))
        if own and alone:
            found.extend(self._anywhere(draft, found))
        found.extend(self._left_out(found))
        return found

    def _of_sentence(self, occasion: Occasion, dated: list[Occasion]) -> list[Found]:
        """Read the clause that tells a day, or its sentence where the clause says nothing of where."""
        start, stop = self._sheet.sentence(occasion.mention.start)
        narrow = clause(self._sheet, occasion.mention, [day.mention for day in dated])
        told = self._prose.places(*narrow, 0.7, occasion.mention.start) if narrow else []
        if any(one.field in ("venue", "address", "city") for one in told):
            return told
        return self._prose.places(start, stop, 0.65 if narrow else 0.7, occasion.mention.start)

    def _of_next(self, occasion: Occasion) -> list[Found]:
        """Read the sentence behind a day's, in its paragraph, if it tells where or when things happen."""
        sheet = self._sheet
        stop = sheet.sentence(occasion.mention.start)[1]
        block = sheet.document.block_at(occasion.mention.start)
        if block is None or stop >= block.end - 1:
            return []
        start, end = sheet.sentence(stop)
        if end > block.end + 1 or sheet.dates_within(start, end) or start < stop:
            return []
        told = sheet.marks.has(start, end, "happens", "happened", "label_where", "planned", "accommodates")
        if not (told or sheet.times_within(start, end)) or sheet.marks.has(start, end, *NOT_TOLD):
            return []
        return self._prose.places(start, end, 0.6)

    def _listed(self, draft: Draft, record: Record) -> list[Found]:
        """Return where a listing's record says it is, else what is stated once for all of them."""
        found: list[Found] = []
        if record.place is not None:
            found = self._parts.parts(*record.place, "label" if record.labelled else "record", 0.8)
            found.extend(self._afar(record.place, found))
        else:
            found = [*record_places(self._sheet, self._parts, draft), *self._labelled_below(draft)]
        told = any(one.field in ("venue", "address", "online") for one in found)
        if record.shared is not None and not told:
            if record.shared not in self._stated:
                self._stated[record.shared] = self._prose.places(*record.shared, 0.6)
            shared = self._stated[record.shared]
            found.extend(one for one in shared if all(one.field != other.field for other in found))
        return [*found, *self._left_out(found)]

    def _afar(self, span: tuple[int, int], found: list[Found]) -> Iterator[Found]:
        """Yield the words under a list's "where" that say only how to join from afar: "Virtual Meeting"."""
        words = " ".join(self._sheet.text[slice(*span)].split()).split(" (")[0]
        alone = {one.field for one in found} == {"online"} and len(words.split()) <= _FEW
        if alone and "//" not in words:
            yield Found("venue", words, *span, "record", 0.5)

    def _under_labels(self) -> Iterator[Found]:
        for asked in self._asked[:4]:
            yield from self._answer(asked)

    def _labelled_below(self, draft: Draft) -> Iterator[Found]:
        """Yield what a label between the event's day and the next says of where, if each has its own.

        Below a day that a label asks for, "Date", the answer to the next "Place" is that day's.
        """
        blocks, days = self._sheet.blocks, self._sheet.dates
        each = len(self._asked) > 1 and bool(days) and self._asked[0].start > days[0].start
        labelled = [o for o in draft.occasions if not o.labels.isdisjoint(("label_when", "label_date"))]
        if not each and not labelled:
            return
        at = labelled[0].block if labelled else draft.lead.block
        stop = next((day.start for day in days if day.start >= blocks[at].end), len(self._sheet.text))
        for asked in self._asked:
            if blocks[at].end <= asked.start < min(stop, blocks[at].end + (SHORT if draft.record else _LONG)):
                yield from self._answer(asked)
                return

    def _left_out(self, found: list[Found]) -> list[Found]:
        """Return what is stated once for all events, where ``found`` states nothing in its stead."""
        told = {one.field for one in found}
        new = (one for one in self._shared if one.field not in told)
        return [one for one in new if told.isdisjoint(_REPLACED[one.field])]

    @cached_property
    def _shared(self) -> list[Found]:
        """The place that the page states once for all its events: under its label, or in a sentence.

        The sentence is without a day, but tells the hour or that something happens.
        """
        told = {" ".join(self._sheet.text[one.start : one.stop].split()) for one in self._asked}
        dated = any(self._sheet.dates_within(one.start, one.stop) for one in self._asked)
        found = list(self._under_labels()) if len(told) == 1 and not dated else []
        if not any(one.field == "venue" for one in found):
            found.extend(self._undated)
        return [replace(one, score=one.score - 0.1) for one in found]

    @cached_property
    def _undated(self) -> list[Found]:
        return undated_places(self._sheet, self._parts, self._prose)

    def _answer(self, asked: Asked) -> Iterator[Found]:
        """Read what a label asks where of: lines in parts, or sentences."""
        sheet, start, stop = self._sheet, asked.start, asked.stop
        if self._is_not_here(start, stop):
            return
        told = sheet.sentence(start)[1] < stop - 20 and not self._parts.addresses_within(start, stop)
        if (told or stop - start > 130) and not asked.lines:
            for found in self._prose.places(start, stop, asked.score - 0.1):
                yield replace(found, method="label")
        else:
            yield from self._parts.parts(start, stop, "label", asked.score)

    def _is_not_here(self, start: int, stop: int) -> bool:
        """Tell an answer about a bus or a home, or an office's: "the club's office" may be a venue."""
        marks = self._sheet.marks
        first = start + len(self._sheet.text[start:stop]) - len(self._sheet.text[start:stop].lstrip())
        offices = marks.within(first, stop, "not_venue")
        return any(hit.start == first for hit in offices) or marks.has(first, stop, *_NOT_ASKED)

    def _anywhere(self, draft: Draft, told: list[Found]) -> Iterator[Found]:
        """Yield what the page says of a place anywhere: its addresses, its headings."""
        sheet = self._sheet
        here = [one for one in self._parts.addresses if self._is_here(one)]
        if is_afar(sheet, draft.lead.mention.start) and told_bodies(sheet, here):
            return
        here = [one for one in here[:_MOST_HERE] if not is_office(sheet, one, told, self._prose)]
        for address in here[:1]:
            yield Found("address", address.text, address.start, address.end, "prose", 0.6)
        for address in [one for one in here if one.text == here[0].text][:4]:
            yield from self._prose.around(address, 0.6)
        yield from (replace(one, score=one.score - 0.02) for one in self._undated)
        day = draft.lead.block
        for i, block in enumerate(sheet.blocks):
            near = i in (day - 1, day - 2) and len(block.text) < SHORT and block.text[-1:].isalnum()
            if (block.kind == "heading" or near) and block.region == "main":
                yield from self._prose.venues(block.start, block.end, 0.55)[:1]

    def _is_here(self, address: Address) -> bool:
        """Tell an address that may be the event's from an office's, a bus stop's or a private home."""
        sheet = self._sheet
        start, stop = sheet.sentence(address.start)
        elsewhere = is_contact(sheet, address.start) or sheet.marks.has(
            start, stop, *NOT_HERE, "private_home"
        )
        return address.sure and not elsewhere

    def _beside(self, draft: Draft) -> Iterator[Found]:
        """Yield the place of a line beside the day's line."""
        at, sheet, parts = draft.lead.block, self._sheet, self._parts
        if at in self._columned:
            cell = sheet.blocks[self._columned[at]]
            yield from parts.parts(cell.start, cell.end, "label", 0.8)
            return
        if at in self._sided:
            line: tuple[int, int] | None = place_lines(sheet, parts, self._sided[at], at)
        else:
            line = place_line(sheet, parts, at, draft.record)
        afar = is_afar(sheet, draft.lead.mention.start)
        if line is not None and not (afar and told_bodies(sheet, parts.addresses_within(*line))):
            yield from parts.parts(*line, "header", 0.6)

    @cached_property
    def _columned(self) -> dict[int, int]:
        return columned_places(self._sheet, lone_days(self._sheet))

    @cached_property
    def _sided(self) -> dict[int, int]:
        return sided_places(self._sheet, self._parts)
