"""A month's days and the events on them."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from store.briefs import Brief

LONG_DAYS = 7
"""What lasts longer than this stands beside the month, not on each of its days."""


@dataclass(slots=True)
class Day:
    """A day and what is on: events that begin, and events that go on."""

    date: date
    events: list[Brief] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Month:
    """A month; ``beside`` are events that last long, recur, or whose day is not told."""

    first: date
    days: tuple[Day, ...]
    beside: tuple[Brief, ...]

    @property
    def last(self) -> date:
        """Its last day."""
        return self.days[-1].date

    @property
    def before(self) -> date:
        """The first of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first of the month after."""
        return self.last + timedelta(days=1)


def days_of(first: date) -> tuple[date, date]:
    """The first and the last day of the month that ``first`` begins."""
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def month_of(first: date, briefs: Iterable[Brief]) -> Month:
    """The month with these events on its days."""
    _, last = days_of(first)
    days = {first + timedelta(days=n): Day(first + timedelta(days=n)) for n in range(last.day)}
    beside = []
    for brief in briefs:
        if _stands_beside(brief):
            beside.append(brief)
            continue
        for day in _dates(brief):
            if day in days:
                days[day].events.append(brief)
    return Month(first, tuple(days.values()), tuple(beside))


def _stands_beside(brief: Brief) -> bool:
    long = brief.until_on - brief.start_on >= timedelta(days=LONG_DAYS)
    return long or brief.precision == "month" or brief.rrule is not None


def _dates(brief: Brief) -> Iterator[date]:
    for number in range((brief.until_on - brief.start_on).days + 1):
        yield brief.start_on + timedelta(days=number)
