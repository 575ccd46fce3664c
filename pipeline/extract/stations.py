"""Meetings in several places on one day: a day's line, then lines that begin with hours and name streets."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.clock import TimeMention
from pipeline.extract.roles import EVENT, Occasion
from pipeline.sheet import Sheet

_FEWEST, _MOST = 2, 12
"""So many lines under a day are meetings of their own."""
_OPENS, _ALONE = 4, 4
"""Characters before a line's hours, and beside a line's day."""
_STREETS = ("street_before", "street_after")


def with_stations(sheet: Sheet, found: list[Occasion]) -> list[Occasion]:
    """Return the occasions with one for each meeting's line in place of its day's.

    A programme's points are no meetings: their lines name no streets.
    """
    out: list[Occasion] = []
    for occasion in found:
        lines = _lines(sheet, occasion) if occasion.role == EVENT and len(occasion.days) == 1 else []
        out += [_at(sheet, occasion, *line) for line in lines] or [occasion]
    return out


def _lines(sheet: Sheet, occasion: Occasion) -> list[tuple[int, TimeMention]]:
    """Return the blocks and hours of the meetings' lines under a day; none where they are but one."""
    block, at = sheet.blocks[occasion.block], occasion.mention
    if len(block.text) - (at.end - at.start) > _ALONE:
        return []
    lines: list[tuple[int, TimeMention]] = []
    for index in range(occasion.block + 1, min(occasion.block + 1 + _MOST, len(sheet.blocks))):
        line = sheet.blocks[index]
        times = sheet.times_within(line.start, line.start + _OPENS)
        ranged = bool(times) and times[0].until is not None
        if not ranged or sheet.dates_within(line.start, line.end):
            break
        if not sheet.marks.has(times[0].end, line.end, *_STREETS):
            break
        lines.append((index, times[0]))
    return lines if len(lines) >= _FEWEST else []


def _at(sheet: Sheet, day: Occasion, index: int, time: TimeMention) -> Occasion:
    """Return the day as it is told by one meeting's line."""
    line = sheet.blocks[index]
    mention = replace(day.mention, start=time.start, end=time.start)
    return replace(
        day, mention=mention, block=index, sentence=(line.start, line.end), time=time, led_in=True,
        shared_time=False, reasons=[],
    )  # fmt: skip
