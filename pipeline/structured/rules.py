"""The starts of a recurrence rule that dateutil cannot be left alone with, in a bounded number of steps.

A rule by the second, or one whose parts hardly ever meet, keeps dateutil searching to the year 9999. Here the
periods of RFC 5545 (years, months, weeks, days, hours, minutes, seconds) are gone through one by one until
so many days or instants were looked at (``Work``); what was found until then is what the rule tells.
"""

from __future__ import annotations

from bisect import bisect_left
from calendar import isleap, monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count as numbered
from itertools import islice

from pipeline.structured.bounds import Work

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_SECONDS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
_DAYS = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_MOST_TIMES = 5000


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule's parts as numbers; ``ordinals`` are BYDAY's (which of the period's, weekday)."""

    frequency: str
    step: int
    months: frozenset[int]
    month_days: frozenset[int]
    year_days: frozenset[int]
    weeks: frozenset[int]
    weekdays: frozenset[int]
    ordinals: tuple[tuple[int, int], ...]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    seconds: tuple[int, ...]
    positions: tuple[int, ...]
    week_start: int


def rule_starts(rule: Mapping[str, object], first: datetime, most: int, work: Work) -> list[datetime] | None:
    """Return a rule's first ``most`` starts from ``first`` on, both by the same clock (naive), in order.

    None for what is no rule of RFC 5545; ``work.spent``: the search ended before it had them all. UNTIL
    counts by that clock too: the caller has turned it.
    """
    parts = {str(name).upper(): _values(value) for name, value in rule.items()}
    read = _read(parts, first)
    if read is None:
        return None
    count = next((n for n in parts.get("COUNT", ()) if isinstance(n, int) and n > 0), most)
    until = next((_last(value) for value in parts.get("UNTIL", ()) if isinstance(value, date)), None)
    work.search()
    found = (start for start in _starts(read, first, work) if start >= first)
    told = islice(found, min(count, most))
    return [start for start in told if until is None or start <= until]


def _values(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _last(until: date) -> datetime:
    if isinstance(until, datetime):
        return until.replace(tzinfo=None)
    return datetime.combine(until, time.max)


def _read(parts: Mapping[str, Sequence[object]], first: datetime) -> _Rule | None:
    """Return the rule's parts, what it leaves unsaid taken from its first start."""
    frequency = str(next(iter(parts.get("FREQ", ())), "")).upper()
    try:
        known = {name: sorted({int(str(n)) for n in parts.get(name, ())}) for name in _NUMBERS}
        step = int(str(next(iter(parts.get("INTERVAL", ())), 1)))
        days = [(str(d)[-2:].upper(), str(d)[:-2]) for d in parts.get("BYDAY", ())]
        ordinals = tuple((int(n), _WEEKDAYS[d]) for d, n in days if n not in ("", "+"))
        weekdays = frozenset(_WEEKDAYS[d] for d, n in days if n in ("", "+"))
        week_start = _WEEKDAYS[str(next(iter(parts.get("WKST", ())), "MO")).upper()]
    except (ValueError, KeyError):
        return None
    if frequency not in (*_DAYS, *_SECONDS) or step < 1 or not _within(known) or "BYEASTER" in parts:
        return None
    months, month_days = known["BYMONTH"], known["BYMONTHDAY"]
    if not (known["BYWEEKNO"] or known["BYYEARDAY"] or month_days or days):
        if frequency in ("YEARLY", "MONTHLY"):
            month_days = [first.day]
            months = months or ([first.month] if frequency == "YEARLY" else [])
        elif frequency == "WEEKLY":
            weekdays = frozenset({first.weekday()})
    elif frequency == "YEARLY" and known["BYWEEKNO"] and not (days or month_days or known["BYYEARDAY"]):
        weekdays = frozenset({first.weekday()})
    return _Rule(
        frequency, step, frozenset(months), frozenset(month_days), frozenset(known["BYYEARDAY"]),
        frozenset(known["BYWEEKNO"]), weekdays, ordinals, tuple(known["BYHOUR"]), tuple(known["BYMINUTE"]),
        tuple(known["BYSECOND"]), tuple(n for n in known["BYSETPOS"] if n), week_start,
    )  # fmt: skip


_NUMBERS = {
    "BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYHOUR": 23, "BYMINUTE": 59,
    "BYSECOND": 59, "BYSETPOS": 100_000,
}  # fmt: skip


def _within(known: Mapping[str, Sequence[int]]) -> bool:
    times = len(known["BYHOUR"] or "1") * len(known["BYMINUTE"] or "1") * len(known["BYSECOND"] or "1")
    return times <= _MOST_TIMES and all(abs(n) <= _NUMBERS[name] for name in known for n in known[name])


def _starts(rule: _Rule, first: datetime, work: Work) -> Iterator[datetime]:
    if rule.frequency in _SECONDS:
        yield from _by_the_clock(rule, first, work)
        return
    times = [
        time(hour, minute, second)
        for hour in rule.hours or (first.hour,)
        for minute in rule.minutes or (first.minute,)
        for second in rule.seconds or (first.second,)
    ]
    for days in _periods(rule, first.date()):
        if not work.step(len(days)):
            return
        kept = [day for day in days if _is_day(rule, day)]
        chosen = _chosen(rule.positions, len(kept) * len(times))
        yield from (datetime.combine(kept[n // len(times)], times[n % len(times)]) for n in chosen)


def _chosen(positions: Sequence[int], total: int) -> Sequence[int]:
    """Return the places, from 0, that BYSETPOS chooses out of so many; all of them without it."""
    if not positions:
        return range(total)
    places = {n - 1 if n > 0 else total + n for n in positions}
    return sorted(n for n in places if 0 <= n < total)


def _periods(rule: _Rule, first: date) -> Iterator[list[date]]:
    """Yield the days of each period that the rule goes through, from the one of its first start on."""
    begin = first
    if rule.frequency == "WEEKLY":
        begin -= timedelta(days=(first.weekday() - rule.week_start) % 7)
    for n in numbered(0, rule.step):
        try:
            if rule.frequency == "YEARLY":
                yield [date(first.year + n, 1, 1) + timedelta(days=d) for d in range(_length(first.year + n))]
            elif rule.frequency == "MONTHLY":
                year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
                yield [date(year, month + 1, d) for d in range(1, monthrange(year, month + 1)[1] + 1)]
            else:
                days = 7 if rule.frequency == "WEEKLY" else 1
                yield [begin + timedelta(days=n * days + d) for d in range(days)]
        except (ValueError, OverflowError):
            return


def _length(year: int) -> int:
    return 366 if isleap(year) else 365


def _is_day(rule: _Rule, day: date) -> bool:
    """Tell whether a day is one that the rule's parts all ask for."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        length = monthrange(day.year, day.month)[1]
        if day.day not in rule.month_days and day.day - length - 1 not in rule.month_days:
            return False
    if rule.year_days:
        number = day.timetuple().tm_yday
        if number not in rule.year_days and number - _length(day.year) - 1 not in rule.year_days:
            return False
    if rule.weeks and not rule.weeks & _weeks_of(day, rule.week_start):
        return False
    if rule.weekdays or rule.ordinals:
        return day.weekday() in rule.weekdays or _is_ordinal(rule, day)
    return True


def _is_ordinal(rule: _Rule, day: date) -> bool:
    """Tell whether a day is, say, the second or last Monday of the year or month that the rule counts in."""
    wanted = [n for n, weekday in rule.ordinals if weekday == day.weekday()]
    if not wanted:
        return False
    if rule.frequency == "YEARLY" and not rule.months:
        place, length = day.timetuple().tm_yday, _length(day.year)
    else:
        place, length = day.day, monthrange(day.year, day.month)[1]
    return (place - 1) // 7 + 1 in wanted or -((length - place) // 7 + 1) in wanted


def _weeks_of(day: date, week_start: int) -> set[int]:
    """Return the number of a day's week, from the year's beginning and, negative, from its end."""
    monday = day - timedelta(days=(day.weekday() - week_start) % 7)
    year = (monday + timedelta(days=3)).year
    number = (monday - _first_week(year, week_start)).days // 7 + 1
    length = (_first_week(year + 1, week_start) - _first_week(year, week_start)).days // 7
    return {number, number - length - 1}


def _first_week(year: int, week_start: int) -> date:
    """Return the first day of the year's first week: the one that has its 4th of January."""
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_start) % 7)


def _by_the_clock(rule: _Rule, first: datetime, work: Work) -> Iterator[datetime]:
    """Yield the starts of a rule by the hour, minute or second; what it leaves out is jumped over."""
    unit = _SECONDS[rule.frequency]
    begin = first.replace(minute=first.minute if unit < 3600 else 0, second=first.second if unit < 60 else 0)
    stride = timedelta(seconds=unit * rule.step)
    n = 0
    while work.step():
        try:
            at = begin + n * stride
            later = _jump(rule, at)
        except (OverflowError, ValueError):
            return
        if later is not None:
            n = max(n + 1, -((begin - later) // stride))
            continue
        yield from _within_unit(rule, at, first)
        n += 1


def _jump(rule: _Rule, at: datetime) -> datetime | None:
    """Return the next instant worth a look where the rule leaves out this one; None where it does not."""
    if not _is_day(rule, at.date()):
        return datetime.combine(at.date() + timedelta(days=1), time())
    if rule.hours and at.hour not in rule.hours:
        return at.replace(minute=0, second=0) + timedelta(hours=1)
    if rule.frequency != "HOURLY" and rule.minutes and at.minute not in rule.minutes:
        return at.replace(second=0) + timedelta(minutes=1)
    if rule.frequency == "SECONDLY" and rule.seconds and at.second not in rule.seconds:
        place = bisect_left(rule.seconds, at.second)
        ahead = rule.seconds[place] if place < len(rule.seconds) else rule.seconds[0] + 60
        return at + timedelta(seconds=ahead - at.second)
    return None


def _within_unit(rule: _Rule, at: datetime, first: datetime) -> Iterator[datetime]:
    """Yield the starts within one hour, minute or second."""
    minutes = (rule.minutes or (first.minute,)) if rule.frequency == "HOURLY" else (at.minute,)
    seconds = (rule.seconds or (first.second,)) if rule.frequency != "SECONDLY" else (at.second,)
    found = [at.replace(minute=minute, second=second) for minute in minutes for second in seconds]
    yield from (found[n] for n in _chosen(rule.positions, len(found)))
