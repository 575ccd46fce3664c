"""Which hour belongs to which day: in the same sentence first, in a neighbouring line or cell next, shared last."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extract.clock import TimeMention
from pipeline.extract.roles import EVENT, Occasion
from pipeline.sheet import Sheet

CLOSE = 16
"""A bare 18.00 is an hour only that near behind its day."""
REACH = 90
"""Characters between a day and its hour in running text."""


def pair_times(sheet: Sheet, found: list[Occasion]) -> None:
    """Give each event's date the hour that belongs to it, where one does."""
    usable = [t for t in sheet.times if not _set_aside(sheet, t)]
    starts = [t.start for t in usable]
    dates = sorted((m.start, m.end) for m in sheet.dates if m.days)
    taken: set[int] = set()
    events = [o for o in found if o.role == EVENT]
    for occasion in events:
        i = _in_sentence(sheet, occasion, usable, starts, dates)
        if i is not None:
            occasion.time = usable[i]
            taken.add(i)
    for occasion in events:
        if occasion.time is None:
            i = _in_neighbours(sheet, occasion, usable, starts)
            if i is not None and (
                i not in taken or "label_time" in sheet.labels_over(sheet.block_index(usable[i].start))
            ):
                occasion.time = usable[i]
    _share(sheet, events)


def _set_aside(sheet: Sheet, time: TimeMention) -> bool:
    """Tell doors, breaks, deadlines' hours and opening hours from an event's hours."""
    start, stop = sheet.sentence(time.start)
    for key, reach in (("doors", 25), ("deadline", 60), ("period", 40)):
        hit = sheet.before(time.start, key, reach, start)
        if hit is not None and not any(
            hit.end <= m.start and m.end <= time.start for m in sheet.dates_within(start, stop)
        ):
            return True
    return False


def _in_sentence(
    sheet: Sheet,
    occasion: Occasion,
    times: list[TimeMention],
    starts: list[int],
    dates: list[tuple[int, int]],
) -> int | None:
    """Return the hour after the day in its sentence or block, else the one before it."""
    mention, block = occasion.mention, sheet.blocks[occasion.block]
    stop = max(occasion.sentence[1], min(block.end, mention.end + 14))
    after = bisect_left(dates, (mention.end, 0))
    following = dates[after][0] if after < len(dates) else len(sheet.text)
    i = bisect_left(starts, mention.end)
    while i < len(times) and times[i].start < min(stop, following, mention.end + REACH):
        apart = times[i].bare and times[i].until is None and times[i].start - mention.end > CLOSE
        if not _agenda_line(sheet, times[i]) and not apart:
            return i
        i += 1
    before = bisect_left(dates, (mention.start, 0))
    preceding = dates[before - 1][1] if before else 0
    i = bisect_left(starts, mention.start) - 1
    if (
        i >= 0
        and times[i].start >= max(occasion.sentence[0], preceding, mention.start - 60)
        and not times[i].bare
    ):
        return i
    return None


def _agenda_line(sheet: Sheet, time: TimeMention) -> bool:
    """Tell a programme point: a line that begins with an hour and goes on with what happens then."""
    block = sheet.blocks[sheet.block_index(time.start)]
    if time.start - block.start > 3 or len(block.text) - (time.end - block.start) < 6:
        return False
    return not sheet.dates_within(block.start, block.end)


def _in_neighbours(
    sheet: Sheet, occasion: Occasion, times: list[TimeMention], starts: list[int]
) -> int | None:
    """Return the hour in one of the next lines or cells, or the line before, of a short block that holds only the day."""
    block = sheet.blocks[occasion.block]
    short = len(block.text) < 80 and len(block.text) - (occasion.mention.end - occasion.mention.start) < 45
    for step in (1, 2, 3, -1):
        at = occasion.block + step
        if not 0 <= at < len(sheet.blocks):
            continue
        other = sheet.blocks[at]
        if sheet.dates_within(other.start, other.end):
            if step > 0:
                return None
            continue
        i = bisect_left(starts, other.start)
        if i >= len(times) or times[i].start >= other.end:
            if len(other.text) > 60 and step > 0:
                return None
            continue
        labelled = "label_time" in sheet.labels_over(at) and other.kind != "heading"
        alone = len(other.text) - (times[i].end - times[i].start) < 22 and other.region == block.region
        if (
            step == 1
            and other.kind == "pair"
            and len(other.text) < 70
            and times[i].start - other.start <= 2
            and len(block.text) < 80
        ):
            return i
        if labelled or (short and alone and (step == 1 or other.kind == "pair" or len(other.text) < 30)):
            return i
        if step == 1 and not short:
            return None
    return None


def _share(sheet: Sheet, events: list[Occasion]) -> None:
    """Let days in one enumeration have the hour that closes it: "5 May, 12 May and 19 May at 6 pm"."""
    for left, right in zip(reversed(events[:-1]), reversed(events[1:]), strict=True):
        if left.time is None and right.time is not None and left.sentence == right.sentence:
            between = sheet.text[left.mention.end : right.mention.start]
            if len(between) <= 12 and "(" not in between:
                left.time, left.shared_time = right.time, True
