"""Days of which a page shows the number only: a month's grid, and rows under a month's name.

"April 2025" over cells 1 to 30, or a row "MARCH 2025" over rows that begin with 4 and 12. A number is a day
only where all of a month's stand in order, or where it alone is the first cell of a row under its month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import pairwise
from operator import attrgetter

from pipeline.blocks import Document
from pipeline.extract.days import DateMention, Day
from pipeline.tokens import Tokens

_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?(?=\s|$)")
_SHORT = 40
_WHOLE = 28
"""A grid shows at least February."""
_WEEK, _WEEKS = 7, 4
"""A grid whose rows are weeks has at least so many."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A line that begins with a number up to 31; ``alone``: it is all of it; ``row``: its table row's box."""

    offset: int
    end: int
    value: int
    alone: bool
    row: int


def with_grid_days(found: list[DateMention], document: Document, tokens: Tokens) -> list[DateMention]:
    """Return the page's written days with those of its grids and of its rows under months, in order."""
    months = [m for m in found if m.kind == "month" and _is_head(document, m)]
    if not months or not document.line_boxes:
        return found
    taken = {m.start for m in found}
    numbers = [n for n in _numbers(document) if n.offset not in taken]
    heads = [m.start for m in months]
    added: dict[int, DateMention] = {}
    for month, part in _parts(months, heads, numbers):
        run = _grid(month, part)
        told = [(0, number) for number in run or _rows(document, month, part)]
        for later, number in [*told, *_beside(month, part, run)]:
            first = tokens.at(number.offset)
            day = (_day(month, later, number.value),)
            added[number.offset] = DateMention(number.offset, number.end, first, first, day, kind="grid")
    new = [added[offset] for offset in sorted(added)]
    return list(merge(found, new, key=attrgetter("start"))) if new else found


def _is_head(document: Document, mention: DateMention) -> bool:
    """Tell a line that is little more than a month with its year."""
    block = document.block_at(mention.start)
    told = bool(mention.days) and mention.days[0].year is not None
    return told and block is not None and len(block.text) <= _SHORT and block.region != "footer"


def _numbers(document: Document) -> Iterator[_Number]:
    """Yield the lines that begin with a number that may be a day's."""
    text, ends = document.text, [start for start, _ in document.line_boxes[1:]]
    for (start, box), stop in zip(document.line_boxes, [*ends, len(text) + 1], strict=True):
        opened = _NUMBER.match(text, start, stop - 1)
        if opened is None or not 1 <= int(opened.group(1)) <= 31:
            continue
        alone = opened.end() == stop - 1
        cell = box >= 0 and document.boxes[box].tag in ("td", "th")
        if alone or (cell and document.boxes[box].start == start):
            row = document.box_around(box, "tr")
            yield _Number(start, opened.end(1), int(opened.group(1)), alone, row)


def _parts(
    months: Sequence[DateMention], heads: Sequence[int], numbers: Sequence[_Number]
) -> Iterator[tuple[DateMention, list[_Number]]]:
    """Yield each month with the numbers between it and the next one."""
    at = 0
    for i, month in enumerate(months):
        stop = heads[i + 1] if i + 1 < len(heads) else None
        part: list[_Number] = []
        while at < len(numbers) and (stop is None or numbers[at].offset < stop):
            if numbers[at].offset > month.start:
                part.append(numbers[at])
            at += 1
        if part:
            yield month, part


def _grid(month: DateMention, part: list[_Number]) -> list[_Number]:
    """Return the numbers that are a month's days from the first to the last, in order; else none."""
    year = month.days[0].year or 1
    length = monthrange(year, month.days[0].month)[1]
    run: list[_Number] = []
    for number in part:
        if number.value == len(run) + 1:
            run.append(number)
        elif number.value == 1:
            run = [number]
        if len(run) == length:
            return run
    return run if len(run) >= _WHOLE else []


def _beside(month: DateMention, part: list[_Number], run: list[_Number]) -> Iterator[tuple[int, _Number]]:
    """Yield the days of the months before (-1) and after (1) in the rows of a grid's first and last days."""
    if not run or len({number.row for number in run}) < _WEEKS:
        return
    at = part.index(run[0])
    before = [n for n in part[max(0, at - _WEEK) : at] if n.row == run[0].row]
    last = _day(month, -1, 1)
    length = monthrange(last.year or 1, last.month)[1]
    if [n.value for n in before] == list(range(length - len(before) + 1, length + 1)):
        yield from ((-1, number) for number in before)
    at = part.index(run[-1]) + 1
    after = [n for n in part[at : at + _WEEK] if n.row == run[-1].row]
    if [n.value for n in after] == list(range(1, len(after) + 1)):
        yield from ((1, number) for number in after)


def _day(month: DateMention, later: int, number: int) -> Day:
    """Return a day of the month, or of the one so many months later."""
    told = month.days[0]
    years, place = divmod(told.month - 1 + later, 12)
    return Day(place + 1, number, told.year + years if told.year is not None else None)


def _rows(document: Document, month: DateMention, part: list[_Number]) -> list[_Number]:
    """Return the numbers that are the first cells of rows below a month's own row of one table.

    A month's cell that spans its rows has the first of them beside it.
    """
    at = document.index_of_line(month.start)
    own = document.box_around(document.line_boxes[at][1], "tr")
    table = document.box_around(own, "table")
    if table < 0:
        return []
    heads = {n for n in part if n.row == own and n.offset == document.text.find("\n", month.end) + 1}
    first = [
        n for n in part if n.alone and n.row >= 0 and (document.boxes[n.row].start == n.offset or n in heads)
    ]
    rows = [n for n in first if document.box_around(n.row, "table") == table]
    ordered = all(a.value <= b.value for a, b in pairwise(rows))
    return rows if ordered else []
