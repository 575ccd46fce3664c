"""Days that tell of each other which they are: of one enumeration, of one sentence, told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from pipeline.extract.roles import END, EVENT, PERIOD, Occasion
from pipeline.extract.years import real_day
from pipeline.sheet import Sheet

_BETWEEN = 12
"""Characters between the days of one enumeration."""
_WEEK = timedelta(days=14)
"""A day told by its weekday and number alone ends no longer event."""
STALE = timedelta(days=60)
"""A page fetched that long after its latest date looks ahead from there."""


def join_next_days(sheet: Sheet, found: list[Occasion]) -> None:
    """Make one range of two days in a row that "and" joins: "30 September and 1 October"."""
    for one, other in pairwise(found):
        single = one.role == other.role == EVENT and len(one.days) == len(other.days) == 1
        if not single or other.days[0] - one.days[0] != timedelta(days=1):
            continue
        a, b = one.mention.end, other.mention.start
        hours = sheet.times_within(a, other.sentence[1])
        near = b - a <= _BETWEEN and one.sentence == other.sentence
        if near and not hours and sheet.marks.has(a, b, "day_join"):
            one.days = (one.days[0], other.days[0])
            one.mention = replace(one.mention, is_range=True)
            other.role = PERIOD


def agree(found: list[Occasion], *, dated: bool) -> None:
    """Give days whose years were inferred the year of the same day where its weekday or its year is told.

    On a page that is not ``dated`` they have the one year that weekdays prove for its other days.
    """
    told = {
        (o.days[0].month, o.days[0].day): o.days[0].year
        for o in found
        if o.role == EVENT and o.days and (o.mention.weekday is not None or not o.inferred)
    }
    proved = {o.days[0].year for o in found if o.role == EVENT and o.days and o.mention.weekday is not None}
    year = proved.pop() if len(proved) == 1 and not dated else None
    for occasion in found:
        if not (occasion.inferred and occasion.days and occasion.mention.weekday is None):
            continue
        first = occasion.days[0]
        by = told.get((first.month, first.day), year or first.year) - first.year
        moved = [real_day(day.year + by, day.month, day.day) for day in occasion.days] if by else []
        occasion.days = tuple(day for day in moved if day is not None) or occasion.days


def share_year(found: list[Occasion]) -> None:
    """Give the days of one enumeration the year that its last one tells: "18 February, 16 September 2026"."""
    for left, right in pairwise(reversed(found)):
        last, day = (left.mention.days or (None,))[0], (right.mention.days or (None,))[-1]
        if last is None or day is None or last.year is None or day.year is not None or not day.day:
            continue
        near = left.sentence == right.sentence and 0 <= left.mention.start - right.mention.end <= _BETWEEN
        if near and (day.month, day.day) < (last.month, last.day or 32) and right.mention.weekday is None:
            days = tuple(replace(one, year=last.year) for one in right.mention.days)
            right.mention = replace(right.mention, days=days)


def ascend(found: list[Occasion]) -> None:
    """Let days of one sentence whose years were inferred follow each other: "20 February … 10 December"."""
    for one, other in pairwise(o for o in found if o.role == EVENT and o.days):
        inferred = one.inferred and other.inferred and other.mention.weekday is None
        if not inferred or one.sentence != other.sentence or other.days[0] >= one.days[-1] - STALE:
            continue
        later = [real_day(day.year + 1, day.month, day.day) for day in other.days]
        days = tuple(day for day in later if day is not None)
        if len(days) == len(other.days) and days[0] > one.days[-1]:
            other.days = days


def close_ranges(sheet: Sheet, found: list[Occasion]) -> None:
    """Make one range of a day and a later one without a month: "from today (22 May) to Tuesday 28".

    Such a day is the end of a range that closes on it: "20–21 May … it ends on Thursday 21 at 1 pm".
    """
    for one, other in pairwise(found):
        single = one.role == other.role == EVENT and len(one.days) == len(other.days) == 1
        if not single or other.mention.number is None or one.sentence != other.sentence:
            continue
        a, b = one.mention.end, other.mention.start
        later = timedelta(0) < other.days[0] - one.days[0] <= _WEEK
        if later and b - a <= _BETWEEN and sheet.marks.has(a, b, "range_to"):
            one.days = (one.days[0], other.days[0])
            one.mention = replace(one.mention, is_range=True)
    ranges = {o.days[-1] for o in found if o.role == EVENT and o.mention.is_range and len(o.days) > 1}
    for occasion in found:
        if occasion.mention.number is not None and occasion.days and occasion.days[0] in ranges:
            occasion.role = END
