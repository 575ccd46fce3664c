"""When an event ends, where that is told apart from its beginning: "ends 8pm", "3 May 18:00 – 4 May 2:00"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from pipeline.extract.clock import TimeMention
from pipeline.extract.date_tokens import DASHES
from pipeline.extract.roles import END, Occasion
from pipeline.sheet import Sheet

NEAR = 45
"""Characters between an event's beginning and the words of its end."""
_ASIDE = 4
"""Characters between the hour of a programme's last line and what it says."""
_MOST = 50
_PAIR = 2
"""More days of one sentence, each with its hours, are evenings of a series."""
LONGEST = timedelta(days=60)
"""Two days with hours are one event's where they lie no further apart."""


def close_times(sheet: Sheet, events: list[Occasion]) -> None:
    """Give the events' hours the end that stands behind them: a day and an hour, or an hour alone."""
    row = Counter(occasion.sentence for occasion in events if occasion.time is not None)
    for one, other in pairwise(events):
        goes_on = row[one.sentence] == _PAIR and _go_on(sheet, one, other)
        if one.role != END and (_are_ends(sheet, one, other) or goes_on):
            _join(one, other)
    for occasion in events:
        time = occasion.time
        if time is not None and time.until is None and not time.bare:
            until = _told_end(sheet, time)
            if until is not None:
                occasion.time = replace(time, until=until)
    timed = [o for o in events if o.time is not None and not o.time.bare]
    if timed and len({(o.days, o.time and o.time.begin) for o in timed}) == 1:
        _close_alone(sheet, timed)


def _close_alone(sheet: Sheet, timed: list[Occasion]) -> None:
    """Give a page's only hour the end that a sentence further down or its programme's last line tells."""
    closing = None if any(o.time is None or o.time.until is not None for o in timed) else _closing(sheet)
    for occasion in timed:
        time = occasion.time
        if time is None or closing is None or time.end > closing.start:
            continue
        if time.begin < closing.begin:
            occasion.time = replace(time, until=closing.begin)


def _closing(sheet: Sheet) -> TimeMention | None:
    """Return the hour at which an event is said to be over: "20:00 The end", "The meeting ends at 8.30"."""
    for hit in sheet.marks.all("label_end")[:_MOST]:
        block = sheet.document.block_at(hit.start)
        start, stop = sheet.sentence(hit.start)
        if block is None or block.region != "main" or sheet.dates_within(start, stop):
            continue
        line = sheet.times_within(block.start, hit.start)
        alone = not sheet.text[hit.end : block.end].strip(" .!")
        first = len(line) == 1 and line[0].until is None and line[0].start - block.start <= _ASIDE
        if first and alone and hit.start - line[0].end <= _ASIDE:
            return line[0]
        told = sheet.times_within(hit.end, min(stop, hit.end + NEAR // 3))
        if told and told[0].until is None and sheet.marks.has(start, hit.start, "event"):
            return told[0]
    return None


def _are_ends(sheet: Sheet, one: Occasion, other: Occasion) -> bool:
    """Tell "3 May 18:00 – 4 May 2:00": a day and an hour on either side of a dash or of "till"."""
    a, b = one.time, other.time
    if a is None or b is None or a is b or a.until is not None or b.until is not None:
        return False
    if len(one.days) != 1 or len(other.days) != 1 or a.start < one.mention.end or b.start < other.mention.end:
        return False
    if not timedelta(0) <= other.days[0] - one.days[0] <= LONGEST:
        return False
    between = sheet.text[a.end : other.mention.start].strip(" \n|,.")
    ended = sheet.marks.has(a.end, other.mention.start, "label_end")
    if sheet.marks.has(a.end, other.mention.start, "day_join") and not ended:
        return False
    return 0 < len(between) <= NEAR // 3 and (
        all(mark in DASHES for mark in between)
        or ended
        or sheet.marks.has(a.end, other.mention.start, "range_to")
    )


def _go_on(sheet: Sheet, one: Occasion, other: Occasion) -> bool:
    """Tell one event of two days in a row: "on 5 May from 10 to 16 and on 6 May from 9 to 15"."""
    a, b = one.time, other.time
    if a is None or b is None or a.until is None or b.until is None or one.sentence != other.sentence:
        return False
    if len(one.days) != 1 or len(other.days) != 1 or other.days[0] - one.days[0] != timedelta(days=1):
        return False
    behind = one.mention.end <= a.start and other.mention.end <= b.start
    near = behind and 0 < other.mention.start - a.end <= NEAR // 3
    return near and sheet.marks.has(a.end, other.mention.start, "day_join") and _is_one(sheet, one.sentence)


def _is_one(sheet: Sheet, sentence: tuple[int, int]) -> bool:
    """Tell a sentence that says of something that it happens, and names no more than one kind of event."""
    nouns = {sheet.text[hit.start : hit.end].lower() for hit in sheet.marks.within(*sentence, "event")}
    return len(nouns) <= 1 and bool(nouns or sheet.marks.has(*sentence, "happens", "happened"))


def _join(one: Occasion, other: Occasion) -> None:
    """Make the second day and hour the first one's end."""
    if one.time is None or other.time is None:
        return
    if other.days[0] > one.days[0]:
        one.days = (one.days[0], other.days[0])
        one.mention = replace(one.mention, is_range=True)
    closes = other.time.begin if other.time.until is None else other.time.until
    one.time = replace(one.time, until=closes)
    other.role = END


def _told_end(sheet: Sheet, time: TimeMention) -> int | None:
    """Return the hour that words of an end lead to, in the sentence or under a label of its own."""
    at = sheet.block_index(time.start)
    stop = min(sheet.blocks[at].end, time.end + NEAR)
    cue = next(iter(sheet.marks.within(time.end, stop, "label_end")), None)
    if cue is not None:
        hour = next(iter(sheet.times_within(cue.end, cue.end + NEAR // 3)), None)
        return hour.begin if hour is not None and hour.until is None else None
    for i, block in enumerate(sheet.blocks[at + 1 : at + 4], at + 1):
        if block.kind not in ("heading", "label") and "label_end" in sheet.labels_over(i):
            hour = next(iter(sheet.times_within(block.start, block.end)), None)
            return hour.begin if hour is not None and hour.start - block.start < NEAR // 3 else None
    return None
