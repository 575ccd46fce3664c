"""Times as structured data write them: a stamp, a bare day, a month; an hour of zeros is no hour."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from email.utils import parsedate_to_datetime

from pipeline.model import Precision
from pipeline.structured.stamps import read_stamp

_MONTH = re.compile(r"\s*(\d{4})-(\d{2})\s*")
_BASIC = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?\s*")
_SLOPPY = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[T ]+(\d{1,2})(?::?(\d{2}))?(?::?\d{2}(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|[+-]\d{1,2}(?::?\d{2})?)?(?:\[[\w/]+\])?",
    re.I,
)
_DURATION = re.compile(
    r"P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:\d{1,5}S)?)?", re.I
)
_ZERO = time(0)
_LAST = time(23, 58)


def read_time(text: str) -> tuple[datetime | date | None, Precision | None]:
    """Return what a stamp states and, for a month alone, its precision; (None, None) for anything else."""
    text = text.strip()[:60]
    month = _MONTH.fullmatch(text)
    if month:
        return (
            (date(int(month[1]), int(month[2]), 1), Precision.MONTH)
            if 1 <= int(month[2]) <= 12
            else (None, None)
        )
    return read_stamp(text) or _read_basic(text) or _read_sloppy(text) or _read_mail(text), None


def _read_basic(text: str) -> datetime | date | None:
    found = _BASIC.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
    return read_stamp(f"{year}-{month}-{day}{clock}")


def _read_sloppy(text: str) -> datetime | date | None:
    """Read stamps that lack a zero, minutes or an offset's minutes: ``2026-5-1T9+02``."""
    found = _SLOPPY.fullmatch(text)
    if not found:
        return None
    year, month, day = found[1].split("-")
    stamp = f"{year}-{month:>02}-{day:>02}"
    if found[2]:
        stamp += f"T{found[2]:>02}:{found[3] or '00'}"
        zone = found[4] or ""
        if zone[:1] in ("+", "-"):
            digits = zone[1:].replace(":", "")
            hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
            zone = f"{zone[0]}{hours:>02}:{minutes}"
        stamp += zone
    return read_stamp(stamp)


def _read_mail(text: str) -> datetime | None:
    """Read a date as mail headers write it; without an offset it is no time."""
    if (not text[:1].isalpha() and not text[:1].isdigit()) or not re.search(r"[A-Za-z]{3}", text):
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None and found.year > 1900 else None


def without_zero_hours(
    start: datetime | date | None, end: datetime | date | None
) -> tuple[datetime | date | None, datetime | date | None]:
    """Return days instead of stamps where every stated hour is zero, or the end is a day's last minute.

    Forms that know no bare day write midnight for "no hour given"; a day must not come out as an hour.
    """
    if not isinstance(start, datetime) or _clock(start) != _ZERO:
        return start, end
    if end is None:
        return start.date(), None
    if not isinstance(end, datetime):
        return start.date(), end
    return (start.date(), end.date()) if _clock(end) == _ZERO or _clock(end) >= _LAST else (start, end)


def _clock(stamp: datetime) -> time:
    return stamp.timetz().replace(tzinfo=None)


def in_order(start: datetime | date | None, end: datetime | date | None) -> datetime | date | None:
    """Return ``end`` if it is after ``start``, a day where its hour is only the day's last minute."""
    if start is None or end is None:
        return None
    if not isinstance(start, datetime):
        day = end.date() if isinstance(end, datetime) else end
        return day if day > start else None
    if not isinstance(end, datetime):
        return end if end > start.date() else None
    if (start.tzinfo is None) != (end.tzinfo is None):
        end = end.replace(tzinfo=start.tzinfo)
    if _clock(end) >= _LAST:
        return end.date() if end.date() > start.date() else None
    return end if end > start else None


def read_duration(text: str) -> timedelta:
    """Return what an ISO 8601 duration of weeks, days, hours and minutes states; zero for anything else."""
    found = _DURATION.fullmatch(text.strip()[:40])
    if not found:
        return timedelta(0)
    weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)


def later(start: datetime | date | None, length: timedelta) -> datetime | date | None:
    """Return the end of what lasts so long; for a day, its last day. None where that is not told."""
    if start is None or not length:
        return None
    try:
        return start + length if isinstance(start, datetime) else start + length - timedelta(days=1)
    except OverflowError:
        return None
