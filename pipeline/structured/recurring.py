"""Recurring iCalendar events unrolled within a window of time, hostile rules refused before they run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import recurring_ical_events
from icalendar import Calendar, Component, Event

from pipeline.structured.bounds import MAX_OCCURRENCES, Work
from pipeline.structured.refusals import OF_THE_CLOCK, OLDEST, days_a_step, one_of, refusal, rules_of
from pipeline.structured.rules import rule_starts
from pipeline.structured.vevent import stated

DAYS_BACK = 31
DAYS_AHEAD = 366
_LONGEST_YEARS = 30
"""A series that ends later is told as one that does not end."""
_TOO_MANY = "the rules of its calendar ask for more than is followed"


def unrolled(events: Sequence[Event], fetched_at: datetime | None, work: Work) -> list[Event] | str:
    """Return a series' occurrences (a master and its overrides) in order, or why it is not unrolled.

    A series that ends is told whole, as single events are. One that does not end, or has more occurrences
    than its share of ``work``, is told for DAYS_BACK to DAYS_AHEAD days around ``fetched_at``, else for as
    long from its start; where the share is short, from the fetch on.
    """
    found: list[Event] | str = _TOO_MANY
    if work.share() > 0 and work.steps > 0:
        try:
            plain = _followed(events, work)
            found = plain if isinstance(plain, str) else _occurrences(plain, fetched_at, work)
        except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError) as error:
            # What the rule libraries raise on rules that no check foresaw; the event is still told.
            found = f"its rule cannot be followed ({type(error).__name__})"
    work.tell(0 if isinstance(found, str) else len(found))
    return found


def _followed(events: Sequence[Event], work: Work) -> list[Event] | str:
    """Return a series as the libraries may follow it, or why not."""
    out = []
    moved = [stated(event, "RECURRENCE-ID") for event in events]
    for event in events:
        why = refusal(event)
        told = _one_by_one(event, work) if why else _without_stray_start(event, moved, work)
        if told is None:
            return why or "its rule names no day that can be found"
        out.append(told)
    return out


def _one_by_one(event: Event, work: Work) -> Event | None:
    """Return a refused series as its starts (RDATE), found in a bounded number of steps.

    None where it has none, or so many within a year that it is no series of gatherings.
    """
    start = stated(event, "DTSTART")
    if not isinstance(start, date) or start.year < OLDEST:
        return None
    first = _by_its_clock(start)
    starts = _starts(event, start, MAX_OCCURRENCES, work)
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


def _starts(event: Event, start: date, most: int, work: Work) -> set[datetime]:
    """Return the first starts of each of a series' rules, by its own clock."""
    starts: set[datetime] = set()
    for rule in rules_of(event):
        timed = isinstance(start, datetime)
        parts = {name: value for name, value in rule.items() if timed or name.upper() not in OF_THE_CLOCK}
        if "UNTIL" in parts:
            parts["UNTIL"] = [_by_its_clock(until, start) for until in parts["UNTIL"]]
        starts.update(rule_starts(parts, _by_its_clock(start), most, work) or ())
    return starts


def _without_stray_start(event: Event, moved: Sequence[object], work: Work) -> Event | None:
    """Return a series without its DTSTART where its rules name other times only and no override tells it.

    RFC 5545 leaves open what such a DTSTART means; dateutil and libical leave it out. ``moved``: the times
    that overrides tell. None where no start at all is found.
    """
    start = stated(event, "DTSTART")
    if "RRULE" not in event or not isinstance(start, date):
        return event
    starts = _starts(event, start, 1, work)
    if not starts:
        return None if work.spent else event
    if start in moved or _by_its_clock(start) in starts:
        return event
    told = event.copy(recursive=True)
    told.add("EXDATE", start)
    return told


def _by_its_clock(stamp: date, start: date | None = None) -> datetime:
    """Return a time by its own clock, or by that of a series from ``start``; a day alone is midnight."""
    if not isinstance(stamp, datetime):
        return datetime.combine(stamp, time(0) if start is None else time.max)
    zone = start.tzinfo if isinstance(start, datetime) else None
    if zone is not None and stamp.tzinfo is not None:
        stamp = stamp.astimezone(zone)
    return stamp.replace(tzinfo=None)


def _occurrences(events: Iterable[Event], fetched_at: datetime | None, work: Work) -> list[Event]:
    """Return a series' occurrences in order, at most its share."""
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    members = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    first, most = min(_earliest(event) for event in members), work.share()
    back = DAYS_BACK if most >= MAX_OCCURRENCES else 1
    begin = fetched_at - timedelta(days=back) if fetched_at is not None else first
    last = _last(members, first)
    work.search()
    until = min(begin, last) if last is not None else begin
    if not work.step(sum(_steps(event, until) for event in members)):
        raise ValueError(_TOO_MANY)
    if last is not None:
        whole = _between(calendar, first, last, most + 1)
        if len(whole) <= most:
            return whole
    return _between(calendar, begin, begin + timedelta(days=DAYS_BACK + DAYS_AHEAD), most)


def _between(calendar: Calendar, begin: datetime, end: datetime, most: int) -> list[Event]:
    """Return the occurrences of that time in order, at most so many; the others are never made events."""
    query = recurring_ical_events.of(calendar)
    found = [one for series in query.series for one in islice(series.between(begin, end), most)]
    found.sort()
    return sorted((one.as_component(False) for one in found[:most]), key=_start)


def _steps(event: Event, until: datetime) -> int:
    """Return how many days the libraries will look at before ``until``, from the series' start on."""
    days = max(0, (until - _start(event)).days) + DAYS_AHEAD
    return sum(int(days / days_a_step(rule)) for rule in rules_of(event))


def _last(members: Iterable[Event], first: datetime) -> datetime | None:
    """Return a time after a series' last occurrence; None for one that does not end, or not for long."""
    latest = first + timedelta(days=1)
    for event in members:
        for rule in rules_of(event):
            count, until = one_of(rule, "COUNT"), one_of(rule, "UNTIL")
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
