"""Events moved to another day: the new day is the event's, the old one is history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from pipeline.extract.roles import EVENT, HISTORY, Occasion
from pipeline.sheet import Sheet

CUED = 60
"""Characters between the words of a move and the days that it leads from and to."""
NEAR = 5
"""Characters between "instead of" and the day that an event is not on."""


def settle_moves(sheet: Sheet, found: list[Occasion]) -> None:
    """Mark the days that events were moved to, and take the old ones for history wherever they stand."""
    events = [o for o in found if o.role == EVENT and o.days]
    sentences: dict[tuple[int, int], list[Occasion]] = defaultdict(list)
    for occasion in events:
        sentences[occasion.sentence].append(occasion)
    old = _left_behind(sheet, events)
    for sentence, told in sentences.items():
        if not sheet.marks.has(*sentence, "moved", "postponed"):
            continue
        if sheet.marks.has(*sentence, "conditional"):
            _keep_first(events, told)
        else:
            old |= _within(sheet, told)
    old |= _replaced(sheet, [o for o in events if not o.moved and not set(o.days) <= old])
    for occasion in events:
        if set(occasion.days) <= old:
            occasion.role = HISTORY


def _left_behind(sheet: Sheet, events: list[Occasion]) -> set[date]:
    """Return the days told as no longer the event's, "originally on 10 March", where another day is told."""
    left = [o for o in events if _is_former(sheet, o)]
    stayed = [o for o in events if o not in left]
    if not left or not stayed:
        return set()
    new = next((o for o in stayed if o.sentence == left[0].sentence), stayed[0])
    new.moved = new.days[0] != left[0].days[0]
    return {day for o in left for day in o.days} - {day for o in stayed for day in o.days}


def _is_former(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day behind "originally", or right behind "instead of"."""
    start, floor = occasion.mention.start, occasion.sentence[0]
    hits = (sheet.before(start, "formerly", CUED, floor), sheet.before(start, "instead", NEAR, floor))
    return any(hit is not None and not sheet.dates_within(hit.end, start - 1) for hit in hits)


def _keep_first(events: list[Occasion], told: list[Occasion]) -> None:
    """Take the day that an event would be moved to in case of rain for none of its days."""
    planned = min(o.days[0] for o in events)
    for occasion in told:
        if occasion.days[0] > planned:
            occasion.role = HISTORY


def _within(sheet: Sheet, told: list[Occasion]) -> set[date]:
    """Return the old days of a sentence that tells of a move and of the new day too."""
    if len(told) == 1:
        only = told[0]
        cue = sheet.before(only.mention.start, "moved", CUED, only.sentence[0])
        apart = only.mention.is_range and (only.days[-1] - only.days[0]).days > 1
        by_word = sheet.marks.has(only.mention.start, only.mention.end, "range_to")
        if cue is None or not apart or not by_word:
            return set()
        old = {only.days[0]}
        only.mention = replace(only.mention, is_range=False, days=only.mention.days[-1:])
        only.days, only.moved = only.days[-1:], True
        return old
    left = [o for o in told if _is_left(sheet, o)]
    stayed = [o for o in told if o not in left]
    if left and stayed:
        stayed[-1].moved = True
        return {day for o in left for day in o.days} - {day for o in stayed for day in o.days}
    new = max(told, key=lambda o: o.days[-1])
    if any(o.mention.kind == "month" for o in told) or all(o.days == new.days for o in told):
        return set()
    new.moved = True
    return {day for o in told if o is not new for day in o.days} - set(new.days)


def _is_left(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell the day that something was moved from: "March 20 (moved from March 27)"."""
    start = occasion.mention.start
    led = sheet.before(start, "range_from", 3, occasion.sentence[0])
    return led is not None and sheet.before(led.start, "moved", 3, occasion.sentence[0]) is not None


def _replaced(sheet: Sheet, events: list[Occasion]) -> set[date]:
    """Return the days told as put off, where the page tells a new date by that name."""
    new = [o for o in events if sheet.before(o.mention.start, "new_date", CUED, o.sentence[0] - CUED)]
    if not new and len(events) == 2 and events[0].block == events[1].block:
        first, second = events
        put_off = sheet.marks.has(*first.sentence, "postponed")
        later = first.sentence != second.sentence and second.days[0] > first.days[-1]
        new = [second] if put_off and later and not sheet.marks.has(*second.sentence, "next_event") else []
    if not new:
        return set()
    off = [o for o in events if o not in new and sheet.marks.has(*o.sentence, "moved", "postponed")]
    for occasion in new:
        occasion.moved = bool(off)
    return {day for o in off for day in o.days} - {day for o in new for day in o.days}
