"""schema.org's Schedule (``eventSchedule``) as its occurrences, followed as an iCalendar rule is: bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Event

from pipeline.structured import RawEvent
from pipeline.structured.bounds import Work
from pipeline.structured.nodes import Node, child_nodes, items, number_of, short, text_of
from pipeline.structured.recurring import unrolled
from pipeline.structured.stated import later, read_duration, read_time
from pipeline.structured.vevent import stated
from pipeline.zones import known_zone

MAX_SCHEDULES = 10
MAX_EXCEPTIONS = 500
_EVERY = re.compile(r"P(\d{1,3})([DWMY])", re.I)
_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
_NAMED = {"daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M",
          "yearly": "P1Y", "annually": "P1Y"}  # fmt: skip
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"[+-]?\d?(?:MO|TU|WE|TH|FR|SA|SU)")
_CLOCK = re.compile(r"T?(\d{1,2}):(\d{2})(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?", re.I)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One schedule: its rule (None: a single time), its first start, the length and days left out."""

    rule: str | None
    start: datetime | date
    length: timedelta
    zone: str | None
    without: tuple[str, ...]


def scheduled(event: RawEvent, node: Node, fetched_at: datetime | None, work: Work) -> list[RawEvent]:
    """Return the occurrences that a node's schedules tell of ``event``, in order; none where it has none.

    A schedule without an end is followed for as long as a calendar's series; one that cannot be followed
    gives its first time with the rule as an ``rrule``.
    """
    out: list[RawEvent] = []
    for schedule in list(child_nodes(node.get("eventSchedule")))[:MAX_SCHEDULES]:
        plan = _plan(schedule, event)
        if plan is not None:
            out.extend(_occurring(event, plan, fetched_at, work))
    return out


def _plan(schedule: Node, event: RawEvent) -> _Plan | None:
    first, _ = read_time(text_of(schedule.get("startDate")) or "")
    first = first if first is not None else event.start
    if first is None:
        return None
    if isinstance(first, datetime) and first.utcoffset():
        first = first.replace(tzinfo=None)  # a series keeps its clock, not its offset, over the year
    opens, closes = _clock(schedule.get("startTime")), _clock(schedule.get("endTime"))
    if opens is not None:
        day = first.date() if isinstance(first, datetime) else first
        zone = first.tzinfo if isinstance(first, datetime) else None
        first = datetime.combine(day, opens, tzinfo=zone)
    length = read_duration(text_of(schedule.get("duration")) or "")
    if not length and opens is not None and closes is not None:
        length = datetime.combine(date.min, closes) - datetime.combine(date.min, opens)
        length += timedelta(days=1) if length < timedelta(0) else timedelta(0)
    zone_name = text_of(schedule.get("scheduleTimezone"))
    left_out = (read_time(text_of(item) or "")[0] for item in items(schedule.get("exceptDate")))
    days = tuple(f"{stamp:%Y%m%d}" for stamp in left_out if stamp is not None)[:MAX_EXCEPTIONS]
    named = zone_name if zone_name and known_zone(zone_name) else event.zone
    return _Plan(_rule(schedule, first), first, length, named, days)


def _clock(value: object) -> time | None:
    found = _CLOCK.fullmatch(text_of(value) or "")
    return time(int(found[1]), int(found[2])) if found and int(found[1]) < 24 and int(found[2]) < 60 else None


