"""Which hour belongs to which day: in its sentence first, in a line or cell beside it next, shared last."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extract.clock import TimeMention
from pipeline.extract.ends import close_times
from pipeline.extract.roles import EVENT, Occasion
from pipeline.extract.shared_hours import share_hours
from pipeline.sheet import Sheet
from pipeline.text import Block

CLOSE = 16
"""A bare 18.00 is an hour only that near behind its day."""
_NOTHING = frozenset({"", "uhr", "uur", "hod", "hod."})
_PLACE = 120
"""A line that begins with an hour and goes on with a place is no longer."""
CALLED = 3
"""Characters between a word such as "kl." and its hour."""
BELOW = 8
"""Blocks below a day among which a labelled hour is its."""
FOLLOWING = 300
"""Characters between a day and an hour that a later sentence adds."""
REACH = 90
"""Characters between a day and its hour in running text."""


def pair_times(sheet: Sheet, found: list[Occasion]) -> None:
    """Give each event's date the hour that belongs to it, where one does."""
    hours = _Hours(sheet)
    taken: set[TimeMention] = set()
    events = [o for o in found if o.role == EVENT]
    for occasion in events:
        occasion.time = hours.in_sentence(occasion)
        if occasion.time is not None:
            taken.add(occasion.time)
    for occasion in events:
        if occasion.time is None:
            time = hours.in_neighbours(occasion)
            if time is not None and (time not in taken or hours.is_labelled(time)):
                occasion.time = time
    for occasion in events:
        if occasion.time is None and occasion.mention.kind != "month":
            time = hours.following(occasion)
            if time is not None and time not in taken:
                occasion.time = time
                taken.add(time)
    share_hours(sheet, events)
    close_times(sheet, events)


class _Hours:
    """A page's hours that may be an event's, in order."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.times = [time for time in sheet.times if not is_set_aside(sheet, time)]
        self.starts = [time.start for time in self.times]
        self.dates = sorted((m.start, m.end) for m in sheet.dates if m.days)

    def in_sentence(self, occasion: Occasion) -> TimeMention | None:
        """Return the hour after the day in its sentence or block, else the one before it."""
        mention, block = occasion.mention, self.sheet.blocks[occasion.block]
        after = bisect_left(self.dates, (mention.end, 0))
        following = self.dates[after][0] if after < len(self.dates) else len(self.sheet.text)
        stop = max(occasion.sentence[1], min(block.end, mention.end + 14))
        stop = min(stop, following, mention.end + REACH)
        first, behind = bisect_left(self.starts, mention.end), bisect_left(self.starts, stop)
        for time in self.times[first:behind]:
            apart = time.bare and time.until is None and time.start - mention.end > CLOSE
            if not apart and not _is_agenda_line(self.sheet, time):
                return time
        return self._before(occasion)

    def _before(self, occasion: Occasion) -> TimeMention | None:
        """Return the hour right before a day, in its sentence and behind any earlier day."""
        start = occasion.mention.start
        before = bisect_left(self.dates, (start, 0))
        preceding = self.dates[before - 1][1] if before else 0
        i = bisect_left(self.starts, start) - 1
        if i < 0 or self.times[i].bare:
            return None
        near = self.times[i].start >= max(occasion.sentence[0], preceding, start - 60)
        return self.times[i] if near else None

    def in_neighbours(self, occasion: Occasion) -> TimeMention | None:
        """Return the hour in one of the next lines or cells, or in the line before.

        The day's own block must be short and hold little else, unless the hour's label asks for one.
        """
        sheet, block = self.sheet, self.sheet.blocks[occasion.block]
        rest = len(block.text) - (occasion.mention.end - occasion.mention.start)
        short = len(block.text) < 80 and rest < 45
        labelled = self._labelled(occasion)
        if labelled is not None:
            return labelled
        for step in (1, 2, 3, -1, -2):
            at = occasion.block + step
            if not 0 <= at < len(sheet.blocks):
                continue
            other = sheet.blocks[at]
            dated = bool(sheet.dates_within(other.start, other.end))
            time = None if dated else self._first_in(other)
            if time is None or (step < 0 and _is_agenda_line(sheet, time)):
                if step > 0 and (dated or len(other.text) > 60):
                    return None
            elif self._belongs(time, occasion.block, step, short):
                return time
            elif step > 0 and (not short or _is_called_line(sheet, other, time)):
                return None
        return None

    def _labelled(self, occasion: Occasion) -> TimeMention | None:
        """Return the hour under a label that asks for one, in the blocks below and before any other day."""
        sheet = self.sheet
        for at in range(occasion.block + 1, min(occasion.block + BELOW, len(sheet.blocks))):
            other = sheet.blocks[at]
            if other.region != "main" or sheet.dates_within(other.start, other.end):
                return None
            if other.kind not in ("heading", "label") and "label_time" in sheet.labels_over(at):
                return self._first_in(other)
        return None

    def following(self, occasion: Occasion) -> TimeMention | None:
        """Return the hour that a later sentence adds to a day, before any other day or a programme begins."""
        sheet, mention = self.sheet, occasion.mention
        first = bisect_left(self.starts, mention.end)
        if sheet.fetch_day in occasion.days and any(day.year for day in mention.days):
            return None
        if first == len(self.times) or sheet.blocks[occasion.block].region != "main":
            return None
        time = self.times[first]
        at = sheet.block_index(time.start)
        after = bisect_left(self.dates, (mention.end, 0))
        dated = after < len(self.dates) and self.dates[after][0] < time.start
        far = time.start - mention.end > FOLLOWING or at - occasion.block > 2
        if (
            time.bare
            or not self._is_sure(time)
            or dated
            or far
            or sheet.blocks[at].region != "main"
            or _is_agenda_line(sheet, time)
        ):
            return None
        heading = any(b.kind == "heading" for b in sheet.blocks[occasion.block + 1 : at + 1])
        before, behind = sheet.sentence(time.start)
        pause = sheet.before(time.start, "pause", 20, before)
        aside = sheet.marks.has(before, time.start, "register")
        aside = aside or sheet.marks.has(before, behind, "period", "not_event")
        aside = aside and self.sheet.before(time.start, "label_time", 20, before) is None
        aside = aside or (pause is not None and not sheet.times_within(pause.end, time.start))
        return None if heading or aside else time

    def _is_sure(self, time: TimeMention) -> bool:
        """Tell an hour by its form: with minutes or a word, called by name, or a range."""
        told = self.sheet.text[time.start : time.end]
        return not told.strip().isdigit() or self.sheet.before(time.start, "clock", 2) is not None

    def _first_in(self, block: Block) -> TimeMention | None:
        i = bisect_left(self.starts, block.start)
        return self.times[i] if i < len(self.times) and self.times[i].start < block.end else None

    def _belongs(self, time: TimeMention, index: int, step: int, short: bool) -> bool:
        """Tell whether the hour in the block ``step`` on belongs to the day in the block at ``index``."""
        block, other = self.sheet.blocks[index], self.sheet.blocks[index + step]
        if other.kind != "heading" and "label_time" in self.sheet.labels_over(index + step):
            return True
        cell = step == 1 and other.kind == "pair" and len(other.text) < 70
        if cell and len(block.text) < 80 and time.start - other.start <= 2:
            return True
        alone = len(other.text) - (time.end - time.start) < 22 and other.region == block.region
        placed = self.sheet.marks.has(time.end, other.end, "venue", "room", "street_after")
        alone = alone or (step == 1 and placed and self._opens_alone(time, index + step))
        return short and alone and (step == 1 or other.kind == "pair" or len(other.text) < 30)

    def _opens_alone(self, time: TimeMention, index: int) -> bool:
        """Tell an hour that begins its line where the next line begins with none: no programme's point."""
        block, behind = self.sheet.blocks[index], self.sheet.blocks[index + 1 : index + 2]
        first = time.start - block.start <= 2 and len(block.text) < _PLACE
        return first and not (behind and self.sheet.times_within(behind[0].start, behind[0].start + 3))

    def is_labelled(self, time: TimeMention) -> bool:
        """Tell whether an hour stands under a label that asks for one."""
        return "label_time" in self.sheet.labels_over(self.sheet.block_index(time.start))


