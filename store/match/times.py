"""When an announcement's event may be: the days between which it is, and how exactly that is known."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

DAY = 3
_MINUTE, _MONTH, _YEAR, _UNKNOWN = 4, 2, 1, 0
_EPOCH, _MINUTES = datetime(1970, 1, 1, tzinfo=UTC), timedelta(minutes=1)


class Time(NamedTuple):
    """Columns of when it is. ``month_day`` is "05-12", also where its year is unknown; ``first_on`` to
    ``last_on`` are the days on which it may be: of a month or a year that is stated alone all of it.
    ``fineness`` is 0 (no date), 1 (year), 2 (month), 3 (day), 4 (minute).
    """

    fineness: int
    first_on: date | None
    last_on: date | None
    month_day: str | None
    has_end: bool
    is_span: bool
    start_minute: int | None
    end_minute: int | None


@lru_cache(maxsize=100_000)
def time_of(
    start_on: date | None,
    end_on: date | None,
    start_at: datetime | None,
    end_at: datetime | None,
    stated: str | None,
    yearless: str | None,
    is_span: bool,
) -> Time:
    """The columns of a record's time."""
    first_on, last_on, fineness = _window(start_on, end_on, stated)
    return Time(
        fineness=_MINUTE if fineness == DAY and start_at is not None else fineness,
        first_on=first_on,
        last_on=last_on,
        month_day=yearless or (start_on.isoformat()[5:] if start_on else None),
        has_end=end_on is not None,
        is_span=is_span,
        start_minute=None if start_at is None else (start_at - _EPOCH) // _MINUTES,
        end_minute=None if end_at is None else (end_at - _EPOCH) // _MINUTES,
    )


def _window(
    start_on: date | None, end_on: date | None, stated: str | None
) -> tuple[date | None, date | None, int]:
    if start_on is not None:
        return start_on, max(start_on, end_on or start_on), DAY
    if stated is None:
        return None, None, _UNKNOWN
    year, _, month = stated.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year), 12, 31), _YEAR
    first = date(int(year), int(month[:2]), 1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, end_on if end_on and first <= end_on <= last else last, _MONTH
