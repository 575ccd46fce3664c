"""Which sources are due: by their interval, later after failures, within the hours that they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline.model import Run
from scrapers.source import Source

MOST_DOUBLINGS = 4
RUNS_LOOKED_AT = MOST_DOUBLINGS + 2
"""More failures in a row than these lengthen the interval no further."""
LONGEST = timedelta(days=14)
_FAILED = ("failed", "empty", "refused")
# A timer that starts a second earlier than yesterday must not skip a day.
_EARLY = 0.1
_MOST_EARLY = timedelta(hours=1)


def due_sources(
    sources: Sequence[Source], histories: Mapping[str, Sequence[Run]], now: datetime
) -> list[Source]:
    """The sources that are due at ``now``, the longest overdue first; ``histories`` are runs, oldest first.

    One that was never run is due. Each failure in a row but the first doubles the interval, up to sixteenfold
    and to two weeks, but never below the interval itself. One with a ``window`` is due within it only.
    """
    found = []
    for source in sources:
        history = histories.get(source.id, ())
        at = due_at(source, history)
        # A clock that ran ahead once must not put a source off until it is right.
        is_ahead = bool(history) and history[-1].started > now
        if (at is None or at <= now or is_ahead) and is_open(source, now):
            found.append((at is not None, at or now, source.id, source))
    return [source for *_, source in sorted(found, key=lambda one: one[:3])]


def due_at(source: Source, history: Sequence[Run]) -> datetime | None:
    """When a source is to be asked again; None: it never was."""
    if not history:
        return None
    failures = 0
    for run in reversed(history):
        if run.outcome not in _FAILED:
            break
        failures += 1
    interval = source.interval
    if failures:
        longest = max(LONGEST, interval)
        interval = min(interval * 2 ** min(failures - 1, MOST_DOUBLINGS), longest)
    return history[-1].started + interval - min(_MOST_EARLY, interval * _EARLY)


def is_open(source: Source, now: datetime) -> bool:
    """Whether the source's window, in its own zone, is open at ``now``; without one it always is."""
    if source.window is None:
        return True
    opens, closes = source.window.split("-")
    clock = f"{now.astimezone(ZoneInfo(source.timezone)):%H:%M}"
    if opens <= closes:
        return opens <= clock < closes
    return clock >= opens or clock < closes
