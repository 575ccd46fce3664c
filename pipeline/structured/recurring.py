"""Recurring iCalendar events unrolled within a window of time, hostile rules refused before they run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import recurring_ical_events
from icalendar import Calendar, Component, Event, vRecur

from pipeline.structured.rules import rule_starts
from pipeline.structured.vevent import stated

DAYS_BACK = 31
DAYS_AHEAD = 366
MAX_OCCURRENCES = 400
_LONGEST_YEARS = 30
"""A series that ends later is told as one that does not end."""
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_RARE = ("BYEASTER", "BYSECOND", "BYWEEKNO")
_OF_YEARS = {"BYYEARDAY": 366}
"""Parts that are followed where no month or day of one is asked for too: together they may never meet."""
_OF_DAYS = {"BYHOUR": 23, "BYMINUTE": 59}
_MOST_A_DAY = 24
_OF_THE_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
"""Parts that say nothing of a series of whole days."""
_SHORT = frozenset({"HOURLY", "MINUTELY"})
_LONGEST_COUNT = 200
_OLDEST = 1950
_ORDINAL = re.compile(r"([+-]?\d+)[A-Z]")
_LENGTHS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def refusal(event: Event) -> str | None:
    """Say why a series is not unrolled: its rule runs by the hour, never matches, …; None where it may be."""
    rules = event.get("RRULE")
    start = stated(event, "DTSTART")
    if not isinstance(start, date) or start.year < _OLDEST:
        return f"its start is before {_OLDEST}"
    for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
        if not isinstance(rule, vRecur) or not (_one(rule, "FREQ") in _FREQUENCIES or _is_short(rule)):
            return "its rule runs by no day, week, month or year"
        if (
            any(name in rule for name in _RARE)
            or (not isinstance(start, datetime) and any(name in rule for name in _OF_THE_CLOCK))
            or not _ordinary_parts(rule)
            or not _ordinary_numbers(rule, str(_one(rule, "FREQ")))
        ):
            return "its rule is out of the ordinary"
        if _never(rule):
            return "its rule names a day that no month has"
    return None


def _is_short(rule: vRecur) -> bool:
    """Tell a rule by the hour or minute that ends soon by its count and asks for nothing else."""
    count = _one(rule, "COUNT")
    others = any(name.upper().startswith("BY") for name in rule)
    return (
        _one(rule, "FREQ") in _SHORT
        and not others
        and isinstance(count, int)
        and 1 <= count <= _LONGEST_COUNT
    )


def _ordinary_parts(rule: vRecur) -> bool:
    """Tell whether days of the year, weeks, hours and minutes are asked for so that they can be met."""
    for name, most in _OF_YEARS.items():
        alone = not any(
            other in rule for other in ("BYMONTH", "BYMONTHDAY", "BYSETPOS", *_OF_YEARS) if other != name
        )
        if name in rule and not (
            alone and _one(rule, "FREQ") == "YEARLY" and all(1 <= abs(int(n)) <= most for n in rule[name])
        ):
            return False
    times = 1
    for name, most in _OF_DAYS.items():
        if name in rule:
            times *= len(rule[name])
            if "BYSETPOS" in rule or not rule[name] or not all(0 <= int(n) <= most for n in rule[name]):
                return False
    return times <= _MOST_A_DAY


def _ordinary_numbers(rule: vRecur, frequency: str) -> bool:
    """Tell whether steps and ordinals are ones that calendars write; others may keep a rule searching."""
    highest = {"MONTHLY": 5, "YEARLY": 53}.get(frequency, 0)
    ordinals = [abs(int(found[1])) for day in rule.get("BYDAY", ()) if (found := _ORDINAL.match(str(day)))]
    chosen = [abs(int(position)) for position in rule.get("BYSETPOS", ())]
    steps = [int(step) for step in rule.get("INTERVAL", ())]
    return (
        all(1 <= step <= 1000 for step in steps)
        and all(1 <= ordinal <= highest for ordinal in ordinals)
        and (not chosen or (not ordinals and all(1 <= position <= min(highest, 5) for position in chosen)))
    )


def _one(rule: vRecur, name: str) -> object:
    values = rule.get(name)
    return values[0] if isinstance(values, list) and values else values


def _never(rule: vRecur) -> bool:
    """Tell a rule whose days its months do not have; it would be tried for eight thousand years."""
    days, months = rule.get("BYMONTHDAY"), rule.get("BYMONTH")
    lengths = [_LENGTHS.get(int(m), 0) for m in months] if months else [31]
    return bool(days) and not any(1 <= abs(int(day)) <= length for day in days for length in lengths)


def told_one_by_one(event: Event) -> Event | None:
    """Return a refused series as its starts (RDATE), found in a bounded number of steps.

    None where it has none, or so many within a year that it is no series of gatherings.
    """
    start = stated(event, "DTSTART")
    if not isinstance(start, date) or start.year < _OLDEST:
        return None
    first = _by_its_clock(start)
    starts = _starts(event, start, MAX_OCCURRENCES)
    if not starts or (
        len(starts) >= MAX_OCCURRENCES and max(starts) - min(starts) < timedelta(days=DAYS_AHEAD)
    ):
        return None
    told = event.copy(recursive=True)
    del told["RRULE"]
    if first not in starts:
        told.add("EXDATE", start)
    for stamp in sorted(starts - {first}):
        same = stamp.replace(tzinfo=start.tzinfo) if isinstance(start, datetime) else stamp.date()
        told.add("RDATE", same)
    return told


def _starts(event: Event, start: date, most: int) -> set[datetime]:
    """Return the first starts of each of a series' rules, by its own clock."""
    rules = event.get("RRULE")
    starts: set[datetime] = set()
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, vRecur):  # a property that icalendar could not read
            continue
        timed = isinstance(start, datetime)
        parts = {name: value for name, value in rule.items() if timed or name.upper() not in _OF_THE_CLOCK}
        if "UNTIL" in parts:
            parts["UNTIL"] = [_by_its_clock(until, start) for until in parts["UNTIL"]]
        starts.update(rule_starts(parts, _by_its_clock(start), most) or ())
    return starts


