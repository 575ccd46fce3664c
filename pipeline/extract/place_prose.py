"""Places in sentences: an address with what stands around it, or a venue behind a preposition."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.house_ahead import house_ahead
from pipeline.extract.localities import POSTCODE, Locality, is_code_of, locality_at, locality_inside
from pipeline.extract.names import NameReader
from pipeline.extract.place_hosts import hosting_place
from pipeline.extract.place_parts import PartReader
from pipeline.extract.town_halls import town_at, town_beside, town_in_name
from pipeline.extract.town_mentions import town_inside
from pipeline.extract.town_told import dated_town, ending_town, noun_town, unknown_town
from pipeline.extract.towns import home, known_place, quartered_town, town_behind, town_of
from pipeline.extract.unnamed_streets import Address
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name, venues_behind
from pipeline.extract.venues_bent import bent_venue
from pipeline.extract.venues_beside import venue_beside
from pipeline.extract.venues_named import named_venue
from pipeline.sheet import Sheet

_LABELS = ("label_when", "label_date", "label_time", "label_deadline", "event", "month_part")
_NEXT_PIECE = re.compile(r"\.?\s*,(?=\s*[^\W\d_])\s*([^,.;()\n]{3,30})")

_SHORT_LINE, _BESIDE = 30, 20
_LINK, _ARTICLE = 14, 6
"""A preposition between a town and its hall, and the article behind it, end so close."""
_NOUN = 0.04
"""So much less sure is what a town's noun tells, which in a day's own sentence is sure all the same."""
_IN_NAME = 0.25
"""A town that a preposition tells in a hall's name is no less sure than this."""
_BRACKETED = re.compile(r"\(([^\W\d_][^\W\d_ ’'-]{2,30})\)")


def _is_of(town: Found, hall: Found) -> bool:
    """Tell whether a town is told in a hall's name or right behind it."""
    return hall.start <= town.start < hall.end + _BESIDE


