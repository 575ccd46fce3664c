"""An event's times in a calendar, no finer than they were told, and the zones that they are told in."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Timezone, vRecur

from kalends.outputs.ics_lines import line, text_line, time_line
from pipeline.model import Event, Precision, When

_DAY = timedelta(days=1)
# Rules that name hours, minutes or seconds fill a client's calendar with what no announcement means.
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WHOLE_MONTH = "Only the month is known."


def time_lines(when: When) -> Iterator[bytes]:
    """DTSTART, DTEND and RRULE.

    A clock time keeps its zone; days are DATEs whose end is the day after; of a month all days are taken,
    and a comment says so. An end that nobody told stays untold.
    """
    yield time_line("DTSTART", _moment(when.start, when.zone))
    end = _end(when)
    if end is not None:
        yield time_line("DTEND", end)
    if when.precision is Precision.MONTH:
        yield text_line("COMMENT", _WHOLE_MONTH)
    rule = recurrence(when)
    if rule is not None:
        yield line("RRULE", bytes(rule.to_ical()).decode())  # type: ignore[no-untyped-call]


def _moment(value: datetime | date, zone: str | None) -> datetime | date:
    if not isinstance(value, datetime):
        return value
    known = zone_of(zone)
    return value.astimezone(known) if known else value.astimezone(UTC)


def _end(when: When) -> datetime | date | None:
    if when.precision is Precision.MONTH:
        last = when.end or when.start
        return _day_after(date(last.year, last.month, calendar.monthrange(last.year, last.month)[1]))
    if when.end is None:
        return None
    if isinstance(when.start, datetime):
        # An end that is a day alone is told no finer: no hour may be made of it.
        end = _moment(when.end, when.zone) if isinstance(when.end, datetime) else None
        return end if isinstance(end, datetime) and end > when.start else None
    last = when.end.date() if isinstance(when.end, datetime) else when.end
    return _day_after(last) if last >= when.start else None


def _day_after(day: date) -> date | None:
    return day + _DAY if day < date.max else None


@lru_cache(maxsize=1000)
def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone of this IANA name; None for none and for what is no zone."""
    if not name or name == "UTC":
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def recurrence(when: When) -> vRecur | None:
    """The rule as RFC 5545 has it beside this start; None where it is none, or repeats within a day."""
    if not when.rrule or when.precision is Precision.MONTH:
        return None
    try:
        rule: vRecur = vRecur.from_ical(when.rrule)
    except ValueError:
        return None
    if [str(name).upper() for name in rule.get("FREQ", [])] not in [[name] for name in _FREQUENCIES]:
        return None
    if set(rule) - set(vRecur.canonical_order):
        return None
    if "COUNT" in rule:
        rule.pop("UNTIL", None)
    elif "UNTIL" in rule:
        rule["UNTIL"] = [_until(last, when) for last in rule["UNTIL"][:1]]
    return rule


def _until(last: datetime | date, when: When) -> datetime | date:
    """UNTIL is a day where the start is one, and an instant in UTC where that is one."""
    if not isinstance(when.start, datetime):
        return last.date() if isinstance(last, datetime) else last
    zone = zone_of(when.zone) or UTC
    if not isinstance(last, datetime):
        last = datetime.combine(last, time.max.replace(microsecond=0))
    return last.replace(tzinfo=last.tzinfo or zone).astimezone(UTC)


def time_zones(events: Sequence[Event]) -> Iterator[bytes]:
    """A VTIMEZONE of every zone that these events' clock times are told in, by name, for their years."""
    told = [event.settled.when for event in events if event.settled.when is not None]
    timed = [when for when in told if isinstance(when.start, datetime) and zone_of(when.zone)]
    for name in sorted({str(when.zone) for when in timed}):
        first, last = _years(when for when in timed if when.zone == name)
        yield _time_zone(name, first, last)


def _years(told: Iterable[When]) -> tuple[int, int]:
    years = [moment.year for when in told for moment in (when.start, when.end or when.start)]
    # A rule goes on after its start; by then the client has asked again.
    return min(years) - 1, max(years) + 6


@lru_cache(maxsize=500)
def _time_zone(name: str, first: int, last: int) -> bytes:
    first, last = max(first, 1970), min(max(last, 1971), 2200)
    return bytes(Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last, 1, 1)).to_ical())
