"""Venues that end right before their address: "at the Lumen Trust, Old Mill, 3 Cambridge Street"."""

from __future__ import annotations

import re

from pipeline.extract.leads import place_leads
from pipeline.extract.persons import is_person
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.extract.venues import venue_name
from pipeline.sheet import Sheet

_EDGE = re.compile(r"[,;:(]\s|\.\s|\n|\s[–-]\s|\(")
_TOLD = ("happens", "happened", "invites", "organises")
_LONGEST_NAME = 9
"""No venue's name beside its address is of more words."""
_REACH = 80
"""A house's own name and where it is stand in so many characters."""


def venue_beside(sheet: Sheet, start: int, stop: int, score: float) -> Found | None:
    """Return the venue that ends ``text[start:stop]``, before its address: "…, Town Hall, 5 Mill Lane"."""
    text = sheet.text
    end = start + len(text[start:stop].rstrip(" ,(/–-\n"))
    parted = max((mark.end() for mark in _EDGE.finditer(text, start, end)), default=start)
    first = parted + len(text[parted:end]) - len(text[parted:end].lstrip(" "))
    led = sheet.marks.within(first, end, "at")
    if led and led[0].start == first:
        return None
    if led and led[-1].end == end:
        end = first + len(text[first : led[-1].start].rstrip())
    nouns = sheet.marks.within(first, end, "venue")
    if not nouns or not 1 < len(text[first:end].split()) <= _LONGEST_NAME:
        return None
    heads = nouns[0].start == first or (text[first].isupper() and not sheet.marks.has(first, end, "at"))
    if not heads or sheet.dates_within(first, end) or sheet.marks.has(first, end, *_TOLD, "copula"):
        return None
    first = _named_before(sheet, start, first)
    return Found("venue", venue_name(text[first:end], sheet), first, end, "prose", score)


def _named_before(sheet: Sheet, start: int, first: int) -> int:
    """Return where the house's own name begins ahead of where it is: "at the Lumen Trust, Old Mill, 3 …"."""
    text = sheet.text
    if text[first - 2 : first] != ", ":
        return first
    led = place_leads(sheet, max(start, first - _REACH), first)
    begin = led[-1].end + 1 if led else start
    articles = sheet.known.own.phrases["article"]
    words = text[begin : first - 2].split()
    if words and words[0].lower() in articles:
        begin, words = begin + len(words[0]) + 1, words[1:]
    plain = (
        0 < len(words) < _LONGEST_NAME
        and words[0][0].isupper()
        and _EDGE.search(text, begin, first - 2) is None
    )
    other = sheet.marks.has(begin, first, *_TOLD, "event", "copula", "person_title") or is_person(
        " ".join(words), sheet.known
    )
    town = known_place(" ".join(words), sheet) if plain else None
    return begin if plain and not other and town is None and not sheet.dates_within(begin, first) else first
