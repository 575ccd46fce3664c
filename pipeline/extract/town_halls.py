"""Towns that a hall tells: right behind it, or in its name; known to a gazetteer or not."""

from __future__ import annotations

import re

from pipeline.extract.persons import is_person
from pipeline.extract.town_names import is_spelt
from pipeline.extract.towns import genitive_town, home, known_place, town_of
from pipeline.extract.values import Found
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet

_LINK = 12
_NAME = re.compile(
    r"(?:[^\W\d_]{1,4}\. )?[^\W\d_][^\W\d_'’-]{1,24}(?:-[^\W\d_]{2,24}){0,3}"
    r"(?:[ ’'](?:[^\W\d_a-zà-žß][^\W\d_]{1,24}|[a-z]{1,3})(?=[^\w]|$)){0,3}"
)
"""A town's name: an abbreviation before it, hyphens and small links in it."""
_CLOSERS = ".;)\n"
_OTHER = (
    *("street_before", "street_after", "label_where", "month_part", "online", "day_number"),
    *("venue", "room", "organisation", "event", "floor", "region", "role"),
)
"""What no town's name holds."""
_LEAST = 3
_TOLD, _CODED = 0.2, 0.25
"""What a name beside a hall, and one in a hall's name, costs of the hall's own score."""
_NAMED = 0.15
"""A town in a house's name that the gazetteer knows is so much less sure than the house."""
_LED, _GUESSED = 0.25, 0.5
"""A name in a house's name, behind "in" and beside its noun: an address' town is surer than the first,
the page's surer than the second."""


def town_beside(sheet: Sheet, hall: Found, stop: int, score: float) -> Found | None:
    """Return the town right behind a hall: "at the Hall in Meland", "i församlingshemmet, Källeryd."."""
    led = next(iter(sheet.marks.within(hall.end, min(stop, hall.end + _LINK), "at")), None)
    if led is not None and not sheet.text[hall.end : led.start].strip(" ,"):
        return town_at(sheet, led.end, stop, score - _TOLD)
    comma = sheet.text[hall.end : hall.end + 2] == ", "
    return town_at(sheet, hall.end + 2, stop, score - _CODED, sure=True) if comma else None


def town_at(sheet: Sheet, start: int, stop: int, score: float, sure: bool = False) -> Found | None:
    """Return the name that begins at ``start`` and closes its phrase as a town.

    ``sure``: only a mark, a preposition or a day closes it, as behind a comma.
    """
    first = start + len(sheet.text[start:stop]) - len(sheet.text[start:stop].lstrip(" "))
    found = _NAME.match(sheet.text, first, min(stop, first + 60))
    if found is None:
        return None
    words = found.group().split()
    while words and not words[-1][0].isupper():
        words.pop()
    name = " ".join(words)
    end = first + len(name)
    if _is_short(name, sheet) or not name[0].isupper() or not _is_free(sheet, first, end):
        return None
    known = known_place(name, sheet)
    if known is None and not _is_closed(sheet, end, sure or sheet.known.own.capital_nouns):
        return None
    return Found("city", known or name, first, end, "prose", score)


def town_in_name(sheet: Sheet, hall: Found, score: float) -> Found | None:
    """Return the town in a hall's own name: "Dorfgemeinschaftshaus Bärweiler", "kerk van Niehove".

    Behind "in" or "at" any hall's, else that of a house which a town has, as its hall or its school.
    """
    inner = sheet.marks.within(hall.start + 2, hall.end, "at_town")[-1:]
    led = _named(sheet, inner[0].end, hall.end, score - _NAMED, score - _LED) if inner else None
    if led is not None:
        return led
    at = sheet.marks.within(hall.start + 2, hall.end, "at")[-1:] if not inner else []
    led = _named(sheet, at[0].end, hall.end, score - _NAMED, 0.0) if at else None
    if led is not None and is_spelt(led.value, sheet):
        return led  # "Folkebiblioteket på Voss"
    house = sheet.marks.within(hall.start, hall.end, "town_house")[-1:]
    if not house:
        return None
    start = house[0].end
    links = sheet.marks.within(start, min(hall.end, start + _LINK), "belongs", "at_town")
    start = max([hit.end for hit in links if hit.first == house[0].last + 1], default=start)
    behind = _named(sheet, start, hall.end, score - _NAMED, score - _GUESSED)
    before = bool(sheet.known.own.phrases["possessive"]) or sheet.known.own.head == "last"
    if behind is not None or not before:
        return behind
    return _named(sheet, hall.start, house[0].start, score - _NAMED, score - _GUESSED)


def _named(sheet: Sheet, start: int, stop: int, known_score: float, score: float) -> Found | None:
    """Return all of ``text[start:stop]`` as a town, if it may be one."""
    name = sheet.text[start:stop].strip(" ,-–")
    if _is_short(name, sheet) or not name[0].isupper() or _NAME.fullmatch(name) is None:
        return None
    first = sheet.text.index(name, start)
    known = known_place(name, sheet) or genitive_town(name, sheet)
    spelt = known is not None and is_spelt(name, sheet)  # "Peñafiel" looks like a club, a peña
    if not spelt and not _is_free(sheet, first, first + len(name)):
        return None
    town = town_of(known, sheet) if known is not None else None
    if town is not None and home(sheet) is not None and town.country != home(sheet):
        return None  # "Convento de Santo Domingo"
    last = name.split()[-1]
    if known is None and last != name and sheet.text[first - 1 : first] != " " and known_place(last, sheet):
        first, name, known = first + len(name) - len(last), last, known_place(last, sheet)
    return Found("city", known or name, first, first + len(name), "prose", known_score if known else score)


def _is_short(name: str, sheet: Sheet) -> bool:
    """Tell what is too short for a town's name, but for one of two letters spelt as it is: "Ås"."""
    return len(name) < _LEAST and not (name.istitle() and len(name) == _LEAST - 1 and is_spelt(name, sheet))


def _is_free(sheet: Sheet, start: int, end: int) -> bool:
    """Tell a name that is no house's, no street's, no person's and no common word."""
    name = sheet.text[start:end]
    if sheet.marks.has(start, end, *_OTHER) or sheet.dates_within(start, end):
        return False
    plain = name.replace(". ", " ").replace("’", "").replace("'", "").replace("-", " ")
    small = any(word in sheet.small_words for word in name.lower().split()[:1])
    if small or is_person(name, sheet.known) or not plain.replace(" ", "").isalpha():
        return False
    return not sheet.times_within(start, end) and country_code(name, sheet.known.own) is None


def _is_closed(sheet: Sheet, end: int, sure: bool) -> bool:
    """Tell whether a phrase ends at ``end``: a mark, a day, a preposition, or, not ``sure``, a small word."""
    text = sheet.text
    if text[end : end + 1] in _CLOSERS or end >= len(text):
        return True
    gap = end + len(text[end : end + 3]) - len(text[end : end + 3].lstrip(" ,("))
    if sheet.dates_within(end, gap + 1) or sheet.times_within(end, gap + 1):
        return True
    led = sheet.marks.within(end, end + _LINK, "at", "clock")
    if any(not text[end : hit.start].strip(" ,") for hit in led):
        return True
    return not sure and text[end] == " " and text[end + 1 : end + 2].islower()
