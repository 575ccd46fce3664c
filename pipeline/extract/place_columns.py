"""Places in tables whose cells stand one below the other: the column that a head, "Place", is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.sheet import Sheet

_LEAST_ROWS = 3
_FEWEST, _MOST = 3, 7
"""A row has so many cells."""
_LONGEST = 90


def columned_places(sheet: Sheet, days: Sequence[int]) -> dict[int, int]:
    """Return the place's block by the block of its day; ``days``: those that are nothing but a day.

    Rows have equally many cells, and above them stand heads of which one asks for the day, one for the place.
    """
    if len(days) < _LEAST_ROWS:
        return {}
    width, rows = Counter(b - a for a, b in pairwise(days)).most_common(1)[0]
    if not _FEWEST <= width <= _MOST or 2 * rows < len(days) - 1:
        return {}
    heads = range(max(0, days[0] - 2 * width), days[0])
    when = [i for i in heads if _asks(sheet, i, "label_date", "label_when")]
    where = [i for i in heads if _asks(sheet, i, "label_where")]
    offset = next((b - a for a in when for b in reversed(where) if 0 < abs(b - a) < width), None)
    if offset is None:
        return {}
    return {day: day + offset for day in days if _is_cell(sheet, day + offset)}


def _asks(sheet: Sheet, i: int, *keys: str) -> bool:
    """Tell whether block ``i`` is nothing but a label of one of these keys."""
    return not sheet.label_keys(sheet.blocks[i].text.strip(" |:")).isdisjoint(keys)


def _is_cell(sheet: Sheet, i: int) -> bool:
    """Tell whether block ``i`` may name a place: short, without a day or an hour."""
    if not 0 <= i < len(sheet.blocks):
        return False
    block = sheet.blocks[i]
    dated = sheet.dates_within(block.start, block.end) or sheet.times_within(block.start, block.end)
    return not dated and any(c.isalpha() for c in block.text) and len(block.text) < _LONGEST
