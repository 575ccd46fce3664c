"""An hour that is told once for several days: behind the last of them, below their list, or above it."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice, pairwise

from pipeline.extract.clock import TimeMention
from pipeline.extract.roles import Occasion
from pipeline.sheet import Sheet

PLACED = 60
"""Characters between days of which each has its place, and all one hour."""
_MOST, _CALLED = 200, 30
"""So many hours are looked at; "each time" stands so near ahead of one."""
_SEASON = timedelta(days=180)
_FEWEST = 2
"""An hour above a list is its days' where they are no fewer."""


def share_hours(sheet: Sheet, events: list[Occasion]) -> None:
    """Let days have the hour that is said once for all: "5 May, 12 May and 19 May at 6 pm"."""
    for left, right in zip(reversed(events[:-1]), reversed(events[1:]), strict=True):
        if left.time is not None or right.time is None:
            continue
        enumerated = left.sentence == right.sentence and _is_enumeration(sheet, left, right)
        later = left.block == right.block and right.time.start >= right.sentence[1]
        later = later and _are_near(left, right)
        if enumerated or later or _is_below(sheet, left, right):
            left.time, left.shared_time = right.time, True
    for left, right in pairwise(events):
        early = left.time is not None and left.time.start < left.mention.start
        if early and right.time is None and left.sentence == right.sentence:
            right.time, right.shared_time = left.time, True
    _share_above(sheet, events)


def _are_near(one: Occasion, other: Occasion) -> bool:
    """Tell two days of one season: not that of a house's opening from its anniversary."""
    return not (one.days and other.days) or abs(other.days[0] - one.days[0]) <= _SEASON


def _share_above(sheet: Sheet, events: list[Occasion]) -> None:
    """Give days that begin their lines, none with an hour, the one said above to be every day's or all's."""
    days = [o for o in events if len(o.days) == 1 and o.mention.kind != "month"]
    rows = [
        o for o in days if o.mention.start - sheet.blocks[o.block].start <= PLACED // 5 and o.time is None
    ]
    if len(rows) < _FEWEST:
        return
    timed = {o.time.begin for o in days if o.time is not None}
    for time in islice(sheet.times, _MOST):
        start, stop = sheet.sentence(time.start)
        every = sheet.before(time.start, "every", _CALLED, start)
        if time.end > rows[0].mention.start:
            return
        if timed:  # the hour of some days may be that of all
            told = every is not None and timed == {time.begin} and not sheet.dates_within(every.end, stop)
            dated = False
        else:
            told = every is not None or _leads_in(sheet, time, rows[0])
            dated = any(len(m.days) == 1 and m.days[0].day for m in sheet.dates_within(start, stop))
        if told and not dated:
            for occasion in rows:
                occasion.time, occasion.shared_time = time, True
            return


def _leads_in(sheet: Sheet, time: TimeMention, row: Occasion) -> bool:
    """Tell the hours of the line that leads a list in: "Drop in from 5 to 9 pm at one of our cafés:"."""
    line = sheet.blocks[max(row.block - 1, 0)]
    return line.start <= time.start < line.end and line.text.rstrip().endswith(":") and not time.bare


def _is_below(sheet: Sheet, left: Occasion, right: Occasion) -> bool:
    """Tell an hour below a list of days that is said to be every day's: "each time 10:00 to 15:00"."""
    time, block = right.time, sheet.blocks[right.block]
    if time is None or time.start < block.end or not left.block < right.block <= left.block + 2:
        return False
    return sheet.marks.has(sheet.sentence(time.start)[0], time.start, "every")


def _is_enumeration(sheet: Sheet, left: Occasion, right: Occasion) -> bool:
    """Tell days with nothing between them, or with a place each before one hour for all."""
    between = sheet.text[left.mention.end : right.mention.start]
    if len(between) <= 12:
        return "(" not in between
    alone = len(sheet.times_within(*left.sentence)) == 1
    return alone and len(between) <= PLACED and sheet.marks.has(*left.sentence, "every")
