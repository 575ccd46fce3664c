"""Where: venue, room, address, postcode, town, from labels, addresses and the words around a date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.addresses import POSTCODE, Address
from pipeline.extract.drafts import Draft
from pipeline.extract.names import NameReader
from pipeline.extract.place_parts import PartReader
from pipeline.extract.record import Record
from pipeline.extract.roles import Occasion
from pipeline.extract.towns import bare, known_town, page_town, town_behind, town_inside
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_beside, venues_behind
from pipeline.extract.venues_bent import bent_venue
from pipeline.gazetteer import find_town, fold
from pipeline.model import Place
from pipeline.sheet import Sheet

_EDGE = " ,.:;–-()"
_BESIDE_DATE = 30
"""A line of day and hour alone holds at most so many further characters."""
_TELLING = frozenset({"venue", "address", "online"})
_NEXT_PIECE = re.compile(r"\s*,(?=\s*[^\W\d_])\s*([^,.;()]{3,30})")


class PlaceReader:
    """Reads places in one sheet; built once a page."""

    def __init__(self, sheet: Sheet, reader: NameReader) -> None:
        self._sheet, self._reader = sheet, reader
        self._parts = PartReader(sheet)
        self._labelled = [block for _, block in sheet.labelled("label_where") if block.region != "nav"]

    def parts(self, start: int, stop: int) -> list[Found]:
        """Return the parts of a place that is all of ``text[start:stop]``."""
        return self._parts.parts(start, stop, "label", 0.9)

    def read(self, draft: Draft, alone: bool) -> list[Found]:
        """Return what the page says of where ``draft`` happens, the most telling first.

        ``alone``: it is the page's only event, so that what the page says anywhere is of it.
        """
        if draft.listed is not None:
            return self._listed(draft.listed)
        own = draft.primary and not draft.record
        found = list(self._under_labels()) if own else []
        if draft.record:
            found.extend(self._record(draft))
            if not any(one.field in _TELLING for one in found):
                found.extend(self._shared())
        occasions = (draft.lead, *draft.others)
        for occasion in occasions:
            start, stop = self._sheet.sentence(occasion.mention.start)
            found.extend(self._prose(start, stop, 0.7))
            if not draft.record:
                found.extend(self._before_date(start, draft.lead))
            if occasion is draft.lead:
                found.extend(one for dated in occasions for one in self._behind_date(dated))
                if not any(one.field in _TELLING for one in found):
                    found.extend(self._below_date(occasion))
        if own and alone:
            found.extend(self._anywhere())
        return found

    def _listed(self, record: Record) -> list[Found]:
        """Return where a listing's record says it is, else what is stated once for all of them."""
        found: list[Found] = []
        if record.place is not None:
            found = self._parts.parts(*record.place, "label" if record.labelled else "record", 0.8)
        told = any(one.field in _TELLING for one in found)
        if record.shared is not None and not told:
            shared = self._prose(*record.shared, 0.6)
            found.extend(one for one in shared if all(one.field != other.field for other in found))
        if not any(one.field in _TELLING for one in found):
            found.extend(self._shared())
        return found

    def _under_labels(self) -> Iterator[Found]:
        for block in self._labelled[:3]:
            told = self._sheet.sentence(block.start)[1] < block.end - 20
            told = told and not self._parts.addresses_within(block.start, block.end)
            if len(block.text) > 130 or told:
                for found in self._prose(block.start, block.end, 0.8):
                    yield replace(found, method="label", score=0.8)
            else:
                yield from self.parts(block.start, block.end)

    def _shared(self) -> list[Found]:
        """Read the place that the page states once, under its label, for all of a list's records."""
        told = {" ".join(block.text.split()) for block in self._labelled}
        return list(self._under_labels()) if len(told) == 1 else []

    def _record(self, draft: Draft) -> list[Found]:
        """Read what is left of a list's line when its date and hour are taken away."""
        block, time = self._sheet.blocks[draft.lead.block], draft.time
        start, end = draft.lead.mention.start, draft.lead.mention.end
        if time is not None and block.start <= time.start < block.end:
            start, end = min(start, time.start), max(end, time.end)
        behind = block.end - end > start - block.start
        first, last = (end, block.end) if behind else (block.start, start)
        link = self._sheet.own_link(block)
        if link is not None and first <= link.start and link.end <= last:
            first, last = (link.end, last) if last - link.end > link.start - first else (first, link.start)
        text = self._sheet.text[first:last]
        if not 3 < len(text.strip(_EDGE)) < 110:
            return []
        first += len(text) - len(text.lstrip(" ,.:;–-(|"))
        many = len([word for word in re.split(r"[\s,]+", text) if word]) > 8
        return self._parts.parts(first, last, "record", 0.7, strict=many)

    def _prose(self, start: int, stop: int, score: float) -> list[Found]:
        """Read a sentence: an address and the venue before it, else a venue's noun behind a preposition."""
        found: list[Found] = []
        for address in self._parts.addresses_within(start, stop)[:1]:
            found.append(Found("address", address.text, address.start, address.end, "prose", score))
            found.extend(self._around(address, score))
        if not any(one.field == "venue" for one in found):
            behind = venues_behind(self._sheet, self._reader, start, stop, score)[:1]
            found.extend(behind or bent_venue(self._sheet, self._reader, start, stop, score))
        town = town_inside(self._sheet, start, stop, "prose", score)
        return [*found, town] if town else found

    def _around(self, address: Address, score: float) -> list[Found]:
        """Return the postcode and the town behind an address, and the venue that stands before it."""
        sheet, found = self._sheet, []
        tail = sheet.text[address.end : address.end + 60].split("\n")[0]
        code = POSTCODE.match(tail.lstrip(" ,;–-"))
        piece = _NEXT_PIECE.match(tail)
        if code:
            at = address.end + len(tail) - len(tail.lstrip(" ,;–-"))
            found.append(Found("postcode", code.group(1), at, at + code.end(1), "prose", score))
            stop = at + min(len(tail), code.end() + 30)
            town = town_behind(sheet, at + code.end(), stop, "prose", score)
            found.extend([town] if town else [])
        elif piece:
            named = known_town(bare(piece.group(1)), sheet)
            a, b = address.end + piece.start(1), address.end + piece.end(1)
            found.extend([Found("city", named, a, b, "prose", score)] if named else [])
        start = max(sheet.sentence(address.start)[0], address.start - 130)
        beside = venue_beside(sheet, start, address.start, score - 0.05)
        behind = venues_behind(sheet, self._reader, start, address.start, score - 0.05)[-1:]
        return [*found, beside] if beside is not None and not behind else [*found, *behind]

    def _before_date(self, start: int, lead: Occasion) -> list[Found]:
        """Read the line that begins with a place and goes on with its day: "Town Hall, 12 May"."""
        sheet = self._sheet
        first, last = max(start, sheet.blocks[lead.block].start), lead.mention.start
        if not 6 < last - first < 80 or not sheet.text[first].isupper():
            return []
        told = sheet.marks.has(first, last, "happens", "invites", "happened", "organises")
        if told or not sheet.marks.has(first, last, "venue"):
            return []
        return self._parts.parts(first, last, "header", 0.65)

    def _behind_date(self, occasion: Occasion) -> list[Found]:
        """Read the line that goes on with a place behind day and hour: "12 May 13:00-16:00, Town Hall"."""
        sheet, mention, time = self._sheet, occasion.mention, occasion.time
        block = sheet.blocks[occasion.block]
        timed = time is not None and mention.end <= time.start < block.end
        if occasion.labels & {"label_when", "label_date"} and not timed:
            return []
        done = time.end if time is not None and timed else mention.end
        tail = sheet.text[done : block.end]
        if len(tail) > 110 or len(block.text) > 170 or not tail.strip(" ,|–-:()"):
            return []
        if mention.start - block.start > 12 or sum(word.islower() for word in tail.split()) > 5:
            return []
        first = done + len(tail) - len(tail.lstrip(" ,|–-:(@"))
        for key in ("happens", "at"):
            led = next(iter(sheet.marks.within(first, min(first + 24, block.end), key)), None)
            if led is not None and led.start == first:
                first = led.end + 1
        return self._parts.parts(first, block.end, "header", 0.75)

    def _below_date(self, occasion: Occasion) -> list[Found]:
        """Read the line below one of day and hour alone: "12 May, 18:00", "Town Hall, 5 Mill Lane"."""
        sheet, mention, time = self._sheet, occasion.mention, occasion.time
        block = sheet.blocks[occasion.block]
        dated = mention.end - mention.start + (time.end - time.start if time is not None else 0)
        below = sheet.blocks[occasion.block + 1 : occasion.block + 2]
        if len(block.text) - dated > _BESIDE_DATE or not below or below[0].kind == "heading":
            return []
        start, stop = below[0].start, below[0].end
        if below[0].label or stop - start > 120 or sheet.dates_within(start, stop):
            return []
        if not sheet.marks.has(start, stop, "venue") and not self._parts.addresses_within(start, stop):
            return []
        told = sheet.marks.has(start, stop, "happens", "invites", "happened", "organises", "register")
        small = sum(word.islower() for word in below[0].text.split())
        return [] if told or small > 6 else self._parts.parts(start, stop, "header", 0.7)

    def _anywhere(self) -> Iterator[Found]:
        """Yield what the page says of a place anywhere: its addresses, its headings, its most named town."""
        sheet, addresses = self._sheet, self._parts.addresses
        for address in addresses[:1]:
            yield Found("address", address.text, address.start, address.end, "prose", 0.6)
        for address in [one for one in addresses if one.text == addresses[0].text][:4]:
            yield from self._around(address, 0.6)
        headings = [b for b in sheet.blocks if b.kind == "heading" and b.region == "main"]
        for block in headings[:4]:
            yield from venues_behind(sheet, self._reader, block.start, block.end, 0.5)[:1]
        town = page_town(sheet)
        if town:
            yield town


def settle_place(
    found: list[Found], sheet: Sheet, online: bool, online_url: str | None
) -> tuple[Place, list[Found]]:
    """Return the place that the surest values make, and those values."""
    best: dict[str, Found] = {}
    for one in found:
        kept = best.get(one.field)
        if kept is None or one.score > kept.score or _fuller(one, kept):
            best[one.field] = one
    if "venue" in best and fold(best["venue"].value) == fold(best["city"].value if "city" in best else ""):
        del best["venue"]
    told = {field: one.value for field, one in best.items()}
    town = find_town(told["city"], sheet.country) if "city" in told else None
    place = Place(
        venue=told.get("venue"), room=told.get("room"), address=told.get("address"),
        postcode=told.get("postcode"), city=told.get("city"), country=town.country if town else None,
        lat=town.lat if town else None, lon=town.lon if town else None,
        online=online or "online" in told, online_url=online_url,
    )  # fmt: skip
    return place, list(best.values())


def _fuller(one: Found, kept: Found) -> bool:
    """Tell whether a venue as sure as another names more: a hall with its house."""
    return one.field == "venue" and one.score == kept.score and "," in one.value and "," not in kept.value
