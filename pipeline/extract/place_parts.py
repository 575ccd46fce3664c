"""A place written in one line, taken apart: "Hall, Street 12, 123 45 Town"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.addresses import find_addresses
from pipeline.extract.localities import POSTCODE, locality_inside
from pipeline.extract.named import Name
from pipeline.extract.place_towns import Span, adds_to_town, called_town, ends_address, town_first, town_last
from pipeline.extract.town_halls import town_in_name
from pipeline.extract.town_mentions import town_inside
from pipeline.extract.towns import known_place, quartered_town, town_behind
from pipeline.extract.unnamed_streets import HOUSE, Address
from pipeline.extract.values import Found
from pipeline.extract.venue_genitives import past_town
from pipeline.extract.venues import venue_name
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet
from pipeline.words import Hit

_SEPARATOR = re.compile(r"\s*[,;|│•·●\n]\s*|\s+[–—/-]\s*(?=[\s\w])|[–—-]\s+(?=[A-ZÀ-Ž])|:\s+|\s*[()]\s*")
_URL = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_HOUSE_FIRST = re.compile(r"\d{1,5} (?:[A-Z][^\W\d_]+\.? ?){1,4}")
"""A house's number before a street of any kind, where English writes it: "1 Courthouse Plaza"."""
_NUMBER = re.compile(r"[\s,]*\d[\d\s–/-]{0,9}[a-zA-Z]?$")
_LOOSE = " .,;(/"
"""Marks that belong to no piece's edge."""
_STATE = re.compile(r"[A-Z]{2}(?: \d{5})?")
_CODED_REGION = re.compile(r"(?<!\d)\d{5}(?: [^\W\d_]+)?$")
"""A region with a postcode, and its land, behind a town: "Bretagne 56290"."""
_LONGEST_VENUE = 120
_ABBREVIATED = 3
_ONLINE = 20  # a phrase such as "online (Zoom)" may go on so far behind its piece