class PlaceProse:
    """Reads places in the sentences of one sheet."""

    def __init__(self, sheet: Sheet, reader: NameReader, parts: PartReader) -> None:
        self._sheet, self._reader, self._parts = sheet, reader, parts

    def places(self, start: int, stop: int, score: float, day: int | None = None) -> list[Found]:
        """Read a sentence: an address and the venue before it, else a venue behind a preposition.

        ``day``: where the event's day stands, near which a name alone may be the venue.
        """
        found: list[Found] = []
        private = self._sheet.marks.has(start, stop, "private_home")
        for address in self._parts.addresses_within(start, stop)[:1] if not private else ():
            found.append(Found("address", address.text, address.start, address.end, "prose", score))
            found.extend(self.around(address, score))
        if not private and not any(one.field == "venue" for one in found):
            venues = self._best_venue(self.venues(start, stop, score))
            venues = venues or bent_venue(self._sheet, self._reader, start, stop, score)
            if not venues and day is not None:
                named = named_venue(self._sheet, self._reader, (start, stop), day, score - 0.15)
                venues = [one for one in named if one.start not in self._parts.streets][:1]
                unknown = ending_town(self._sheet, start, stop, day, score - 0.2)
                unknown = unknown or dated_town(self._sheet, start, stop, score - 0.2)
                if venues and unknown is not None and venues[0].start == unknown.start:
                    venues = [unknown]
            found.extend(venues)
        hosting = hosting_place(self._sheet, start, stop, score)
        if hosting is not None and not any(one.field == hosting.field for one in found):
            found.append(hosting)
        if any(one.field == "city" for one in found):
            return found
        halls = [one for one in found if one.field == "venue"]
        town = town_inside(
            self._sheet, start, stop, "prose", score, self._parts.streets, halls[0] if halls else None, day
        )
        told = noun_town(self._sheet, start, stop, score - _NOUN)
        if told is not None and (town is None or town.score < told.score):
            longer = town is not None and town.start == told.start and town.end > told.end
            town = replace(town, score=told.score) if town is not None and longer else told
        beside = town_beside(self._sheet, halls[0], stop, score) if halls else None
        if beside is not None and (town is None or town.start < halls[0].start):
            town = beside
        if halls and (town is None or not _is_of(town, halls[0])):
            town = self._of_hall(halls[0], town, score)
        town = town or self._coded_town(start, stop, score - 0.1) or self._bracketed(start, stop, score - 0.2)
        if town is None and not halls and day is not None:
            town = ending_town(self._sheet, start, stop, day, score - 0.2)
            town = town or dated_town(self._sheet, start, stop, score - 0.2)
        return [*found, town] if town else found

    def _of_hall(self, hall: Found, town: Found | None, score: float) -> Found | None:
        """Return the town in a hall's name where it is surer than ``town``, or told behind it."""
        inner = town_in_name(self._sheet, hall, score)
        if town is not None and hall.start > town.end and self._leads_to(town.end, hall.start):
            return town
        if town is None or inner is None or inner.score >= town.score:
            return inner or town
        return inner if town.start < hall.start and inner.score >= score - _IN_NAME else town

    def _leads_to(self, end: int, hall: int) -> bool:
        """Tell whether only a preposition parts a town from the hall behind it: "in Ely at the Library"."""
        leads = self._sheet.marks.within(end, min(hall, end + _LINK), "at")
        return (
            bool(leads)
            and hall - leads[0].end < _ARTICLE
            and not self._sheet.text[end : leads[0].start].strip(" ,")
        )

    def _coded_town(self, start: int, stop: int, score: float) -> Found | None:
        """Return the town behind a postcode of a sentence that names no street: "Inn, 4283 Bad Zell"."""
        code = POSTCODE.search(self._sheet.text, start, stop)
        if code is None or self._sheet.dates_within(max(start, code.start() - 12), code.end()):
            return None
        town = town_behind(self._sheet, code.end(), min(stop, code.end() + 40), "prose", score)
        named = known_place(town.value, self._sheet) if town is not None else None
        return replace(town, value=named) if town is not None and named is not None else None

    def _bracketed(self, start: int, stop: int, score: float) -> Found | None:
        """Return a town that stands by itself in brackets: "at the Federation's Hall (Monesterio)"."""
        for found in _BRACKETED.finditer(self._sheet.text, start, stop):
            span, name = found.span(1), found.group(1)
            town = known_place(name, self._sheet) if name[0].isupper() else None
            other = self._sheet.marks.has(*span, *_LABELS, "region", "person_title")
            if town is not None and not other and not self._sheet.dates_within(*span):
                return Found("city", town, *span, "prose", score)
        return None

    def town_ahead(self, start: int, day: int) -> list[Found]:
        """Return the town that a day is set beside, one of several: "Roma (26 ottobre) e Cagliari (5 …)"."""
        sheet, tokens = self._sheet, self._sheet.marks.tokens
        gap = sheet.text[max(start, day - 3) : day]
        mark = next((mark for mark in "(:" if mark in gap), None)
        if mark is None:
            return []
        end = day - len(gap) + len(gap[: gap.index(mark)].rstrip())
        last = tokens.at(end)
        for first in range(max(0, last - 3), last):
            a = tokens.starts[first]
            words = sheet.text[a:end]
            if a >= start and words[:1].isupper() and "," not in words and not sheet.dates_within(a, end):
                named = known_place(words.title() if words.isupper() else words, sheet)
                town = town_of(named, sheet) if named is not None else None
                here = town is not None and town.country == (home(sheet) or town.country)
                if named is not None and here and not sheet.marks.has(a, end, *_LABELS):
                    return [Found("city", named, a, end, "prose", 0.85)]
        return []

    def _best_venue(self, found: list[Found]) -> list[Found]:
        """Return the first house that has a name, else the first house, with the room that is told of it."""
        sheet = self._sheet
        halls = [one for one in found if sheet.marks.has(one.start, one.end, "venue")] or found
        named = [one for one in halls if any(c.isupper() for c in sheet.text[one.start : one.end])]
        best = (named or halls)[:1]
        rooms = [one for one in found if one not in best and not sheet.marks.has(one.start, one.end, "venue")]
        return [*best, *(replace(one, field="room") for one in rooms[:1] if best)]

    def around(self, address: Address, score: float) -> list[Found]:
        """Return the postcode and the town behind an address, and the venue that stands before it."""
        sheet, found = self._sheet, []
        stop = min(len(sheet.text), address.end + 90)
        place = locality_at(sheet.text, address.end, stop) or self._further(address.end, stop)
        piece = _NEXT_PIECE.match(sheet.text, address.end, stop)
        if place is not None:
            found.append(Found("postcode", place.postcode, place.start, place.end, "prose", score))
            if place.town is not None:
                end = place.town_start + len(place.town)
                town_name = known_place(place.town, sheet) if place.town.isupper() else None
                found.append(Found("city", town_name or place.town, place.town_start, end, "prose", score))
            else:
                town = town_behind(sheet, place.end, min(len(sheet.text), place.end + 40), "prose", score)
                found.extend([town] if town else [])
        elif piece:
            named = quartered_town(piece.group(1), sheet) or self._closing(*piece.span(1))
            found.extend([Found("city", named, *piece.span(1), "prose", score)] if named else [])
        else:
            found.extend(self._led_town(address.end, stop, score))
        return [*found, *self._ahead(address, score - 0.05)]

    def _led_town(self, start: int, stop: int, score: float) -> list[Found]:
        """Return the town behind a street and a preposition: "4 rue Babeuf à Montreuil"."""
        led = next(iter(self._sheet.marks.within(start, min(stop, start + 12), "at")), None)
        if led is None or self._sheet.text[start : led.start].strip(" ,"):
            return []
        town = town_behind(self._sheet, led.end, stop, "prose", score)
        named = known_place(town.value, self._sheet) if town is not None else None
        if town is not None and named is not None:
            return [replace(town, value=named)]
        unknown = town_at(self._sheet, led.end, stop, score - 0.1)
        return [unknown] if unknown is not None else []

    def _closing(self, start: int, stop: int) -> str | None:
        """Return the piece that closes an address as a town, though no gazetteer knows it."""
        closed = self._sheet.text[stop : stop + 1] in ("", ".", ")", ";", "\n")
        return unknown_town(self._sheet, start, stop) if closed else None

    def _further(self, start: int, stop: int) -> Locality | None:
        """Return the postcode and the town of the address' own line, a floor or a flat between."""
        text = self._sheet.text
        line = text.find("\n", start, stop)
        end = line if line >= 0 else stop
        code = POSTCODE.search(text, start, end)
        dated = code is not None and self._sheet.dates_within(code.start() - 12, code.end())
        if code is not None and not dated and is_code_of(home(self._sheet), code.group(1)):
            return Locality(code.group(1), code.start(1), code.end(1))
        return locality_inside(text, start, end) or self._below(end, stop)

    def _below(self, line: int, stop: int) -> Locality | None:
        """Return the postcode that begins the line under the next, a quarter's or a floor's between."""
        second = self._sheet.text.find("\n", line + 1, stop)
        between = self._sheet.text[line:second].strip()
        code = POSTCODE.match(self._sheet.text, second + 1) if 0 < len(between) < _SHORT_LINE else None
        if code is None or any(c.isdigit() for c in between):
            return None
        return Locality(code.group(1), code.start(1), code.end(1))

    def _ahead(self, address: Address, score: float) -> list[Found]:
        """Return the venue before an address: behind a preposition, or the piece before the last comma."""
        sheet = self._sheet
        start = max(sheet.sentence(address.start)[0], address.start - 130)
        venues = self.venues(start, address.start, score)[-1:]
        beside = venue_beside(sheet, start, address.start, score)
        if beside is not None and not (venues and beside.start > venues[0].start):
            return [beside]
        if venues and address.start - venues[0].end < 40:
            return venues
        ahead = sheet.text[start : address.start].rstrip()
        housed = house_ahead(sheet, start, address.start, score) if not venues else None
        if ahead[-1:] not in (",", "("):
            return [housed] if housed is not None else venues
        names = [
            name
            for hit in sheet.marks.within(start, address.start, "at", "label_where", "clock_after")
            for name in self._reader.after(hit.end, address.start, filler=1)[:1]
        ]
        close = [n for n in names if start + len(ahead) - 2 <= n.end <= start + len(ahead)]
        if not close:
            return [housed] if housed is not None else venues
        name = close[-1]
        if sheet.dates_within(name.start, name.end) or known_place(name.text, sheet):
            return venues
        return [Found("venue", venue_name(name.text, sheet), name.start, name.end, "prose", score)]

    def venues(self, start: int, stop: int, score: float) -> list[Found]:
        """Return the venues of ``text[start:stop]`` that are no street's name, in order."""
        found = venues_behind(self._sheet, self._reader, start, stop, score)
        return [one for one in found if one.start not in self._parts.streets]
