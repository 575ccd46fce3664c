"""Which recurrence rules are ordinary, so that the libraries may follow them, and why the others are not."""

from __future__ import annotations

import re
from datetime import date, datetime

from icalendar import Event, vRecur

from pipeline.structured.vevent import stated

OLDEST = 1950
OF_THE_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
"""Parts that say nothing of a series of whole days."""
_FREQUENCIES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_RARE = ("BYEASTER", "BYSECOND", "BYWEEKNO")
_OF_YEARS = {"BYYEARDAY": 366}
"""Parts that are followed where no month or day of one is asked for too: together they may never meet."""
_OF_DAYS = {"BYHOUR": 23, "BYMINUTE": 59}
_MOST_A_DAY = 24
_LONG = {"WEEKLY": 7, "MONTHLY": 7, "YEARLY": 30}
"""Days for each of a rule's steps; a month or year is looked at whole."""
_SHORT = frozenset({"HOURLY", "MINUTELY"})
_LONGEST_COUNT = 200
_ORDINAL = re.compile(r"([+-]?\d+)[A-Z]")
_LENGTHS = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def refusal(event: Event) -> str | None:
    """Say why a series is not unrolled: its rule runs by the hour, never matches, …; None where it may be."""
    rules = event.get("RRULE")
    start = stated(event, "DTSTART")
    if not isinstance(start, date) or start.year < OLDEST:
        return f"its start is before {OLDEST}"
    for rule in rules if isinstance(rules, list) else [rules] if rules is not None else []:
        if not isinstance(rule, vRecur) or not (one_of(rule, "FREQ") in _FREQUENCIES or _is_short(rule)):
            return "its rule runs by no day, week, month or year"
        if (
            any(name in rule for name in _RARE)
            or (not isinstance(start, datetime) and any(name in rule for name in OF_THE_CLOCK))
            or not _ordinary_parts(rule)
            or not _ordinary_numbers(rule, str(one_of(rule, "FREQ")))
        ):
            return "its rule is out of the ordinary"
        if _never(rule):
            return "its rule names a day that no month has"
    return None


def _is_short(rule: vRecur) -> bool:
    """Tell a rule by the hour or minute that ends soon by its count and asks for nothing else."""
    count = one_of(rule, "COUNT")
    others = any(name.upper().startswith("BY") for name in rule)
    return (
        one_of(rule, "FREQ") in _SHORT
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
            alone and one_of(rule, "FREQ") == "YEARLY" and all(1 <= abs(int(n)) <= most for n in rule[name])
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


def one_of(rule: vRecur, name: str) -> object:
    """Return the first value of a rule's part; None where it lacks it."""
    values = rule.get(name)
    return values[0] if isinstance(values, list) and values else values


def _never(rule: vRecur) -> bool:
    """Tell a rule whose days its months do not have; it would be tried for eight thousand years."""
    days, months = rule.get("BYMONTHDAY"), rule.get("BYMONTH")
    lengths = [_LENGTHS.get(int(m), 0) for m in months] if months else [31]
    return bool(days) and not any(1 <= abs(int(day)) <= length for day in days for length in lengths)


def rules_of(event: Event) -> list[vRecur]:
    """Return the series' rules, those left out that icalendar could not read."""
    rules = event.get("RRULE")
    return [rule for rule in (rules if isinstance(rules, list) else [rules]) if isinstance(rule, vRecur)]


def days_a_step(rule: vRecur) -> float:
    """Return how many days an ordinary rule goes on with each step that following it takes, about."""
    times = 1
    for name in _OF_DAYS:
        times *= max(1, len(rule.get(name, ())))
    days = max(1, len(rule.get("BYDAY", ()))) if one_of(rule, "FREQ") == "WEEKLY" else 1
    step = one_of(rule, "INTERVAL")
    every = step if isinstance(step, int) and step > 0 else 1
    return _LONG.get(str(one_of(rule, "FREQ")), 1) * every / (times * days)
