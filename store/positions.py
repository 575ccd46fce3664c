"""One integer an event that orders events by their starts: the index's key and a page's cursor.

Its bits are the local day (22), the minute of that day plus one, zero without a clock time (11), and the
beginning of the event's id (30). What has no day stands behind all days.
"""

from __future__ import annotations

from datetime import date

_ID_BITS = 30
_DAY_BITS = 11 + _ID_BITS
_UNDATED = 2**22 - 1
MINUTE = 1 << _ID_BITS
DAY = 1 << _DAY_BITS
LAST = 2**63 - 1
UNDATED = _UNDATED << _DAY_BITS
"""The first position of events without a day."""


def day_position(day: date) -> int:
    """The position before all events of this day."""
    return day.toordinal() << _DAY_BITS


def position_of(event_id: str, start_on: date | None, start_text: str | None) -> int:
    """The position of an event by its columns; two of one minute may share it, see :func:`free_position`."""
    spread = int(event_id[:10].ljust(10, "0"), 16)
    if start_on is None:
        return UNDATED + (spread << 1)
    minute = 0
    if start_text and "T" in start_text:
        hours, minutes = start_text.partition("T")[2][:5].split(":")
        minute = int(hours) * 60 + int(minutes) + 1
    return day_position(start_on) + (minute << _ID_BITS) + (spread >> 10)


def free_position(wanted: int, taken: set[int]) -> int:
    """``wanted``, or the next number that is not ``taken``."""
    while wanted in taken:
        wanted += 1
    return wanted


def is_same_place(one: int, other: int) -> bool:
    """Whether two positions are of one minute, so that neither has to give way to the other."""
    return one >> _ID_BITS == other >> _ID_BITS
