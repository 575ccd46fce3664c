"""The IANA zone that keeps the same clock as a zone that a calendar file defines for itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from pipeline.zones import known_zone

_YEARS = (2010, 2024)
"""Clocks are compared over these years, and where none agrees over one of them."""
_MAX_LENGTH = 20_000


def defined_clock(text: str) -> str | tzinfo | None:
    """Return a VTIMEZONE's clock: the IANA name of a zone with its offsets, else the defined zone itself.

    A zone that never changes its clock is one of Etc's; of those that do, the main ones are compared, month
    by month. None where the definition is broken.
    """
    try:
        defined = Timezone.from_ical(text[:_MAX_LENGTH])
        if not isinstance(defined, Timezone):
            return None
        zone: tzinfo = defined.to_tz(lookup_tzid=False)
        begins = min(part.DTSTART for part in defined.subcomponents if part.DTSTART is not None)
        told = tuple(year for year in _YEARS if year > begins.year)
        for years in dict.fromkeys((told, told[1:], told[:1])):
            if years and (name := _alike(_offsets(zone, years), years)):
                return name
        return zone
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError, ArithmeticError):
        # What icalendar raises on definitions that are broken: the times stay floating.
        return None


def _alike(clock: list[timedelta], years: tuple[int, ...]) -> str | None:
    if len(set(clock)) == 1 and (fixed := _fixed(clock[0])):
        return fixed
    mains = (name for name in dict.fromkeys(WINDOWS_TO_OLSON.values()) if known_zone(name))
    return next((name for name in mains if _offsets(ZoneInfo(name), years) == clock), None)


def instant(stamp: str, zone: tzinfo) -> str:
    """Return a local time in iCalendar's basic form (``20260401T180000``) as UTC's; what is none stays."""
    try:
        local = datetime.strptime(stamp.strip(), "%Y%m%dT%H%M%S").replace(tzinfo=zone)
        return f"{local.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    except (ValueError, OverflowError):
        return stamp


def _offsets(zone: tzinfo, years: tuple[int, ...]) -> list[timedelta]:
    return [offset for noon in _noons(years) if (offset := noon.replace(tzinfo=zone).utcoffset()) is not None]


def _noons(years: tuple[int, ...]) -> Iterator[datetime]:
    """Yield the noon of the 20th of each month: by then every change of a month's clock is made or not."""
    for year in years:
        for month in range(1, 13):
            yield datetime(year, month, 20, 12, tzinfo=UTC)


def _fixed(offset: timedelta) -> str | None:
    """Return Etc's name of a whole hour's offset; its signs are turned round."""
    hours, rest = divmod(int(offset.total_seconds()), 3600)
    name = f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return name if not rest and known_zone(name) else None