class PartReader:
    """Takes places of one sheet apart; ``addresses`` are all of the page's, ``streets`` their offsets."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.addresses = find_addresses(sheet)
        self._starts = [address.start for address in self.addresses]
        self.streets = frozenset(n for one in self.addresses for n in range(one.start, one.end))

    def addresses_within(self, start: int, stop: int) -> list[Address]:
        """Return the addresses that begin in ``text[start:stop]``, in order."""
        return self.addresses[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def parts(self, start: int, stop: int, method: str, score: float, strict: bool = False) -> list[Found]:
        """Return the parts of a place in ``text[start:stop]``: told by its form, or else the venue.

        ``strict``: what is not told by its form is no venue, as in a line that may be about anything.
        """
        sheet = self._sheet
        found: list[Found] = []
        venue: list[Span] = []
        done = start
        for a, b in _pieces(sheet.text, start, stop):
            if a < done:
                continue
            told = bool(venue) or any(part.field == "room" for part in found)
            part = self._part(a, b, method, score, last=told)
            if part is None:
                continue
            done = max(done, part.end if part.field in ("address", "online") else b)
            if part.field == "venue" and ends_address(sheet, part, found):
                part = replace(part, field="city", score=score - 0.2)
            if part.field == "venue":
                if not adds_to_town(sheet, a, b, found):
                    venue.append((part.start, b))
                continue
            found.append(part)
            if part.field == "postcode":
                town = town_behind(sheet, part.end, b, method, score)
                found.extend([town] if town else [])
            elif part.field == "address":
                venue.extend(self._before_address(a, part))
        found.extend(self._coded(start, stop, found, method, score))
        town = town_first(sheet, venue, method, score - 0.1) if method in ("record", "header") else None
        if town is not None and not any(part.field == "city" for part in found):
            found.append(town)
            venue = venue[1:]
        if venue and not any(part.field in ("city", "address") for part in found):
            town = town_last(sheet, venue, stop, method, score - 0.2)
            found.extend([town] if town else [])
            venue = venue[:-1] if town else venue
        if venue and sheet.text[venue[0][0]].islower() and any(_is_named(part) for part in found):
            venue = []  # "village centre – Salle Buisson": what is small says but where about
        if not venue and not strict:
            found = [_as_hall(part) for part in found]
        if venue and not strict:
            hall = self._venue(venue, method, score)
            found.extend([hall] if hall else [])
        if not any(part.field == "city" for part in found):
            town = town_inside(sheet, start, stop, method, score - 0.1, self.streets)
            halls = [part for part in found if part.field == "venue"] if town is None else []
            town = town_in_name(sheet, halls[0], score - 0.1) if halls else town
            found.extend([replace(town, method=method)] if town else [])
        return found

    def _before_address(self, a: int, address: Found) -> list[Span]:
        """Return what stands before an address in its own piece: a venue without a comma behind it."""
        words = self._sheet.text[a : address.start].rstrip(" .:–-/")
        led = self._sheet.marks.within(a, a + len(words), "at")
        if led and led[0].start == a and len(led) > 1:
            a, words = led[0].end + 1, words[led[0].end + 1 - a :]
        if led and led[-1].end == a + len(words):
            words = words[: led[-1].start - a].rstrip()
        hall = len(words) > 3 and self._sheet.marks.has(a, address.start, "venue")
        return [(a, a + len(words))] if hall else []

    def _coded(self, start: int, stop: int, found: list[Found], method: str, score: float) -> Iterator[Found]:
        """Yield the postcode and the town of "Akron, OH 44308", where no piece was either."""
        if any(part.field == "postcode" for part in found):
            return
        at = max((part.end for part in found if part.field == "address"), default=start)
        place = locality_inside(self._sheet.text, at, stop)
        if place is None or place.town is None:
            return
        yield Found("postcode", place.postcode, place.start, place.end, method, score)
        if not any(part.field == "city" for part in found):
            end = place.town_start + len(place.town)
            yield Found("city", place.town, place.town_start, end, method, score)

    def _part(self, a: int, b: int, method: str, score: float, last: bool) -> Found | None:
        """Return what the piece ``text[a:b]`` is by its form, a venue for want of better; None: no place."""
        sheet, marks = self._sheet, self._sheet.marks
        led = next(iter(marks.within(a, b, "at")), None)
        if led is not None and led.start == a and led.end + 2 < b and self._is_led(led, b):
            a = led.end + sheet.text[led.end].isspace()  # "à l'UFR"
        piece = sheet.text[a:b]
        if any(hit.start == a and hit.end == b for hit in marks.within(a, b, "chrome")):
            return None  # "University of York (Map)"

        def found(field: str, value: str = piece, start: int = a, end: int = b) -> Found:
            return Found(field, value, start, end, method, score)

        address = next((x for x in self.addresses_within(a - 1, b) if self._is_apart(x, a)), None)
        if address is not None:
            return found("address", address.text, address.start, address.end)
        if sheet.known.own.house_number == "before" and _HOUSE_FIRST.fullmatch(piece):
            town = POSTCODE.match(piece) and known_place(piece.split(" ", 1)[1], sheet)
            if not town:
                return found("address") if not sheet.dates_within(a, b) and not self._is_room(a, b) else None
        code = POSTCODE.match(piece)
        if code:
            return found("postcode", code.group(1), a, a + code.end())
        hall, capital = marks.has(a, b, "venue"), piece[:1].isupper()
        if not hall and len(piece) < 40:
            afar = next((hit for hit in marks.within(a, b + _ONLINE, "online") if hit.start < b), None)
            if afar is not None:
                return found("online", end=max(b, afar.end))
            town = (quartered_town(piece, sheet) if capital else None) or called_town(sheet, a, b)
            if town:
                return found("city", town)
        if (capital and country_code(piece, sheet.known.own)) or _STATE.fullmatch(piece):
            return None
        if self._is_street(a, b, behind=last):
            return found("address")
        if self._is_room(a, b, last):
            return found("room")
        if sheet.dates_within(a, b) or sheet.times_within(a, b) or sum(c.isalpha() for c in piece) < 2:
            return None
        if last and _CODED_REGION.search(piece) and not hall:
            return None
        shouted = method in ("header", "record") and piece.isupper()
        if shouted and not hall and " " in piece:
            return None  # a title in capitals
        if not hall and (piece[:1].islower() or locality_inside(sheet.text, a, b) is not None):
            return None
        return found("venue")

    def _is_apart(self, street: Address, a: int) -> bool:
        """Tell a street from a part of a house's name, "School on Mill Street", in a piece from ``a`` on."""
        halls = self._sheet.marks.within(a, street.start, "venue")
        named = any(hit.end - hit.start > _ABBREVIATED for hit in halls)
        return named or street.stands_alone or street.start <= a

    def _is_led(self, led: Hit, b: int) -> bool:
        """Tell a preposition before a place, "In der Aula", from a name's first word, "På Bryggan"."""
        text = self._sheet.text
        long = led.last > led.first
        return text[led.start].islower() or (long and self._sheet.marks.has(led.end, b, "venue"))

    def _is_street(self, a: int, b: int, behind: bool) -> bool:
        """Tell a street of unknown kind behind a venue by its house number, or one that its word begins."""
        sheet, piece = self._sheet, self._sheet.text[a:b]
        words = sheet.marks.within(a, b, "street_before")
        if words and words[0].start <= a + 1 and words[0].end < b:
            return any(c.isupper() for c in piece) and not any(c.isdigit() for c in piece)
        ends = sheet.marks.within(a, b, "street_after") if behind and len(piece.split()) > 1 else []
        if ends and ends[-1].end == b and piece.istitle() and not sheet.marks.has(a, b, "venue", "room"):
            return True  # "Stuart Street"
        head = _NUMBER.sub("", piece)
        house = HOUSE.match(sheet.text, a + len(head))
        numbered = house is not None and house.end() == b and b - a - len(head) > 1
        named = len(head) > 3 and piece[0].isupper() and len(head.split()) <= 4
        if not (behind and numbered and named):
            return False
        return not sheet.marks.has(a, b, "room", "floor", "venue", "event", "organisation")

    def _is_room(self, a: int, b: int, behind: bool = False) -> bool:
        """Tell a room: a piece that a room's or a floor's noun is in, with a number or of three words.

        ``behind``: a house is told ahead, whose room an adjective may tell: "Library, *grote zaal*".
        """
        marks, piece = self._sheet.marks, self._sheet.text[a:b]
        nouns = marks.within(a, b, "room")
        short = any(c.isdigit() for c in piece) or len(piece.split()) <= 3
        if marks.has(a, b, "floor") and len(piece.split()) <= 4:
            return True
        adjective = behind and piece.islower() and len(piece.split()) == 2
        return bool(nouns) and (nouns[0].start <= a + 1 or adjective) and short

    def _venue(self, pieces: list[Span], method: str, score: float) -> Found | None:
        """Return the venue of up to three pieces, none of them behind an empty line or a full stop."""
        text = self._sheet.text
        halls = [i for i, (a, b) in enumerate(pieces) if self._sheet.marks.has(a, b, "venue", "room")]
        if halls and halls[0] and text[pieces[0][0]].islower():
            pieces = pieces[halls[0] :]
        kept = pieces[:1]
        for a, b in pieces[1:3]:
            named = len(text[a:b].split()) <= 4 or self._sheet.marks.has(a, b, "venue", "room")
            if text[kept[-1][1] : a].count("\n") > 1 or not named:
                break
            kept.append((a, b))
        if method != "label":
            first = Name(text[slice(*kept[0])], *kept[0])
            kept[0] = past_town(self._sheet, first).start, kept[0][1]
        value = ", ".join(text[a:b] for a, b in kept)
        if len(value) > _LONGEST_VENUE or not value[:1].isalnum():
            return None
        return Found("venue", venue_name(value, self._sheet), kept[0][0], kept[-1][1], method, score)


def _as_hall(part: Found) -> Found:
    """Return a room with a name of its own as the venue that it is where no house is named."""
    named = part.field == "room" and not any(c.isdigit() for c in part.value)
    return replace(part, field="venue") if named else part


def _is_named(part: Found) -> bool:
    """Tell a hall with a name of its own, a capital behind its noun."""
    return part.field == "room" and any(word[0].isupper() for word in part.value.split()[1:])


def _pieces(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the spans between separators that hold something, but for web addresses and mailboxes."""
    ends = [(found.start(), found.end()) for found in _SEPARATOR.finditer(text, start, stop)]
    at = start
    for end, following in [*ends, (stop, stop)]:
        piece = text[at:end].rstrip(_LOOSE)
        first, kept = at + len(piece) - len(piece.lstrip(_LOOSE)), at + len(piece)
        if kept - first >= 2 and not _URL.match(text, first, kept):
            yield first, kept
        at = following
