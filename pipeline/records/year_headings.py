"""Years that stand once over the days below them: "2024 Meetings", a column "2019", "January 2024"."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from pipeline.blocks import Block
from pipeline.extract.roles import EVENT, Occasion
from pipeline.extract.years import real_day
from pipeline.records.linked_years import linked_year
from pipeline.sheet import Sheet

_YEAR = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)(?![\d/])")
_SHORT = 100
_REACH = 400
"""A sentence of a paragraph counts in so many first characters of it."""
_BACK, _AHEAD = 30, 3
"""Years that far from the fetch are numbers of something else."""
_SOON, _LATELY = 150, -31
"""Days of a list without years lie that near to the fetch, or else in a year that is told elsewhere."""
_MONTHS = 7
"""A list over so many months is one year's."""


def settle_under_headings(sheet: Sheet, found: list[Occasion]) -> None:
    """Give days that are written without a year the year that stands over them, where the weekday allows it.

    Without such a heading, a list's days are those nearest to the fetch, where they fit it all together.
    """
    if not sheet.document.boxes:
        return
    years = _years(sheet)
    starts = [start for start, _ in years]
    left = []
    links = sheet.document.links
    begins = [link.start for link in links]
    for occasion in found:
        days = occasion.mention.days
        if not days or any(day.year or not day.day for day in days):
            continue
        linked = linked_year(links, begins, occasion.mention.start, days[0])
        if linked is not None and _settle(occasion, linked):
            continue
        at = bisect_right(starts, occasion.mention.start) - 1
        if at < 0 or not _settle(occasion, years[at][1]):
            left.append(occasion)
    _settle_by_fetch(sheet, [o for o in left if o.role == EVENT])


def _settle(occasion: Occasion, year: int) -> bool:
    """Put an occasion in ``year``; tell whether calendar and weekday allow it."""
    days = occasion.mention.days
    told = [found for day in days if (found := real_day(year, day.month, day.day or 1))]
    weekday = occasion.mention.weekday if len(days) == 1 else None
    if len(told) < len(days) or weekday not in (None, told[0].weekday()):
        return False
    occasion.days, occasion.inferred = tuple(told), True
    return True


def _settle_by_fetch(sheet: Sheet, left: list[Occasion]) -> None:
    """Settle a list's days by the fetch: soon after it, or in its year where they run through a year."""
    today = sheet.fetch_day
    plain = [o for o in left if o.mention.weekday is None and not o.mention.weak]
    if today is None or len(plain) < 3:
        return
    nearest = {id(o): _nearest(o, today) for o in plain}
    away = [(day - today).days for day in nearest.values() if day is not None]
    if sum(_LATELY <= days <= _SOON for days in away) >= 0.7 * len(plain):
        for occasion in plain:
            day = nearest[id(occasion)]
            if day is not None:
                _settle(occasion, day.year)
    elif len({o.mention.days[0].month for o in plain}) >= _MONTHS:
        for occasion in plain:
            _settle(occasion, today.year)


def _nearest(occasion: Occasion, today: date) -> date | None:
    day = occasion.mention.days[0]
    years = (today.year, today.year + 1, today.year - 1)
    options = [found for year in years if (found := real_day(year, day.month, day.day or 1))]
    return min(options, key=lambda found: abs((found - today).days)) if options else None


def _years(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the lines that name one year and no day, as (offset, year), in order."""
    out: list[tuple[int, int]] = []
    for block in sheet.blocks:
        year = _year_of(sheet, block)
        if year is not None:
            out.append((block.start, year))
    return out


def _year_of(sheet: Sheet, block: Block) -> int | None:
    """Return the year that a line puts over those below it."""
    if block.region in ("nav", "footer") or block.kind == "alt":
        return None
    short = len(block.text) < _SHORT or block.kind == "heading"
    head = block.text if short else block.text[:_REACH]
    end = block.start + len(head)
    named = {int(y) for y in _YEAR.findall(head)}
    if len(named) != 1:
        return None
    year = named.pop()
    if sheet.fetch_day is not None and not -_BACK <= year - sheet.fetch_day.year <= _AHEAD:
        return None
    lists = ("event",) if not short else ("event", "listing", "papers", "organisation")
    bare = sum(c.isalpha() for c in head) <= 12
    if any(day.day for m in sheet.dates_within(block.start, end) for day in m.days):
        return None
    return year if bare or sheet.marks.has(block.start, end, *lists) else None
