"""Days whose month stands in a line over them: "March", and below it "Tue 9", "Thursday 18th, 6 pm".

A weekday beside the number tells a day from any other number; the year comes from the month's own line, from
a line over it, or from where the weekday fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from heapq import merge
from operator import attrgetter
from typing import NamedTuple

from pipeline.blocks import Document
from pipeline.extract.days import DateMention, Day, weekday_of
from pipeline.words import Marks

_LONGEST = 40
_YEAR = 4
_MARKS = frozenset(".,:;()-–—/|")
_ENDINGS = frozenset({"st", "nd", "rd", "th", ".", "º", "°"})
"""What makes a number an ordinal: "9th", "9."."""
_PARTS = frozenset({":", "/", "h"})
"""Behind a number these, and then another one, make it an hour's or a whole date's."""
_FRAME = ("nav", "footer")


class _Head(NamedTuple):
    """A line that is a month's name: where it ends, the month, its year where the line tells it."""

    end: int
    month: int
    year: int | None


def with_month_rows(found: list[DateMention], document: Document, marks: Marks) -> list[DateMention]:
    """Return the page's written days with those of rows under a month's own line, in order."""
    heads = list(_heads(document, marks))
    if not heads:
        return found
    taken = {
        n for mention in found if mention.kind != "month" for n in range(mention.first, mention.last + 1)
    }
    stops = [head.end for head in heads[1:]] + [len(document.text)]
    new = [
        row
        for head, stop in zip(heads, stops, strict=True)
        for row in _rows(marks, head, stop)
        if row.first not in taken and row.last not in taken
    ]
    return list(merge(found, new, key=attrgetter("start"))) if new else found


def _heads(document: Document, marks: Marks) -> Iterator[_Head]:
    """Yield the lines that hold a month's name and no other word, with or without a year."""
    tokens, months = marks.tokens, marks.known.months
    for i in tokens.among(months):
        if not _begins(marks, i):
            continue
        line = _line(marks, i)
        rest = [w for w in line[1:] if w not in _MARKS]
        years = [int(w) for w in rest if w.isdecimal() and len(w) == _YEAR]
        if len(rest) > 1 or len(years) != len(rest) or document.region_at(tokens.starts[i]) in _FRAME:
            continue
        yield _Head(tokens.ends[i], months[tokens.words[i]], years[0] if years else None)


def _begins(marks: Marks, i: int) -> bool:
    """Tell whether a token is the first of its line."""
    start = marks.tokens.starts[i]
    return i == 0 or "\n" in marks.text[marks.tokens.ends[i - 1] : start]


def _line(marks: Marks, i: int) -> list[str]:
    """Return the tokens of a short line from its first one on; of a long one too many to be a head."""
    stop = marks.text.find("\n", marks.tokens.starts[i])
    end = min(stop if stop >= 0 else len(marks.text), marks.tokens.starts[i] + _LONGEST)
    return marks.tokens.words[i : marks.tokens.at(end)]


def _rows(marks: Marks, head: _Head, stop: int) -> Iterator[DateMention]:
    """Yield the days of the lines below a month, up to ``stop``."""
    tokens = marks.tokens
    for i in range(tokens.at(head.end), tokens.at(stop)):
        if _begins(marks, i):
            row = _row(marks, i, head)
            if row is not None:
                yield row


def _row(marks: Marks, i: int, head: _Head) -> DateMention | None:
    """Return the day that a line begins with: "Tue. 9", "9 Tue"; None where weekday and month disagree."""
    words, known = marks.tokens.words, marks.known
    forms = {**known.weekdays, **known.own.weekdays}
    beside = i + 1
    while beside < len(words) and words[beside] in _ENDINGS | _MARKS and not _begins(marks, beside):
        beside += 1
    led = beside < len(words) and not words[i].isdigit()
    if beside >= len(words) or (_begins(marks, beside) and not (led and _is_cell(marks, i, beside, head))):
        return None
    at, named = (beside, words[i]) if led else (i, words[beside])
    weekday = weekday_of(named, forms)
    if weekday is None or not words[at].isdecimal() or not 1 <= int(words[at]) <= 31:
        return None
    last = max(i, beside)
    if led and _goes_on(words, at):
        return None
    day = Day(head.month, int(words[at]), head.year)
    if head.year is not None and not _is_weekday(day, weekday):
        return None
    starts, ends = marks.tokens.starts, marks.tokens.ends
    return DateMention(starts[i], ends[last], i, last, (day,), weekday=weekday)


def _is_cell(marks: Marks, i: int, beside: int, head: _Head) -> bool:
    """Tell a number that is all of its line below a weekday's own, as a row's cells are; the year is told."""
    ends = beside + 1 >= len(marks.tokens.words) or _begins(marks, beside + 1)
    return head.year is not None and ends and len(_line(marks, i)) == 1


def _goes_on(words: list[str], at: int) -> bool:
    """Tell a number that is part of an hour or of a whole date: "Tue 9:30", "Tue 9/3"."""
    behind, after = (words[n] if n < len(words) else "" for n in (at + 1, at + 2))
    return behind in _PARTS and after.isdigit()


def _is_weekday(day: Day, weekday: int) -> bool:
    try:
        return date(day.year or 1, day.month, day.day or 1).weekday() == weekday
    except ValueError:
        return False
