"""A time told in pieces, a day here and an hour there, as microformats' value class allows: one stamp."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{4}-\d{3}(?!\d)|\d{4}-\d{2}(?![\d-])")
_CLOCK = re.compile(
    r"(\d{1,2})(?::?([0-5]\d)(?::?([0-5]\d)(?:\.\d{1,9})?)?)?\s{0,3}([ap]\.?\s?m\.?)?(?![\da-y:_])", re.I
)
_ZONE = re.compile(r"\s{0,3}(Z|[+-]\d{1,2}(?::?\d{2})?)(?!\w)")


def joined_stamp(parts: Iterable[str]) -> str:
    """Return ISO 8601 of a time's pieces, as much as they tell: a day, an hour, an offset from UTC.

    Of each the first counts. A piece that is none of them is left as it is if it is the only one.
    """
    told = [" ".join(part.split())[:60] for part in parts][:10]
    day = clock = zone = ""
    for part in told:
        found = _DAY.match(part)
        rest = part
        if found:
            day, rest = day or _calendar_day(found[0]), part[found.end() :].lstrip("Tt ")
        hour = _CLOCK.match(rest)
        after = rest
        if hour and (found or hour[2] or hour[4]) and not (not found and rest[:1] in "+-"):
            clock, after = clock or _hour(hour), rest[hour.end() :]
        offset = _ZONE.match(after)
        if offset:
            zone = zone or offset[1].upper()
    if not day and not clock:
        return told[0] if len(told) == 1 else ""
    return f"{day}T{clock}{zone}" if day and clock else day or f"T{clock}{zone}"


def _calendar_day(text: str) -> str:
    """Return a day of the year (2026-139) as a day of a month; others stay."""
    year, _, rest = text.partition("-")
    if len(rest) != 3 or not rest.isdigit():
        return text
    try:
        return (date(int(year), 1, 1) + timedelta(days=int(rest) - 1)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _hour(found: re.Match[str]) -> str:
    hour, minute, second = int(found[1]), found[2] or "00", found[3]
    half = (found[4] or "").lower()[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{minute}" + (f":{second}" if second else "")
