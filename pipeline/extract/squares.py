"""Squares, where people meet as they do in a house: streets without a number, and venues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.extract.candidate import NAMED, READ, Candidate
from pipeline.extract.leads import place_leads
from pipeline.extract.unnamed_streets import Address
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.sheet import Sheet

_LEAST = 0.5
_LED = 14


def is_square(address: Found, sheet: Sheet) -> bool:
    """Tell a square from a street: no house's number, and its word is a venue's noun: not "Castle Drive"."""
    if any(c.isdigit() for c in address.value):
        return False
    words = sheet.marks.within(address.start, address.end, "street_before", "street_after")
    return any(sheet.marks.has(hit.start, hit.end, "venue") for hit in words)


def as_venue(square: Found, sheet: Sheet) -> Found:
    """Return a square that is told as an address as the venue that it is."""
    return replace(square, field="venue", value=venue_name(square.value, sheet))


def squares_told(found: Iterable[Found], sheet: Sheet) -> list[Found]:
    """Return the surest square of an event of which no house is told, as its venue."""
    told = list(found)
    streets = [one for one in told if one.field == "address" and one.score >= _LEAST]
    if not streets or any(one.field in ("venue", "online") for one in told):
        return []
    best = max(streets, key=lambda one: one.score)
    return [as_venue(best, sheet)] if is_square(best, sheet) else []


def square_candidates(sheet: Sheet, addresses: Iterable[Address]) -> Iterator[Candidate]:
    """Yield the squares among a page's ``addresses`` as candidates for a venue."""
    for one in addresses:
        told = Found("address", one.text, one.start, one.end, "page", 0)
        if one.start < READ and is_square(told, sheet):
            led = place_leads(sheet, max(0, one.start - _LED), one.start)
            behind = any(one.start - hit.end <= 1 for hit in led)
            yield Candidate(as_venue(told, sheet).value, one.start, one.end, NAMED, led=behind)
