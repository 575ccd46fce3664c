"""Rooms told with their house in one phrase, in languages that bend it: "w Sali Narad Urzędu Gminy"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.declension import nominative
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.sheet import Sheet

_MOST_AHEAD = 2
"""A room's noun has so many adjectives ahead of it."""


def room_apart(venue: Found, sheet: Sheet) -> tuple[Found, Found] | None:
    """Return the house and the room of a venue's phrase that tells both; None where it tells but one.

    The house is told by its genitive, or by a preposition: "v zasedací místnosti na Městském úřadě".
    """
    own, tokens = sheet.known.own, sheet.marks.tokens
    if (
        not own.endings
        or own.head != "first"
        or own.capital_nouns
        or "\n" in sheet.text[venue.start : venue.end]
    ):
        return None
    first = tokens.at(venue.start)
    rooms = sheet.marks.within(venue.start, venue.end, "room")
    if not rooms or rooms[0].first - first > _MOST_AHEAD:
        return None
    behind = max(hit.last for hit in rooms if hit.first <= rooms[0].last)
    nouns = sheet.marks.within(tokens.ends[behind], venue.end, "venue", "organisation")
    noun = next((hit for hit in nouns if not sheet.marks.has(hit.start, hit.end, "room")), None)
    if noun is None or "," in sheet.text[venue.start : noun.start]:
        return None
    while behind + 1 < noun.first and _agrees(sheet, first, behind, behind + 1):
        behind += 1
    k = noun.first
    while k - 1 > behind and _is_bent(sheet, k - 1, venue.end):
        k -= 1
    led = any(hit.last == k - 1 for hit in sheet.marks.within(venue.start, tokens.starts[k], "at"))
    if not led and not _is_bent(sheet, k, venue.end):
        return None
    house = sheet.text[tokens.starts[k] : venue.end]
    words = sheet.text[venue.start : tokens.ends[k - 1 - led]]
    name = venue_name(house, sheet)
    return (
        replace(
            venue,
            value=name[:1].upper() + name[1:] if venue.value[:1].isupper() else name,
            start=tokens.starts[k],
        ),
        replace(
            venue, field="room", value=nominative(words, own, sheet.country), end=venue.start + len(words)
        ),
    )


def _agrees(sheet: Sheet, first: int, noun: int, k: int) -> bool:
    """Tell the room's own adjective behind its noun, "sali konferencyjnej", from the house's first."""
    tokens, text = sheet.marks.tokens, sheet.text
    if text[tokens.starts[k]].isupper() != text[tokens.starts[noun]].isupper():
        return False
    words = text[tokens.starts[first] : tokens.ends[k]]
    last = nominative(words, sheet.known.own, sheet.country).split()[-1]
    return last != text[tokens.starts[k] : tokens.ends[k]]


def _is_bent(sheet: Sheet, k: int, stop: int) -> bool:
    """Tell a house's noun or adjective that stands in another case than the nominative."""
    start, end = sheet.marks.tokens.starts[k], sheet.marks.tokens.ends[k]
    words = sheet.text[start:stop]
    return nominative(words, sheet.known.own, sheet.country).split()[0] != sheet.text[start:end]
