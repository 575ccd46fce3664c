"""The hours of an event that tells only its programme's: from the first point to the last one's end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.extract.clock import TimeMention
from pipeline.sheet import Sheet

FEWEST = 3
"""Lines that begin with an hour make a programme where they are no fewer."""
OPENS = 3
"""Characters before a programme point's hour."""
LONGEST = 10
"""Blocks between two points: what is said under a point, its speakers in a list."""


def programme_hours(sheet: Sheet) -> TimeMention | None:
    """Return when a page's only programme of one day begins and, where it is told, ends; None without one."""
    points = _points(sheet)
    if len(points) < FEWEST or any(b.begin < a.begin for a, b in pairwise(points)):
        return None
    blocks = [sheet.block_index(time.start) for time in points]
    if any(b - a > LONGEST for a, b in pairwise(blocks)):
        return None
    if sheet.dates_within(points[0].start, points[-1].end):
        return None
    first, last = points[0], points[-1]
    until = last.until
    block = sheet.blocks[blocks[-1]]
    if until is None and sheet.marks.has(last.end, block.end, "label_end", "pause"):
        until = last.begin
    return replace(first, until=until if until != first.begin else None)


def _points(sheet: Sheet) -> list[TimeMention]:
    """Return the hours that begin a line which goes on with what happens then, in the page's main part."""
    return [time for time in sheet.times if is_point(sheet, time)]


def is_point(sheet: Sheet, time: TimeMention) -> bool:
    """Tell an hour that begins a line of the page's main part which goes on with what happens then."""
    block = sheet.document.block_at(time.start)
    if block is None or block.region != "main" or time.start - block.start > OPENS:
        return False
    return any(c.isalpha() for c in sheet.text[time.end : block.end])
