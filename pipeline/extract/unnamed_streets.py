"""Streets that no street's word tells: a name and a house number before a postcode or a town."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.localities import locality_follows
from pipeline.extract.town_mentions import town_follows
from pipeline.extract.towns import known_place
from pipeline.sheet import Sheet

HOUSE = re.compile(
    r"[^\S\n]{0,2},?[^\S\n]{0,2}(?:(?:(?:n(?:[º°ro]|úm)?|č|č\.\s?p)[.º°]{0,2}\s?)?"
    r"\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:[a-zA-Z]|\s[A-Z]|\s(?:bis|ter))?(?!\w|[.:]\d\d)"
    r"|s/n(?!\w)|snc(?!\w))"
)
"""A house's number behind its street: "5", "12-14 B", "nº 5", and "s/n", a house without one."""
_LINE = 160
"""The line of a house, above that of its street, is not longer."""
_ROOMS = ("room", "floor", "event", "online", "day_number")
_NOT_STREETS = (*_ROOMS, "seats", "chrome", "organisation", "programme", "venue")


@dataclass(frozen=True, slots=True)
class Address:
    """A street with its number, as written; ``sure``: its form alone tells that it is one."""

    text: str
    start: int
    end: int
    sure: bool = True

    @property
    def stands_alone(self) -> bool:
        """Tell what is no mere part of a house's name: a sure street, or one with a house's number."""
        return self.sure or any(c.isdigit() for c in self.text)


def unnamed_streets(sheet: Sheet) -> Iterator[Address]:
    """Yield names with a number before a postcode or a town: "Gorkého 2, Košice" has no street's word."""
    text, tokens = sheet.text, sheet.marks.tokens
    for k in tokens.among([word for word in tokens.places if word.isdigit()]):
        if not k or len(tokens.words[k]) > 4 or not tokens.words[k - 1].isalpha():
            continue
        if not 0 < tokens.starts[k] - tokens.ends[k - 1] <= 2:
            continue
        house = HOUSE.match(text, tokens.ends[k - 1])
        if house is None or not _is_ended(sheet, k, house.end()):
            continue
        start = tokens.starts[_phrase_before(sheet, k - 1)]
        coded = locality_follows(text, house.end())
        other = sheet.marks.has(start, tokens.ends[k - 1], *(_ROOMS if coded else _NOT_STREETS))
        other = other or (not coded and _is_district(sheet, start, k))
        if text[start].isupper() and not other and not is_dated(sheet, start, house.end()):
            yield Address(text[start : house.end()].strip(), start, house.end(), sure=coded)


def _is_district(sheet: Sheet, start: int, k: int) -> bool:
    """Tell a town's postal district from a house: "Town Hall, 5 Mill Lane, Dublin 2"."""
    tokens = sheet.marks.tokens
    return len(tokens.words[k]) < 3 and known_place(sheet.text[start : tokens.ends[k - 1]], sheet) is not None


def _is_ended(sheet: Sheet, k: int, end: int) -> bool:
    """Tell whether a postcode, a town or the end behind a venue marks token ``k`` as a house's."""
    text = sheet.text
    if locality_follows(text, end) or town_follows(sheet, end):
        return True
    first = sheet.marks.tokens.starts[_phrase_before(sheet, k - 1)]
    if text[end : end + 1] in ("", "\n") and text[max(0, first - 1) : first] == "\n":
        line = text.rfind("\n", 0, first - 1) + 1
        return first - line < _LINE and sheet.marks.has(line, first, "venue")
    before = text[max(0, first - 3) : first].rstrip()[-1:]
    if text[end : end + 1] not in ("", ".", ")", ";", "\n", ",") or before not in (",", "("):
        return False
    return sheet.marks.has(max(sheet.sentence(first)[0], first - 80), first, "venue")


def _phrase_before(sheet: Sheet, last: int) -> int:
    """Return the first token of the line's piece that ends at token ``last``: five words at most."""
    text, tokens = sheet.text, sheet.marks.tokens
    i = k = last
    while k > 0 and last - k < 6:
        gap = text[tokens.ends[k - 1] : tokens.starts[k]]
        k -= 1
        glued = tokens.words[k] in ("-", "'", ".") and gap in ("", " ")
        if not (tokens.words[k].isalpha() or glued) or "\n" in gap or len(gap) > 2:
            break
        i = k if text[tokens.starts[k]].isupper() else i
    return i


def is_dated(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether a day or an hour is written over ``text[start:stop]``."""
    days = any(day.end > start for day in sheet.dates_within(start - 40, stop))
    return days or any(time.end > start for time in sheet.times_within(start - 25, stop))
