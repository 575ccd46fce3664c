"""Venues told by a noun's ending: "at" in "Harjun koululla", "the" in "i kultursalen", "på rådhuset"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.declension import nominative
from pipeline.extract.names import NameReader
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.sheet import Sheet
from pipeline.words import Hit

_MOST_WORDS = 5
"""A venue's name has at most so many words before its noun."""


def bent_venue(sheet: Sheet, reader: NameReader, start: int, stop: int, score: float) -> list[Found]:
    """Return the first venue of ``text[start:stop]`` whose noun bends, and the town that begins its name.

    A venue with a name of its own goes before a bare noun.
    """
    tokens, bare = sheet.marks.tokens, None
    led = {at.last + 1 for at in sheet.marks.within(start, stop, "at")}
    bends = sheet.known.own.head == "last"
    for hit in sheet.marks.within(start, stop, *(("venue_in",) if bends else ("venue_in", "room"))):
        first = _first(sheet, reader, hit, start)
        if not bends and first not in led:
            first -= 1
            if first not in led or not _owns(sheet, first):
                continue
        elif not bends and hit.key == "room":
            continue
        last = _house(sheet, hit, first)
        a, b = tokens.starts[first], tokens.ends[last]
        text = nominative(" ".join(sheet.text[a:b].split()), sheet.known.own, sheet.country)
        found = Found("venue", text[:1].upper() + text[1:], a, b, "prose", score)
        if sheet.text[a].isupper() and (first < last or a > start):
            town = known_place(sheet.text[a : tokens.ends[first]], sheet) if first < last else None
            city = Found("city", town or "", a, tokens.ends[first], "prose", score - 0.1)
            return [found, city] if town else [found]
        bare = bare or replace(found, score=score - 0.1)
    return [bare] if bare else []


def _first(sheet: Sheet, reader: NameReader, hit: Hit, start: int) -> int:
    """Return the token that a venue's name begins with: capitals and venues' nouns before its own."""
    of, i = reader.words, hit.first
    nouns = {noun.first for noun in sheet.marks.within(start, hit.end, "venue", "organisation")}
    events = {noun.last for noun in sheet.marks.within(start, hit.start, "event")} - nouns
    while i > 0 and hit.first - i < _MOST_WORDS and of.starts[i - 1] >= start:
        before = i - 1
        hyphen = of.words[before] == "-" and of.ends[before] == of.starts[i]
        if before in events:
            break
        if (of.gap(i) not in (" ", "") or not (of.letter(before) or before in nouns)) and not hyphen:
            break
        i = before
    while i < hit.first and not of.letter(i):
        i += 1
    return i


def _owns(sheet: Sheet, i: int) -> bool:
    """Tell a genitive by its ending: "kommunhusets foajé", "skolans aula"."""
    word = sheet.marks.tokens.words[i]
    return len(word) > 4 and word.endswith(sheet.known.own.phrases["possessive"])


def _house(sheet: Sheet, hit: Hit, first: int) -> int:
    """Return the last token of the house that a hall is in: "Oulun kaupungintalon valtuustosalissa"."""
    before = hit.first - 1
    if before < first or not sheet.marks.has(hit.start, hit.end, "room"):
        return hit.last
    return before if sheet.marks.has(sheet.marks.tokens.starts[before], hit.start, "venue") else hit.last