def without_stray_start(events: Sequence[Event]) -> list[Event]:
    """Return a series without its DTSTART where its rules name other times only and no override tells it.

    RFC 5545 leaves open what such a DTSTART means; dateutil and libical leave it out.
    """
    moved = [stated(event, "RECURRENCE-ID") for event in events]
    out = []
    for event in events:
        start = stated(event, "DTSTART")
        if "RRULE" in event and isinstance(start, date) and start not in moved:
            starts = _starts(event, start, 1)
            if starts and _by_its_clock(start) not in starts:
                event = event.copy(recursive=True)
                event.add("EXDATE", start)
        out.append(event)
    return out


def _by_its_clock(stamp: date, start: date | None = None) -> datetime:
    """Return a time by its own clock, or by that of a series from ``start``; a day alone is midnight."""
    if not isinstance(stamp, datetime):
        return datetime.combine(stamp, time(0) if start is None else time.max)
    zone = start.tzinfo if isinstance(start, datetime) else None
    if zone is not None and stamp.tzinfo is not None:
        stamp = stamp.astimezone(zone)
    return stamp.replace(tzinfo=None)


def occurrences(events: Iterable[Event], fetched_at: datetime | None) -> list[Event]:
    """Return a series' occurrences (a master and its overrides) in order, at most MAX_OCCURRENCES.

    A series that ends is told whole, as single events are. One that does not end, or has more than that, is
    told for DAYS_BACK to DAYS_AHEAD days around ``fetched_at``, else for as long from its start.
    """
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    members = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    first = min(_earliest(event) for event in members)
    query = recurring_ical_events.of(calendar)
    last = _last(members, first)
    if last is not None:
        whole = sorted(query.between(first, last), key=_start)
        if len(whole) <= MAX_OCCURRENCES:
            return whole
    begin = fetched_at - timedelta(days=DAYS_BACK) if fetched_at is not None else first
    found = query.between(begin, begin + timedelta(days=DAYS_BACK + DAYS_AHEAD))
    return sorted(found, key=_start)[:MAX_OCCURRENCES]


def _last(members: Iterable[Event], first: datetime) -> datetime | None:
    """Return a time after a series' last occurrence; None for one that does not end, or not for long."""
    latest = first + timedelta(days=1)
    for event in members:
        rules = event.get("RRULE")
        for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
            count, until = _one(rule, "COUNT"), _one(rule, "UNTIL")
            if isinstance(count, int) and 1 <= count <= MAX_OCCURRENCES:
                latest = max(latest, first + timedelta(days=4 * _LONGEST_YEARS * 366))
            elif isinstance(until, date) and _by_its_clock(until).year <= first.year + _LONGEST_YEARS:
                end = _by_its_clock(until).replace(tzinfo=UTC) + timedelta(days=2)
                latest = max(latest, end)
            else:
                return None
        days = [_start(event), *_added(event)]
        latest = max(latest, *(day + timedelta(days=2) for day in days))
    return latest


def _earliest(event: Component) -> datetime:
    """Return a time at or before a component's first start, a day early where RDATEs tell of others."""
    added = [day - timedelta(days=1) for day in _added(event)]
    return min([_start(event), *added])


def _added(event: Component) -> list[datetime]:
    """Return the starts that RDATEs add, for ordering: by their own clocks as if those were UTC's."""
    dates = event.get("RDATE")
    found = []
    for one in dates if isinstance(dates, list) else [dates] if dates is not None else []:
        told = (d.dt[0] if isinstance(d.dt, tuple) else d.dt for d in getattr(one, "dts", ()))
        found += [_by_its_clock(d).replace(tzinfo=UTC) for d in told if isinstance(d, date)]
    return found


def _start(event: Component) -> datetime:
    """Return when an event starts, for ordering: floating times count as UTC."""
    stamp = stated(event, "DTSTART")
    if not isinstance(stamp, date):
        raise ValueError("an occurrence without a start")
    if not isinstance(stamp, datetime):
        stamp = datetime.combine(stamp, time(0), tzinfo=UTC)
    return stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=UTC)
