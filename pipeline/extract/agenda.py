"""The hours of an event that tells only its programme's: from the first point to the last one's end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.extract.clock import TimeMention
from pipeline.sheet import Sheet

FEWEST, _FEW = 3, 2
"""Lines that begin with an hour make a programme where they are no fewer; under its heading the second."""
_DAY = 16
"""Characters ahead of a day that begins its line, its weekday among them."""
OPENS = 3
"""Characters before a programme point's hour."""
LONGEST = 10
"""Blocks between two points: what is said under a point, its speakers in a list."""


def programme_hours(sheet: Sheet) -> TimeMention | None:
    """Return when a page's only programme of one day begins and, where it is told, ends; None without one."""
    points = _points(sheet)
    run = _first_day(sheet, points)
    fewest = (
        _FEW if run and "label_programme" in sheet.labels_over(sheet.block_index(run[0].start)) else FEWEST
    )
    if len(run) < fewest or any(b.begin < a.begin for a, b in pairwise(run)):
        return None
    first, last = run[0], run[-1]
    if len(run) < len(points):
        return replace(first, until=None)
    until = last.until
    block = sheet.blocks[sheet.block_index(last.start)]
    if until is None and sheet.marks.has(last.end, block.end, "label_end", "pause"):
        until = last.begin
    return replace(first, until=until if until != first.begin else None)


def _first_day(sheet: Sheet, points: list[TimeMention]) -> list[TimeMention]:
    """Return the points up to a line that begins with the next day, or up to one far below."""
    run = points[:1]
    for one, other in pairwise(points):
        a, b = sheet.block_index(one.start), sheet.block_index(other.start)
        days = sheet.dates_within(one.start, other.start)
        opening = any(day.start - sheet.blocks[sheet.block_index(day.start)].start <= _DAY for day in days)
        if opening or b - a > LONGEST:
            break
        run.append(other)
    return run


def _points(sheet: Sheet) -> list[TimeMention]:
    """Return the hours that begin a line which goes on with what happens then, in the page's main part."""
    return [time for time in sheet.times if is_point(sheet, time)]


def is_point(sheet: Sheet, time: TimeMention) -> bool:
    """Tell an hour that begins a line of the page's main part which goes on with what happens then."""
    block = sheet.document.block_at(time.start)
    if block is None or block.region != "main":
        return False
    call = sheet.before(time.start, "clock", OPENS, block.start)
    if (call.start if call is not None else time.start) - block.start > OPENS:
        return False
    return any(c.isalpha() for c in sheet.text[time.end : block.end])
