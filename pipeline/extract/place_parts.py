"""A place written in one line, taken apart: "Hall, Street 12, 123 45 Town"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.addresses import POSTCODE, Address, find_addresses
from pipeline.extract.towns import bare, known_town, town_behind, town_inside
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet

_SEPARATOR = re.compile(r"\s*[,;|•·\n]\s*|\s+[–-]\s+|:\s+")
_URL = re.compile(r"https?://\S+")
_LOOSE = " .,;(/"
"""Marks that belong to no piece's edge; a bracket that closes is kept, as what it opened is."""
_LONGEST_VENUE = 120


class PartReader:
    """Takes places of one sheet apart; ``addresses`` are all of the page's, in order."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.addresses = find_addresses(sheet)
        self._starts = [address.start for address in self.addresses]

    def addresses_within(self, start: int, stop: int) -> list[Address]:
        """Return the addresses that begin in ``text[start:stop]``, in order."""
        return self.addresses[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def parts(self, start: int, stop: int, method: str, score: float, strict: bool = False) -> list[Found]:
        """Return the parts of a place in ``text[start:stop]``: told by its form, or else the venue.

        ``strict``: what is not told by its form is no venue, as in a line that may be about anything.
        """
        sheet = self._sheet
        found: list[Found] = []
        venue: list[tuple[int, int]] = []
        for a, b in self._pieces(start, stop):
            part = self._part(a, b, method, score)
            if part is None:
                continue
            if part.field == "venue":
                venue.append((part.start, b))
                continue
            found.append(part)
            if part.field == "postcode":
                town = town_behind(sheet, part.end, b, method, score)
                found.extend([town] if town else [])
        if venue and not any(part.field in ("city", "address") for part in found):
            town = self._town_last(venue, stop, method, score - 0.2)
            found.extend([town] if town else [])
            venue = venue[:-1] if town else venue
        if not venue and not strict:
            found = [_as_hall(part) for part in found]
        if venue and not strict:
            hall = self._venue(venue, method, score)
            found.extend([hall] if hall else [])
        if not any(part.field == "city" for part in found):
            town = town_inside(sheet, start, stop, method, score - 0.1)
            found.extend([town] if town else [])
        return found

    def _pieces(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Yield the spans between separators that hold something, an address as one, no web address."""
        at = start
        for address in self.addresses_within(start, stop):
            yield from _split(self._sheet.text, at, address.start)
            yield address.start, min(address.end, stop)
            at = max(at, address.end)
        yield from _split(self._sheet.text, at, stop)

    def _part(self, a: int, b: int, method: str, score: float) -> Found | None:
        """Return what the piece ``text[a:b]`` is by its form, a venue for want of better; None: no place."""
        sheet, marks = self._sheet, self._sheet.marks
        led = next(iter(marks.within(a, b, "at")), None)
        if led is not None and led.start == a and sheet.text[a].islower() and led.end + 2 < b:
            a = led.end + 1
        piece = sheet.text[a:b]

        def found(field: str, value: str = piece, start: int = a, end: int = b) -> Found:
            return Found(field, value, start, end, method, score)

        address = next((x for x in self.addresses_within(a - 1, b + 1) if x.end <= b + 1), None)
        if address is not None:
            return found("address", address.text, address.start, address.end)
        code = POSTCODE.match(piece)
        if code:
            return found("postcode", code.group(1), a, a + code.end())
        hall, capital = marks.has(a, b, "venue"), piece[:1].isupper()
        if not hall and len(piece) < 40:
            if marks.has(a, b, "online"):
                return found("online")
            town = known_town(bare(piece), sheet) if capital else None
            if town:
                return found("city", town)
        if capital and country_code(piece, sheet.known.own):
            return None
        if self._is_room(a, b):
            return found("room")
        if sheet.dates_within(a, b) or not any(c.isalpha() for c in piece):
            return None
        return found("venue")

    def _is_room(self, a: int, b: int) -> bool:
        """Tell a room: a piece that a room's noun begins, with a number or of three words at most."""
        piece, nouns = self._sheet.text[a:b], self._sheet.marks.within(a, b, "room")
        short = any(c.isdigit() for c in piece) or len(piece.split()) <= 3
        return bool(nouns) and nouns[0].start <= a + 1 and short

    def _town_last(self, venue: list[tuple[int, int]], stop: int, method: str, score: float) -> Found | None:
        """Return the last piece of "Village Hall, Village" as a town, though no gazetteer knows it."""
        sheet, (a, b) = self._sheet, venue[-1]
        text = sheet.text[a:b]
        tail = sheet.text[b:stop].strip(" ,.;()")
        before_country = len(venue) == 1 and bool(tail) and country_code(tail, sheet.known.own) is not None
        if not text[:1].isupper() or any(c.isdigit() for c in text):
            return None
        if sheet.marks.has(a, b, "venue", "room", "organisation", "online"):
            return None
        if before_country or (len(venue) > 1 and len(text.split()) == 1):
            return Found("city", text, a, b, method, score)
        return None

    def _venue(self, pieces: list[tuple[int, int]], method: str, score: float) -> Found | None:
        """Return the venue of up to three pieces, none of them behind an empty line."""
        text = self._sheet.text
        kept = pieces[:1]
        for a, b in pieces[1:3]:
            if text[kept[-1][1] : a].count("\n") > 1:
                break
            kept.append((a, b))
        value = ", ".join(text[a:b] for a, b in kept)
        if len(value) > _LONGEST_VENUE or not value[:1].isalnum():
            return None
        return Found("venue", venue_name(value, self._sheet), kept[0][0], kept[-1][1], method, score)


def _as_hall(part: Found) -> Found:
    """Return a room with a name of its own as the venue that it is where no house is named."""
    named = part.field == "room" and not any(c.isdigit() for c in part.value)
    return replace(part, field="venue") if named else part


def _split(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``text[start:stop]`` between separators that hold something, but web addresses."""
    ends = [(found.start(), found.end()) for found in _SEPARATOR.finditer(text, start, stop)]
    at = start
    for end, following in [*ends, (stop, stop)]:
        piece = text[at:end].rstrip(_LOOSE)
        first = at + len(piece) - len(piece.lstrip(_LOOSE))
        kept = at + len(piece)
        if kept - first >= 2 and not _URL.match(text, first, kept):
            yield first, kept
        at = following
