"""Venues in running text: what stands behind "at" or "in" and is marked by a venue's noun."""

from __future__ import annotations

import re

from pipeline.extract.declension import nominative
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.towns import bare, known_town
from pipeline.extract.values import Found
from pipeline.sheet import Sheet
from pipeline.tokens import cut

_EDGE = re.compile(r"[,;:(]\s|\.\s|\n|\s[–-]\s|\(")
_TOLD = ("happens", "happened", "invites", "organises")
_LONGEST_NAME = 9
"""No venue's name beside its address is of more words."""


def venues_behind(sheet: Sheet, reader: NameReader, start: int, stop: int, score: float) -> list[Found]:
    """Return the venues of ``text[start:stop]``, in order: "w Bibliotece Publicznej", "på Kulturhuset"."""
    tokens, out = sheet.marks.tokens, []
    for hit in sheet.marks.within(start, stop, "at"):
        names = reader.after(hit.end, stop, filler=2)
        if not names or names[0].start - hit.end > 24:
            continue
        name = _with_noun(sheet, names[0], stop)
        lone = tokens.at(name.end) - tokens.at(name.start) == 1
        if not sheet.marks.has(hit.end, name.end, "venue", "room") and not _says_venue(sheet, name.text):
            continue
        if not (lone and known_town(name.text, sheet)):
            out.append(Found("venue", venue_name(name.text, sheet), name.start, name.end, "prose", score))
    return out


def venue_beside(sheet: Sheet, start: int, stop: int, score: float) -> Found | None:
    """Return the venue that ends ``text[start:stop]``, before its address: "…, Town Hall, 5 Mill Lane"."""
    text = sheet.text
    end = start + len(text[start:stop].rstrip(" ,(/–-\n"))
    parted = max((mark.end() for mark in _EDGE.finditer(text, start, end)), default=start)
    first = parted + len(text[parted:end]) - len(text[parted:end].lstrip(" "))
    nouns = sheet.marks.within(first, end, "venue")
    if not nouns or not 1 < len(text[first:end].split()) <= _LONGEST_NAME:
        return None
    heads = nouns[0].start == first or (text[first].isupper() and not sheet.marks.has(first, end, "at"))
    if not heads or sheet.dates_within(first, end) or sheet.marks.has(first, end, *_TOLD):
        return None
    return Found("venue", venue_name(text[first:end], sheet), first, end, "prose", score)


def _with_noun(sheet: Sheet, name: Name, stop: int) -> Name:
    """Return the name with a venue's noun that goes on behind it: "Folkets hus"."""
    for hit in sheet.marks.within(name.start, min(stop, name.end + 25), "venue"):
        if hit.start <= name.end + 1 and hit.end > name.end:
            return Name(sheet.text[name.start : hit.end], name.start, hit.end)
    return name


def _says_venue(sheet: Sheet, name: str) -> bool:
    """Tell whether a name, an abbreviation's full form for one, has a venue's noun in it."""
    return any(hit.key == "venue" for hit in sheet.known.lexicon.find(cut(name)))


def venue_name(text: str, sheet: Sheet) -> str:
    """Return a venue's name in the nominative, the town behind its last preposition left to the city."""
    own = sheet.known.own
    words = text.split()
    prepositions = [i for i in range(1, len(words)) if words[i].lower() in own.phrases["at"]]
    if prepositions and prepositions[-1] > 1:
        tail = bare(" ".join(words[prepositions[-1] + 1 :]))
        if tail[:1].isupper() and known_town(tail, sheet):
            text = " ".join(words[: prepositions[-1]])
    return " ".join(nominative(text.strip(" ,.;:–-"), own, sheet.country).split())