def is_set_aside(sheet: Sheet, time: TimeMention) -> bool:
    """Tell doors, breaks, deadlines' hours and opening hours from an event's hours."""
    start, stop = sheet.sentence(time.start)
    if _is_week(sheet, start, time.start):
        return True
    behind = next(iter(sheet.marks.within(time.end, min(stop, time.end + CLOSE), "doors")), None)
    if behind is not None and sheet.text[time.end : behind.start].strip(" (–-").lower() in _NOTHING:
        return not sheet.times_within(behind.end, behind.end + CLOSE)
    for key, reach in (("doors", 25), ("deadline", 60), ("period", 40)):
        hit = sheet.before(time.start, key, reach, start)
        if hit is not None:
            between = (m for m in sheet.dates_within(start, stop) if hit.end <= m.start)
            later = key == "doors" and bool(sheet.times_within(hit.end, time.start))
            later = later or sheet.marks.has(hit.end, time.start, "happens")
            if not later and not any(m.end <= time.start for m in between):
                return True
    return False


def _is_week(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell "Monday to Friday" before an hour, which is then an office's or an exhibition's."""
    i = bisect_left(sheet.weeks, stop) - 1
    return i >= 0 and sheet.weeks[i] >= start and not sheet.dates_within(sheet.weeks[i], stop)


def _is_called_line(sheet: Sheet, block: Block, time: TimeMention) -> bool:
    """Tell a programme's line that begins with a word for its hour: below it stand its next points."""
    call = sheet.before(time.start, "clock", CALLED, block.start)
    return call is not None and call.start == block.start


def _is_agenda_line(sheet: Sheet, time: TimeMention) -> bool:
    """Tell a programme point: a line that begins with an hour and goes on with what happens then."""
    block = sheet.blocks[sheet.block_index(time.start)]
    if (
        sheet.sentence(time.start)[0] < block.start
        or time.start - block.start > 3
        or len(block.text) - (time.end - block.start) < 6
    ):
        return False
    return not sheet.dates_within(block.start, block.end)
