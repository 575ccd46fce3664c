"""Recurring iCalendar events unrolled within a window of time, hostile rules refused before they run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import recurring_ical_events
from icalendar import Calendar, Component, Event, vRecur

from pipeline.structured.vevent import stated

DAYS_BACK = 31
DAYS_AHEAD = 366
MAX_OCCURRENCES = 100
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_RARE = ("BYEASTER", "BYSECOND")
_OF_YEARS = {"BYYEARDAY": 366, "BYWEEKNO": 53}
"""Parts that are followed where no month or day of one is asked for too: together they may never meet."""
_OF_DAYS = {"BYHOUR": 23, "BYMINUTE": 59}
_MOST_A_DAY = 24
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


def occurrences(events: Iterable[Event], fetched_at: datetime | None) -> list[Event]:
    """Return a series' occurrences (a master and its overrides) in order, at most MAX_OCCURRENCES.

    The window is DAYS_BACK to DAYS_AHEAD days around ``fetched_at``, else as long from its start.
    """
    calendar = Calendar()
    for event in events:
        calendar.add_component(event)
    first = min(_start(event) for event in calendar.walk("VEVENT"))
    begin = fetched_at - timedelta(days=DAYS_BACK) if fetched_at is not None else first
    found = recurring_ical_events.of(calendar).between(begin, begin + timedelta(days=DAYS_BACK + DAYS_AHEAD))
    return sorted(found, key=_start)[:MAX_OCCURRENCES]


def _start(event: Component) -> datetime:
    """Return when an event starts, for ordering: floating times count as UTC."""
    stamp = stated(event, "DTSTART")
    if not isinstance(stamp, date):
        raise ValueError("an occurrence without a start")
    if not isinstance(stamp, datetime):
        stamp = datetime.combine(stamp, time(0), tzinfo=UTC)
    return stamp if stamp.tzinfo is not None else stamp.replace(tzinfo=UTC)
