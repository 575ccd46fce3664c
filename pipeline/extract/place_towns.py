"""Pieces of a place's line that are towns, though no gazetteer knows them, by where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.towns import is_page_word, known_place
from pipeline.extract.values import Found
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet

Span = tuple[int, int]
_BRACKET = 2
"""A bracket begins so close behind its town."""


def town_first(sheet: Sheet, venue: list[Span], method: str, score: float) -> Found | None:
    """Return the first piece of a record's "Village, hall", though no gazetteer knows the village."""
    marks = sheet.marks
    if len(venue) < 2 or marks.has(*venue[0], "venue", "room", "organisation", "event", "label_where"):
        return None
    text = sheet.text[venue[0][0] : venue[0][1]]
    named = text[0].isupper() and len(text.split()) < 3 and not any(c.isdigit() for c in text)
    named = named and not any(word.isupper() for word in text.split())
    halls = any(marks.has(a, b, "venue", "room") for a, b in venue[1:])
    return Found("city", text, *venue[0], method, score) if named and halls else None


def town_last(sheet: Sheet, venue: list[Span], stop: int, method: str, score: float) -> Found | None:
    """Return the last piece of "Village Hall, Village" as a town, though no gazetteer knows it."""
    a, b = venue[-1]
    text = sheet.text[a:b]
    tail = sheet.text[b:stop].strip(" ,.;()")
    before_country = len(venue) == 1 and bool(tail) and country_code(tail, sheet.known.own) is not None
    if not text[:1].isupper() or any(c.isdigit() for c in text):
        return None
    if sheet.marks.has(a, b, "venue", "room", "organisation", "online", "region") or is_page_word(
        sheet, a, b
    ):
        return None
    if before_country or (len(venue) > 1 and len(text.split()) == 1):
        return Found("city", text, a, b, method, score)
    return None


def ends_address(sheet: Sheet, piece: Found, found: list[Found]) -> bool:
    """Tell a town that no gazetteer knows: a word or two with capitals right behind a street."""
    fields = [part.field for part in found]
    words = piece.value.split()
    if fields[-1:] != ["address"] or "city" in fields or not 0 < len(words) < 3:
        return False
    named = all(word.isalpha() and word.istitle() for word in words)
    other = sheet.marks.has(piece.start, piece.end, "venue", "room", "organisation", "region")
    return named and not other and not is_page_word(sheet, piece.start, piece.end)


def called_town(sheet: Sheet, a: int, b: int) -> str | None:
    """Return the town of "sołectwo Komorów" or "Kaiu alevik", which a town's noun begins or ends."""
    noun = next(iter(sheet.marks.within(a, b, "town_noun")), None)
    if noun is None or (noun.start != a and noun.end != b):
        return None
    start, stop = (a, noun.start) if noun.end == b else (noun.end, b)
    if is_page_word(sheet, start, stop):
        return None
    name = sheet.text[start:stop].strip()
    named = 0 < len(name.split()) < 4 and all(word[0].isupper() for word in name.split())
    return (known_place(name, sheet) or name) if named and name.replace(" ", "").isalpha() else None


def adds_to_town(sheet: Sheet, a: int, b: int, found: Sequence[Found]) -> bool:
    """Tell what brackets add to a town's name right ahead of them: "Halle (*Saale*)"."""
    opened = sheet.text[a - 1 : a] == "(" and sheet.text[b : b + 1] == ")"
    towns = [part.end for part in found if part.field == "city"] if opened else []
    return any(0 < a - end <= _BRACKET for end in towns) and not sheet.marks.has(a, b, "venue", "room")