def _rule(schedule: Node, first: date) -> str | None:
    """Return the schedule's rule as iCalendar writes it; None for one that does not repeat."""
    words = (text_of(schedule.get("repeatFrequency")) or "").strip()
    every = _EVERY.fullmatch(_NAMED.get(words.lower(), words))
    days = [day for item in items(schedule.get("byDay")) if (day := _weekday(item))]
    if not every and not days:
        return None
    frequency = _FREQUENCIES[every[2].upper()] if every else "WEEKLY"
    parts = [f"FREQ={frequency}", f"INTERVAL={int(every[1]) if every else 1}"]
    weeks = [f"{int(n)}" for n in _numbers(schedule.get("byMonthWeek")) if 1 <= abs(n) <= 5]
    if days and frequency == "MONTHLY" and weeks and not any(day[0] in "+-0123456789" for day in days):
        days = [week + day for week in weeks for day in days]
    if days and frequency != "DAILY":
        parts.append("BYDAY=" + ",".join(dict.fromkeys(days)))
    elif days:
        parts[:] = ["FREQ=WEEKLY", "INTERVAL=1", "BYDAY=" + ",".join(dict.fromkeys(days))]
    for name, key, most in (("byMonth", "BYMONTH", 12), ("byMonthDay", "BYMONTHDAY", 31)):
        numbers = [f"{int(n)}" for n in _numbers(schedule.get(name)) if 1 <= abs(n) <= most]
        parts.extend([f"{key}={','.join(numbers)}"] if numbers else [])
    count = number_of(schedule.get("repeatCount"))
    until, _ = read_time(text_of(schedule.get("endDate")) or "")
    if count is not None and 1 <= count <= 10_000:
        parts.append(f"COUNT={int(count)}")
    elif until is not None:
        parts.append(_until(until, first))
    return ";".join(parts)


def _until(until: date, first: date) -> str:
    """Return the last day, included, in the form that the first time asks for."""
    if not isinstance(first, datetime):
        return f"UNTIL={until:%Y%m%d}"
    return f"UNTIL={until:%Y%m%d}T235959" + ("Z" if first.tzinfo is not None else "")


def _numbers(value: object) -> list[float]:
    return [n for item in items(value)[:31] if (n := number_of(item)) is not None]


def _weekday(item: object) -> str | None:
    """Return iCalendar's day for a schema.org one ("https://schema.org/Monday") or one of iCalendar's own."""
    words = short(text_of(item.get("id") or item) or "" if isinstance(item, dict) else str(item)).strip()
    if _DAY.fullmatch(words.upper()):
        return words.upper()
    if words.lower() not in {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}:
        return None
    return words[:2].upper()


def _occurring(event: RawEvent, plan: _Plan, fetched_at: datetime | None, work: Work) -> list[RawEvent]:
    starts = _starts(plan, fetched_at, work)
    series = event.series or event.title
    if not starts:
        return [_at(event, plan, plan.start, None, plan.rule)]
    return [_at(event, plan, start, series, None) for start in starts]


def _starts(plan: _Plan, fetched_at: datetime | None, work: Work) -> list[datetime | date] | None:
    """Return the plan's starts within the window around the fetch; None where its rule cannot be followed."""
    if plan.rule is None:
        return [plan.start]
    lines = [
        "BEGIN:VEVENT",
        "UID:schedule",
        f"DTSTART{_value(plan.start)}",
        f"RRULE:{plan.rule}",
        "END:VEVENT",
    ]
    try:
        rule = Event.from_ical("\r\n".join(lines))
    except ValueError:
        return None
    told = unrolled([rule], fetched_at, work) if isinstance(rule, Event) else ""
    if isinstance(told, str):
        return None
    found = [stated(one, "DTSTART") for one in told]
    return [start for start in found if isinstance(start, date) and f"{start:%Y%m%d}" not in plan.without]


def _value(start: datetime | date) -> str:
    if not isinstance(start, datetime):
        return f";VALUE=DATE:{start:%Y%m%d}"
    if start.tzinfo is None:
        return f":{start:%Y%m%dT%H%M%S}"
    return f":{start.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _at(
    event: RawEvent, plan: _Plan, start: datetime | date, series: str | None, rule: str | None
) -> RawEvent:
    """Return ``event`` at one of its times."""
    stamp = f"{start:%Y%m%dT%H%M%S}" if isinstance(start, datetime) else f"{start:%Y%m%d}"
    if isinstance(start, datetime) and start.tzinfo is None and plan.zone:
        start = start.replace(tzinfo=ZoneInfo(plan.zone))
    quotes = {**event.quotes, "start": start.isoformat()}
    quotes.pop("end", None)
    return replace(
        event, start=start, end=later(start, plan.length), zone=plan.zone, precision=None, rrule=rule,
        series=series, recurrence=None if rule else stamp, quotes=quotes,
    )  # fmt: skip
