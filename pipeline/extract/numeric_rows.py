"""Days in figures that look like hours, "12.05", read as the lines beside them are: "28.04", "26.05".

A day and its month are told from an hour and its minutes by the rows of their list alone: each is a day, and
comes after the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import pairwise
from operator import attrgetter

from pipeline.extract.days import DateMention, Day
from pipeline.words import Marks

_OPENERS = frozenset({"|", "•", "-", "–", "*", "·"})
_FAR = 400
"""Characters between two rows of one list."""
_FEWEST, _SHORT = 2, 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that begins with two numbers and a dot between, or with a weekday's letters and these.

    ``led``: there are such letters, in any language; ``weekday``: the one that they are in the page's.
    """

    first: int
    last: int
    day: Day
    led: bool
    weekday: int | None
    read: bool


def with_numeric_rows(found: list[DateMention], marks: Marks) -> list[DateMention]:
    """Return the page's written days with those that only the rows beside them tell from hours, in order."""
    weak = {n for mention in found if mention.weak for n in range(mention.first, mention.last + 1)}
    if not weak:
        return found
    rows = list(_rows(marks, weak))
    new = [_mention(marks, row) for n, row in enumerate(rows) if not row.read and _fits(marks, rows, n)]
    return list(merge(found, new, key=attrgetter("start"))) if new else found


def _rows(marks: Marks, weak: set[int]) -> Iterator[_Row]:
    """Yield the lines that begin so; ``weak`` are the tokens of such days as are read already."""
    tokens = marks.tokens
    words, starts, ends, weekdays = tokens.words, tokens.starts, tokens.ends, marks.known.weekdays
    for i, word in enumerate(words):
        opens = i == 0 or "\n" in marks.text[ends[i - 1] : starts[i]]
        first = i + (word in _OPENERS)
        if opens and first < len(words):
            led = words[first].isalpha() and (len(words[first]) <= _SHORT or words[first] in weekdays)
            row = _row(marks, first, first + led, weak)
            if row is not None:
                yield row


def _row(marks: Marks, first: int, at: int, weak: set[int]) -> _Row | None:
    """Return the row whose number stands at token ``at``; None where none does."""
    words, starts, ends = marks.tokens.words, marks.tokens.starts, marks.tokens.ends
    if at + 2 >= len(words) or words[at + 1] != "." or ends[at] != starts[at + 1]:
        return None
    number, month = words[at], words[at + 2]
    if ends[at + 1] != starts[at + 2] or not (number.isdecimal() and month.isdecimal()):
        return None
    goes_on = at + 3 < len(words) and starts[at + 3] == ends[at + 2] and words[at + 3] in (":", "-", "–", "/")
    if goes_on or len(number) > 2 or len(month) > 2:
        return None
    if not (1 <= int(number) <= 31 and 1 <= int(month) <= 12):
        return None
    weekday = marks.known.weekdays.get(words[first])
    return _Row(first, at + 2, Day(int(month), int(number)), at > first, weekday, at in weak)


def _fits(marks: Marks, rows: Sequence[_Row], n: int) -> bool:
    """Tell whether a row's day lies between the days of the rows before and behind it."""
    before = [row for row in rows[max(0, n - _FEWEST) : n] if _is_near(marks, row, rows[n])]
    behind = [row for row in rows[n + 1 : n + 1 + _FEWEST] if _is_near(marks, rows[n], row)]
    near = [*before, rows[n], *behind]
    days = [(row.day.month, row.day.day or 0) for row in near]
    told = sum(row.read for row in near) >= _FEWEST
    return told and all(a < b for a, b in pairwise(days))


def _is_near(marks: Marks, row: _Row, other: _Row) -> bool:
    return row.led == other.led and marks.tokens.starts[other.first] - marks.tokens.ends[row.last] <= _FAR


def _mention(marks: Marks, row: _Row) -> DateMention:
    start, end = marks.tokens.starts[row.first], marks.tokens.ends[row.last]
    return DateMention(
        start, end, row.first, row.last, (row.day,), weekday=row.weekday, weak=True, kind="numeric"
    )
