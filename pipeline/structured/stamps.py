"""ISO 8601 stamps as structured data write them, without inventing an hour or a zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

_STAMP = re.compile(
    r"^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
    r"\s*(Z|UTC|[+-]\d{2}:?\d{2})?\s*$",
    re.I,
)


def read_stamp(text: str) -> datetime | date | None:
    """Return a date, a naive datetime where no zone is written, or an aware one; None for anything else."""
    found = _STAMP.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        stated = date(int(year), int(month), int(day))
        if hour is None:
            return stated
        clock = time(int(hour) % 24 if hour == "24" else int(hour), int(minute), int(second or 0))
        offset = _offset(zone)
    except ValueError:
        return None
    return datetime.combine(stated, clock, tzinfo=offset)


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
