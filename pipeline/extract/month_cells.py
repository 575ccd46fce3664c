"""Days in the cells of a table whose months lead its rows or columns: "January | 5 | 19", "February | 2, 16".

Figures are days only where several months lead, every figure of them is a day of its month, and those of a
row or a column ascend; what year they are in is told elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from heapq import merge
from itertools import pairwise
from operator import attrgetter

from pipeline.blocks import Box, Document
from pipeline.extract.days import DateMention, Day
from pipeline.words import Marks

_DAYS = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)?\*?(?:\s*[,&;/]\s*|\s+and\s+|\s+|$))+")
_NUMBER = re.compile(r"\d{1,2}")
_MONTH = re.compile(r"([^\W\d_]+)\.?(?:,? ((?:19|20)\d\d))?:?")
_FEWEST, _MOST = 2, 6
"""So many months lead at least; a cell holds no more days."""
_LONGEST = 40
_LEAP = 2024

Row = list[Box]
Head = tuple[int, int | None]
"""A month and its year, where it is told."""


def with_month_cells(found: list[DateMention], document: Document, marks: Marks) -> list[DateMention]:
    """Return the page's written days with those of such tables' cells, in order."""
    if not marks.tokens.among(marks.known.months):
        return found
    found = [mention for mention in found if not _spans_rows(document, mention)]
    new: list[DateMention] = []
    for rows in _tables(document):
        for cells in (_led_rows(document, marks, rows), _led_columns(document, marks, rows)):
            if len({head for head, _ in cells}) >= _FEWEST:
                new.extend(_mentions(document, marks, cells))
    if not new:
        return found
    new.sort(key=attrgetter("start"))
    starts = [mention.start for mention in new]
    # The last month of a row and the first day below it look like one date: "March", "11".
    kept = [m for m in found if bisect_left(starts, m.start) == bisect_left(starts, m.end)]
    return list(merge(kept, new, key=attrgetter("start")))


def _tables(document: Document) -> Iterator[list[Row]]:
    """Yield the rows of each table, each as its cells' boxes."""
    rows: dict[int, Row] = defaultdict(list)
    for box in document.boxes:
        if box.tag in ("td", "th") and box.parent >= 0 and document.boxes[box.parent].tag == "tr":
            rows[box.parent].append(box)
    tables: dict[int, list[Row]] = defaultdict(list)
    for row, cells in rows.items():
        tables[document.box_around(row, "table")].append(cells)
    yield from (found for table, found in tables.items() if table >= 0)


def _spans_rows(document: Document, mention: DateMention) -> bool:
    """Tell a row's last figure and the month that begins the next row from a date: "2", "February"."""
    if "\n" not in document.text[mention.start : mention.end] or not document.line_boxes:
        return False
    lines = (document.index_of_line(offset) for offset in (mention.start, mention.end - 1))
    one, other = (document.box_around(document.line_boxes[line][1], "tr") for line in lines)
    return one != other and min(one, other) >= 0


def _words(document: Document, box: Box) -> str:
    """Return a cell's words; of a long one only so many that they are no month and no days."""
    return document.text[box.start : min(box.end, box.start + _LONGEST)].strip()


def _head(document: Document, marks: Marks, box: Box) -> Head | None:
    """Return the month that is all of a cell."""
    told = _MONTH.fullmatch(_words(document, box))
    month = marks.known.months.get(told.group(1).lower()) if told else None
    return (month, int(told.group(2)) if told.group(2) else None) if told and month else None


def _led_rows(document: Document, marks: Marks, rows: list[Row]) -> list[tuple[Head, Box]]:
    """Return the cells behind a month that begins their row; none where one holds no days that ascend."""
    cells: list[tuple[Head, Box]] = []
    for first, *rest in rows:
        head = _head(document, marks, first)
        filled = [box for box in rest if _words(document, box)]
        if head is None or not filled or any(_head(document, marks, box) for box in filled):
            continue
        days = [n for box in filled for n in _days(document, head, box)]
        if not all(_days(document, head, box) for box in filled) or any(a >= b for a, b in pairwise(days)):
            return []
        cells.extend((head, box) for box in filled)
    return cells


def _led_columns(document: Document, marks: Marks, rows: list[Row]) -> list[tuple[Head, Box]]:
    """Return the cells below a row of months; none where one below a month holds no days."""
    cells: list[tuple[Head, Box]] = []
    heads: dict[int, Head] = {}
    width = 0
    for row in rows:
        months = {n: head for n, box in enumerate(row) if (head := _head(document, marks, box)) is not None}
        if len(months) >= _FEWEST:
            heads, width = months, len(row)
            continue
        whole = heads.items() if len(row) == width else ()
        below = [(head, row[n]) for n, head in whole if _words(document, row[n])]
        if not all(_days(document, head, box) for head, box in below):
            return []
        cells.extend(below)
    return cells


def _days(document: Document, head: Head, box: Box) -> list[int]:
    """Return the days that are all of a cell, in order; none where it holds anything else."""
    words = _words(document, box)
    if not _DAYS.fullmatch(words):
        return []
    days = [int(number) for number in _NUMBER.findall(words)]
    length = monthrange(head[1] or _LEAP, head[0])[1]
    fits = all(1 <= day <= length for day in days) and all(a < b for a, b in pairwise(days))
    return days if fits and len(days) <= _MOST else []


def _mentions(document: Document, marks: Marks, cells: list[tuple[Head, Box]]) -> Iterator[DateMention]:
    """Yield each figure of the cells as a day of the month that leads it."""
    for (month, year), box in cells:
        for number in _NUMBER.finditer(document.text, box.start, box.end):
            at = marks.tokens.at(number.start())
            day = (Day(month, int(number.group()), year),)
            yield DateMention(number.start(), number.end(), at, at, day, kind="grid")
