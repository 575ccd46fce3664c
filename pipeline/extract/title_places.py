"""Where a title ends and a place begins: what of a row's words only says where the event is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.title_phrases import EDGE, Title
from pipeline.extract.values import Found
from pipeline.gazetteer import nominative_town
from pipeline.sheet import Sheet

_NUMBERED_STREET = re.compile(r"[^\W\d_]{3,} (?!(?:19|20)\d\d\b)\d{1,4}\b")
"""A street and its house; a name and its year is none: "Day of Rivers 2026"."""
_PARTS = (", ", ". ", " | ", " – ", " - ")
_SHORT, _SHORT_NAME = 12, 7
_WHERE = frozenset({"venue", "room", "address", "postcode", "city"})
_LEFT = 0.3
"""A title has at least so much of its letters beside the names of where it is."""
_TOWN = 2
"""A town's name has so many words."""


def says_where(sheet: Sheet, title: Title, place: Sequence[Found]) -> bool:
    """Tell a title of whose words hardly any are left beside the place, days and hours read there."""
    if title.start is None or title.end is None or sheet.document.markup is not None:
        return False
    if title.method == "part":
        return False  # a place that was read there is a mistake
    told = [(one.start, one.end) for one in place if one.field in _WHERE]
    told += [(one.start, one.end) for one in sheet.dates_within(title.start, title.end)]
    told += [(one.start, one.end) for one in sheet.times_within(title.start, title.end)]
    if not any(one.field == "venue" and one.start < title.end and one.end > title.start for one in place):
        return False
    left = [
        c
        for i, c in enumerate(sheet.text[title.start : title.end], title.start)
        if c.isalpha() and not any(a <= i < b for a, b in told)
    ]
    return len(left) < _LEFT * sum(c.isalpha() for c in title.text)


def begins(sheet: Sheet, start: int, end: int, *keys: str) -> bool:
    """Tell whether a word of ``keys`` stands at the very beginning of a span."""
    return any(hit.start <= start + 1 for hit in sheet.marks.within(start, end, *keys)[:2])


def is_placed(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words that say where, and not what: a hall or a street, no event's noun."""
    if sheet.marks.has(start, end, "event"):
        return False
    street = _NUMBERED_STREET.search(sheet.text[start:end]) is not None
    remark = sheet.text.find(" (", start, end)
    if remark > 0 and sheet.text[start:remark].count(" ") < _TOWN:  # "Leek (Community Centre)"
        town = nominative_town(sheet.text[start:remark].strip(EDGE), sheet.known.own, sheet.country)
        street = street or town is not None or sheet.marks.has(remark, end, "organisation")
    town, comma, _ = sheet.text[start:end].partition(",")
    street = street or (
        (bool(comma) or len(town.split()) <= _TOWN)
        and nominative_town(town.strip(EDGE), sheet.known.own, sheet.country) is not None
    )
    street = street or (sheet.text[start:end].strip(EDGE)[:1].isdigit() and _has_street(sheet, start, end))
    return street or sheet.marks.has(start, end, "venue", "room", "online")


def _has_street(sheet: Sheet, start: int, end: int) -> bool:
    """Tell a house's number ahead of its street: "12 rue Haute"."""
    return sheet.marks.has(start, end, "street_before", "street_after")


def past_place(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a row's span behind the place that stands ahead of a colon: "Town Hall, Leek: open debate"."""
    for mark in (" : ", ": "):
        at = sheet.text.find(mark, start, end)
        if at > start and end - at > _SHORT and is_placed(sheet, start, at):
            return at + len(mark), end
    return start, end


def without_place(sheet: Sheet, start: int, end: int, shortest: int = _SHORT_NAME) -> tuple[int, int]:
    """Return a span without what it says of the place at its end: "Repair evening, Town Hall, Leek".

    ``shortest``: so many characters are left at least.
    """
    while (cut := max(sheet.text.rfind(mark, start, end) for mark in _PARTS)) - start > shortest:
        begun = cut + 1
        if not is_placed(sheet, begun, end):
            break
        end = cut
    return start, end


def is_held_somewhere(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words of what there is ahead of a small word and a house: "a stall at the market hall"."""
    for hit in sheet.marks.within(start, end, "at"):
        ahead = sheet.text[start : hit.start].strip(EDGE)
        if " " in ahead and sheet.marks.has(hit.end, min(end, hit.end + _SHORT), "venue"):
            return not is_placed(sheet, start, hit.start)
    return False


def is_one_of_many(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words with an article, which no house's name has here, ahead of a place: "a fair, Mill Lane 7"."""
    last = without_place(sheet, start, end)[1]
    plain = sheet.text[start].islower() and last < end and last - start > _SHORT_NAME
    return plain and begins(sheet, start, last, "article") and not is_placed(sheet, start, last)
