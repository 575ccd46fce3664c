"""Series told by a rule: "every Tuesday from 3 February to 26 May" is each of these Tuesdays."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from pipeline.extract.days import weekday_of
from pipeline.extract.roles import DEADLINE, EVENT, HISTORY, PERIOD, Occasion
from pipeline.sheet import Sheet
from pipeline.words import Hit

MOST = 60
"""A series told in prose has no more occurrences than that; a longer one is opening hours."""
_RULES = 200
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ADDING = ("name_join", "range_to", "day_before", "article", "every", "name_link")
_BOUNDS = frozenset({EVENT, PERIOD, HISTORY, DEADLINE})


def unroll(sheet: Sheet, found: list[Occasion]) -> None:
    """Give each rule's occurrences to the date that bounds it, which is then an event's."""
    if not any(one.days and one.role in _BOUNDS for one in found):
        return
    other = {hit.first for hit in sheet.marks.all("every_other")}
    for hit in sheet.marks.all("every", "every_other")[:_RULES]:
        sentence = sheet.sentence(hit.start)
        bounds = [o for o in found if o.sentence == sentence and o.role in _BOUNDS and o.days and not o.rrule]
        if not bounds:
            continue
        weekdays = _weekdays(sheet, hit)
        if not weekdays or _is_opening(sheet, sentence):
            continue
        listed = any(len(o.days) > 1 and not o.mention.is_range for o in bounds) or _are_listed(sheet, bounds)
        span = None if listed else _span(sheet, bounds)
        if span is None:
            continue
        first, last = span
        step = 2 if hit.first in other else 1
        days = _occurrences(first, last, weekdays, step)
        if 1 <= len(days) <= MOST:
            _become(bounds, days, _rule(weekdays, step, last))


def _weekdays(sheet: Sheet, hit: Hit) -> list[int]:
    """Return the weekdays that a rule's word names itself, or that stand right behind it.

    None where they are alternatives: "each time on a Friday or a Thursday".
    """
    tokens, known = sheet.marks.tokens.words, sheet.known.weekdays
    found: list[int] = []
    stop = hit.last + 3
    i = behind = hit.first
    while i < min(stop, len(tokens)):
        day = weekday_of(tokens[i], known)
        if day is not None and day not in found:
            if found and not _is_added(sheet, tokens[behind:i]):
                return []
            found.append(day)
            behind = i + 1
            stop = i + 3
        i += 1
    return sorted(found)


def _is_added(sheet: Sheet, between: list[str]) -> bool:
    """Tell words that add a weekday to another one, or lead to it, from what tells of a choice."""
    own = sheet.known.own
    small = {word for key in _ADDING for phrase in own.phrases[key] for word in phrase.split()}
    return all(word in small or not word.isalpha() for word in between)


def _is_opening(sheet: Sheet, sentence: tuple[int, int]) -> bool:
    """Tell opening hours and other stretches from a series of events."""
    if sheet.marks.has(*sentence, "not_event"):
        return True
    told = sheet.marks.has(*sentence, "event", "happens", "invites", "register")
    if sheet.marks.has(*sentence, "period"):
        return not (told and sheet.times_within(*sentence))
    return not told and not sheet.times_within(*sentence)


def _span(sheet: Sheet, bounds: list[Occasion]) -> tuple[date, date | None] | None:
    """Return a series' first and last day; the last is None where only its beginning is told."""
    first = last = None
    for one in bounds:
        at = one.mention.start
        if one.mention.is_range:
            return one.days[0], one.days[-1]
        if sheet.before(at, "range_to", 8, one.sentence[0]) or sheet.before(
            at, "before_day", 8, one.sentence[0]
        ):
            day = one.days[-1]
            last = day.replace(day=monthrange(day.year, day.month)[1]) if one.mention.kind == "month" else day
        elif first is None and one.mention.kind != "month":
            first = one.days[0]
    if first is None and last is not None and sheet.own_day is not None:
        first = sheet.own_day
    return (first, last) if first is not None and (last is None or first <= last) else None


def _are_listed(sheet: Sheet, bounds: list[Occasion]) -> bool:
    """Tell days that are told one by one, "torsdagar 5/3, 12/3 och 19/3": none of them is a series' end."""
    plain = [o for o in bounds if o.mention.days and not o.mention.is_range and o.mention.kind != "month"]
    ends = ("range_to", "before_day")
    bounding = [any(sheet.before(o.mention.start, key, 8, o.sentence[0]) for key in ends) for o in plain]
    return bounding.count(False) > 1


def _occurrences(first: date, last: date | None, weekdays: list[int], step: int) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last`` on these weekdays, every ``step``-th week; at least one."""
    begin = next(day for n in range(7) if (day := first + timedelta(days=n)).weekday() in weekdays)
    if last is None:
        return (begin,)
    monday = begin - timedelta(days=begin.weekday())
    days: list[date] = []
    while monday <= last and len(days) <= MOST:
        week = (monday + timedelta(days=weekday) for weekday in weekdays)
        days += [day for day in week if begin <= day <= last]
        monday += timedelta(weeks=step)
    return tuple(days)


def _rule(weekdays: list[int], step: int, last: date | None) -> str:
    """Return the series' RFC 5545 rule."""
    interval = f";INTERVAL={step}" if step > 1 else ""
    until = f";UNTIL={last:%Y%m%d}" if last is not None else ""
    return f"FREQ=WEEKLY{interval};BYDAY={','.join(_CODES[day] for day in weekdays)}{until}"


def _become(bounds: list[Occasion], days: tuple[date, ...], rule: str) -> None:
    """Let the first bound stand for all occurrences; the other ones are no days of their own."""
    lead, *rest = bounds
    kind = "named" if lead.mention.kind == "month" else lead.mention.kind
    lead.mention = replace(lead.mention, is_range=False, kind=kind, weekday=None, relative="")
    lead.role, lead.days, lead.rrule = EVENT, days, rule
    for other in rest:
        other.role = PERIOD
