"""On which side of days that stand alone on their lines a page's places stand, as in flattened tables."""

from __future__ import annotations

from pipeline.blocks import Block
from pipeline.extract.place_lines import is_place_line, tells_day
from pipeline.extract.place_parts import PartReader
from pipeline.sheet import Sheet

_REACH = 3
"""A place stands at most so many lines from its day, an hour or a quarter between."""
_MOST_LETTERS = 10
"""A day alone on its line has no more letters beside it: "at", "o'clock"."""


def lone_days(sheet: Sheet) -> list[int]:
    """Return the blocks that are nothing but a day, with its hour or without, in order."""
    return [i for i, block in enumerate(sheet.blocks) if _is_lone(sheet, block) and not _is_stamp(sheet, i)]


def sided_places(sheet: Sheet, parts: PartReader) -> dict[int, int]:
    """Return the place's block by the block of its day, where all places stand on one side of their days.

    The first day has none above it, then, or the last none below it; nothing where that cannot be told.
    """
    days = lone_days(sheet)
    if len(days) < 2:
        return {}
    above = {day: _nearest(sheet, parts, day, -1) for day in days}
    below = {day: _nearest(sheet, parts, day, 1) for day in days}
    if (above[days[0]] is None) == (below[days[-1]] is None):
        return {}
    kept = above if below[days[-1]] is None else below
    found = {day: at for day, at in kept.items() if at is not None}
    return found if 2 * len(found) >= len(days) else {}


def _is_lone(sheet: Sheet, block: Block) -> bool:
    days = sheet.dates_within(block.start, block.end)
    if not days or block.label or len(block.text) > 80 or block.region != "main":
        return False
    told = [(day.start, day.end) for day in days]
    told += [(time.start, time.end) for time in sheet.times_within(block.start, block.end)]
    inside = sum(c.isalpha() for a, b in told for c in sheet.text[a:b])
    return sum(c.isalpha() for c in block.text) - inside <= _MOST_LETTERS


def _is_stamp(sheet: Sheet, i: int) -> bool:
    """Tell the day of a page's publication by the lines above it."""
    first = sheet.blocks[max(0, i - 2)].start
    return sheet.marks.has(first, sheet.blocks[i].end, "published", "label_published")


def _nearest(sheet: Sheet, parts: PartReader, day: int, step: int) -> int | None:
    """Return the nearest place's block before (-1) or behind (1) a day, no other day between."""
    blocks = sheet.blocks
    for i in range(day + step, day + step * (_REACH + 1), step):
        if not 0 <= i < len(blocks) or tells_day(sheet, parts, blocks[i]):
            return None
        if blocks[i].region != blocks[day].region or blocks[i].kind == "item":
            return None
        if is_place_line(sheet, parts, blocks[i]):
            return i
    return None
