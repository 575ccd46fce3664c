"""Towns that begin the parts of a list, each right ahead of its day or hour: "Ely, 4 May, walk; Rota, 9 May".

Of such a row only some towns are known to a gazetteer; that all parts are alike tells the others.
"""

from __future__ import annotations

import re

from pipeline.extract.persons import is_person
from pipeline.extract.roles import Occasion
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.gazetteer import country_code
from pipeline.sheet import Sheet

_BACK = 60
_WORD = r"[^\W\d_a-zß-ÿ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_NAME = rf"(?:^|[\n;•·]|[:.]\s)[ \t–•·*-]*({_WORD}(?: (?:[^\W\d_]{{1,3}} )?{_WORD}){{0,3}})"
"""A name of up to four words with capitals that begins a line or a part."""
_AHEAD = re.compile(rf"{_NAME}[ ,:–—(-]{{1,4}}(?:[^\W\d_]{{1,3}}\.? ){{0,2}}$")
_HOUSED = re.compile(rf"{_NAME} ?[–—:,-]+ ?([^\n;.:–—]{{4,40}}?)[ ,–—(-]{{1,3}}$")
"""Marks or blanks stand between it and its day or hour, or marks and a house: "Ely – Village Hall, 4 May"."""
_LEAST_ROWS, _LEAST_KNOWN, _LEAST = 3, 2, 3
_MANY = 4
"""Of so many rows one town that is known speaks for all."""
_OTHER = ("event", "organisation", "role", "person_title", "speaker", "online", "region", "chrome", "room")
_SURE, _GUESSED = 0.75, 0.7


def town_of_row(sheet: Sheet, occasion: Occasion) -> list[Found]:
    """Return the town that begins an occasion's part of a list, ahead of its day or its hour."""
    rows, time = sheet.once(row_towns), occasion.time
    town = rows.get(occasion.mention.start) or (rows.get(time.start) if time is not None else None)
    return [town] if town is not None else []


def row_towns(sheet: Sheet) -> dict[int, Found]:
    """Return the towns by the offset of the day or the hour that each stands ahead of."""
    rows: dict[int, tuple[int, int]] = {}
    for anchor in (*(day.start for day in sheet.dates), *(time.start for time in sheet.times)):
        span = _name_ahead(sheet, anchor)
        if span is not None and _may_be_town(sheet, *span):
            rows[anchor] = span
    names = {sheet.text[slice(*span)] for span in rows.values()}
    known = {name: known_place(name, sheet) for name in names}
    told = sum(town is not None for town in known.values())
    if len(names) < _LEAST_ROWS or told < (_LEAST_KNOWN if len(names) < _MANY else 1):
        return {}
    return {anchor: _town(sheet, span, known) for anchor, span in rows.items()}


def _name_ahead(sheet: Sheet, anchor: int) -> tuple[int, int] | None:
    """Return the span of the name that begins a part, a day or an hour at ``anchor`` next, or a house."""
    low = max(0, anchor - _BACK)
    found = _AHEAD.search(sheet.text, low, anchor)
    if found is None:
        found = _HOUSED.search(sheet.text, low, anchor)
        if found is not None and not sheet.marks.has(*found.span(2), "venue"):
            return None
    return found.span(1) if found is not None and (found.start() > low or low == 0) else None


def _town(sheet: Sheet, span: tuple[int, int], known: dict[str, str | None]) -> Found:
    name = sheet.text[slice(*span)]
    town = known[name]
    return Found("city", town or name, *span, "record", _SURE if town else _GUESSED)


def _may_be_town(sheet: Sheet, start: int, end: int) -> bool:
    """Tell a name that may be a town's from a calendar's, a person's, a country's and a common word."""
    name = sheet.text[start:end]
    words = name.lower().replace("-", " ").split()
    calendar = (sheet.known.months, sheet.known.weekdays, sheet.small_words)
    if len(name) < _LEAST or any(word in names for word in words[:1] for names in calendar):
        return False
    if sheet.marks.has(start, end, *_OTHER) or sheet.dates_within(start, end):
        return False
    if sheet.label_keys(name) or (name.isupper() and len(words) > 1):
        return False
    return not is_person(name, sheet.known) and country_code(name, sheet.known.own) is None
