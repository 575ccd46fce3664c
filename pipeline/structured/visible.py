"""The hour that readers see against the hour that a machine's stamp states.

Content systems often write a local hour with a wrong offset (18:00 as 18:00Z). Where the page shows that very
hour on that day, and nowhere the hour that the offset makes of it, the page is right.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pipeline.sheet import Sheet
from pipeline.structured import RawEvent

NEAR = 80
"""An hour belongs to a date that it stands so many characters before or after."""

Hours = frozenset[tuple[int, int, int]]


def seen_hours(sheet: Sheet) -> Hours:
    """Return (month, day, minute of the day) of every date with an hour near it, of whatever year."""
    seen: set[tuple[int, int, int]] = set()
    for mention in sheet.dates:
        minutes = {t.begin for t in sheet.times if mention.start - NEAR < t.start < mention.end + NEAR}
        if mention.clock is not None:
            minutes.add(mention.clock)
        seen.update((day.month, day.day, m) for day in mention.days if day.day is not None for m in minutes)
    return frozenset(seen)


def as_visible(raw: RawEvent, local: datetime, seen: Hours) -> tuple[RawEvent, str | None]:
    """Return ``raw`` with the page's hour where that contradicts the stamp's offset, and a line that says so.

    ``local`` is the stamp in the page's zone. The hour is then a floating one: the page's zone settles it.
    """
    start = raw.start
    if not isinstance(start, datetime) or start.tzinfo is None or raw.zone is not None:
        return raw, None
    written, meant = _hour(start), _hour(local)
    if written == meant or written not in seen or meant in seen:
        return raw, None
    end = raw.end.replace(tzinfo=None) if isinstance(raw.end, datetime) else raw.end
    issue = f"{raw.method} says {start.isoformat()}, the page shows {start:%H:%M}: the page's hour is kept"
    return replace(raw, start=start.replace(tzinfo=None), end=end), issue


def _hour(stamp: datetime) -> tuple[int, int, int]:
    return stamp.month, stamp.day, stamp.hour * 60 + stamp.minute
