"""Years that a page tells beside its dates: in an event's name, in the day's own sentence, in an address.

"Folkefest 2015 … from 4/6 to 5/6", "In 2008 the meetings chose (see the minutes of 6 May)",
".../conference_20102023", ".../summer-school-2015/programme".
"""

from __future__ import annotations

import re
from itertools import islice

from pipeline.extract.dates import DateMention
from pipeline.extract.years import YEAR, real_day
from pipeline.sheet import Sheet

_DIGITS = re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)(\d\d)(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,300}")
_MOST = 200
"""A page's years, and its addresses, are looked at up to so many."""
ONLINE = 1998
"""An earlier year is none of an announcement on the web."""
_GLUE = frozenset("-–—/_")
"""Beside a year they make a stretch of years, a law's number or part of an address."""
_SPLITS = ("since", "past_edition", "funded_by", "funds")
"""In such a sentence a year is a beginning's or a programme's."""
_ENDS = tuple(_GLUE)
_OTHER = ("period", "not_event")


def address_days(*texts: str) -> dict[tuple[int, int], int]:
    """Return (month, day) → year of the dates that addresses write in eight figures, either way round."""
    found: dict[tuple[int, int], int] = {}
    for text in texts:
        for a, b, c, d in (hit.groups() for hit in islice(_DIGITS.finditer(text), _MOST)):
            for year, month, day in ((a + b, c, d), (c + d, b, a)):
                if YEAR.fullmatch(year) and real_day(int(year), int(month), int(day)):
                    found[int(month), int(day)] = int(year)
    return found


def addresses(sheet: Sheet) -> list[str]:
    """Return the page's own address and those that its text writes out."""
    return [sheet.page.url, *(hit.group() for hit in islice(_ADDRESS.finditer(sheet.text), _MOST))]


def named_year(sheet: Sheet) -> int | None:
    """Return the one year that events' names carry in the page's text and its addresses; None of several."""
    written = set()
    for hit in islice(YEAR.finditer(sheet.text), _MOST):
        ahead, behind = sheet.text[hit.start() - 1 : hit.start()], sheet.text[hit.end() : hit.end() + 2]
        slug = ahead == "-" and sheet.text[hit.start() - 2 : hit.start() - 1].isalpha()
        apart = behind[:1] not in _GLUE or not behind[1:].isdigit()
        if apart and (slug or (ahead == " " and _is_name(sheet, hit.start() - 1))):
            written.add(int(hit.group()))
    return written.pop() if len(written) == 1 else None


def sentence_year(sheet: Sheet, mention: DateMention, sentence: tuple[int, int]) -> tuple[int, bool] | None:
    """Return the only year that stands ahead of a day in its sentence, and whether an event's name has it."""
    if any(day.year for day in mention.days) or sheet.marks.has(*sentence, *_SPLITS):
        return None
    dated = sheet.dates_within(*sentence)
    if any(day.year for one in dated for day in one.days):
        return None
    hits = list(islice(YEAR.finditer(sheet.text, sentence[0], mention.start), 3))
    if len(hits) != 1:
        return None
    start, end = hits[0].span()
    around = sheet.text[max(start - 1, 0) : start] + sheet.text[end : end + 1]
    ends = any(sheet.before(start, key, 1, sentence[0]) for key in ("range_to", "before_day"))
    if _GLUE.intersection(around) or ends:
        return None
    return int(hits[0].group()), _is_name(sheet, start - 1)


def free_year(sheet: Sheet) -> int | None:
    """Return the latest year that stands in a running sentence as a time: "in 2024", "the events of 2024".

    A capital ahead makes it a name's ("Agenda 2030"), a dash a stretch's; neither is a beginning's nor a
    programme's year.
    """
    found = []
    for hit in islice(YEAR.finditer(sheet.text), _MOST):
        first, last = sheet.sentence(hit.start())
        word = sheet.text[first : hit.start()].rpartition(" ")[0].rpartition(" ")[2]
        small = word.isalpha() and (word.islower() or hit.start() - first <= len(word) + 1)
        led = small and sheet.text[hit.start() - 1] == " "
        stretch = sheet.text[hit.end() : hit.end() + 2].strip()[:1] in _ENDS
        if led and not stretch and not sheet.marks.has(first, last, *_SPLITS, *_OTHER):
            found.append(int(hit.group()))
    return max((year for year in found if year >= ONLINE), default=None)


def month_years(dates: list[DateMention]) -> dict[int, int]:
    """Return month → year of the months that the page tells with one year alone: "photo: June 2019"."""
    told: dict[int, set[int]] = {}
    for mention in dates:
        if mention.kind == "month" and mention.days[0].year is not None:
            told.setdefault(mention.days[0].month, set()).add(mention.days[0].year)
    return {month: years.pop() for month, years in told.items() if len(years) == 1}


def _is_name(sheet: Sheet, stop: int) -> bool:
    """Tell whether the word that ends at ``stop`` is an event's noun."""
    return any(hit.end == stop for hit in sheet.marks.within(max(0, stop - 60), stop, "event"))
