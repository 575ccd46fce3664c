"""Meetings in several places on one day: a day's line, then lines with an hour and a place each."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.extract.clock import TimeMention
from pipeline.extract.roles import ASKS_WHEN, EVENT, Occasion
from pipeline.sheet import Sheet
from pipeline.text import Block

_FEWEST, _SEVERAL, _MOST = 2, 3, 30
"""So many lines under a day are meetings of their own; so many where only their hours say it."""
_OPENS, _ALONE = 4, 4
"""Characters before a line's hours, and beside a line's day."""
_NAME = 80
"""Characters of the name ahead of a line's hour, and of those behind it that tell its place."""
_STREETS = ("street_before", "street_after")
_PLACES = ("venue", "room", *_STREETS)
Line = tuple[int, TimeMention]
"""A block and the hour that it tells."""


def with_stations(sheet: Sheet, found: list[Occasion]) -> list[Occasion]:
    """Return the occasions with one for each meeting's line in place of its day's.

    A programme's points are no meetings: they begin with their hours and name no streets.
    """
    days = [o for o in found if o.role == EVENT and _is_one_day(o) and _leads(sheet, o)]
    under = {id(day): _lines(sheet, day) for day in days}
    rows = {id(day): _rows(sheet, day) for day in days if not under[id(day)]}
    if any(_are_apart(sheet, lines) for lines in rows.values()):
        under |= {key: lines for key, lines in rows.items() if len(lines) == 1 or _are_apart(sheet, lines)}
    out: list[Occasion] = []
    for occasion in found:
        lines = under.get(id(occasion), [])
        out += [_at(sheet, occasion, *line) for line in lines] or [occasion]
    return out


def _is_one_day(occasion: Occasion) -> bool:
    """Tell a day, whether its year is known or not."""
    written = occasion.mention.days
    return len(occasion.days or written) == 1 and (bool(occasion.days) or bool(written[0].day))


def _leads(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a day that is all of its line, or ends the line that leads a list in: "On Sunday 6 August:"."""
    block, at = sheet.blocks[occasion.block], occasion.mention
    alone = len(block.text) - (at.end - at.start) <= _ALONE
    return (alone and not occasion.labels & ASKS_WHEN) or sheet.text[at.end : block.end].strip() == ":"


def _lines(sheet: Sheet, occasion: Occasion) -> list[Line]:
    """Return the lines under a day that begin with hours and name streets; none where they are but one."""
    lines: list[Line] = []
    for index, line in _below(sheet, occasion):
        times = sheet.times_within(line.start, line.start + _OPENS)
        ranged = bool(times) and times[0].until is not None
        if not ranged or not sheet.marks.has(times[0].end, line.end, *_STREETS):
            break
        lines.append((index, times[0]))
    return lines if len(lines) >= _FEWEST else []


def _rows(sheet: Sheet, occasion: Occasion) -> list[Line]:
    """Return the lines right under a day that each begin with a name and tell an hour."""
    lines: list[Line] = []
    for index, line in _below(sheet, occasion):
        times = sheet.times_within(line.start, min(line.start + _NAME, line.end))
        named = bool(times) and not times[0].bare and times[0].start - line.start > _OPENS
        plain = line.region == "main" and not sheet.label_keys(line.label or "")
        if not named or not plain or not line.text.strip(" •–-")[:1].isupper():
            break
        lines.append((index, times[0]))
    return lines


def _below(sheet: Sheet, occasion: Occasion) -> list[tuple[int, Block]]:
    """Return the blocks under a day's with their index, up to the next that tells a day."""
    out = []
    for index in range(occasion.block + 1, min(occasion.block + 1 + _MOST, len(sheet.blocks))):
        line = sheet.blocks[index]
        if sheet.dates_within(line.start, line.end):
            break
        out.append((index, line))
    return out


def _are_apart(sheet: Sheet, lines: list[Line]) -> bool:
    """Tell meetings from the points of one programme: each has its place, or their hours do not follow on."""
    if len(lines) < _FEWEST:
        return False
    if all(_is_placed(sheet, *line) for line in lines):
        return True
    back = sum(b.begin <= a.begin for (_, a), (_, b) in pairwise(lines))
    return len(lines) >= _SEVERAL and back * 2 >= len(lines) - 1


def _is_placed(sheet: Sheet, index: int, time: TimeMention) -> bool:
    """Tell a line that names a place, or goes on with where behind its hour: "Gamboa 9h, na Rádio"."""
    end = sheet.blocks[index].end
    at = next(iter(sheet.marks.within(time.end, min(end, time.end + _NAME), "at")), None)
    right_behind = at is not None and not sheet.text[time.end : at.start].strip(" ,–-")
    return right_behind or sheet.marks.has(time.end, min(end, time.end + _NAME), *_PLACES)


def _at(sheet: Sheet, day: Occasion, index: int, time: TimeMention) -> Occasion:
    """Return the day as it is told by one meeting's line."""
    line = sheet.blocks[index]
    mention = replace(day.mention, start=line.start, end=line.start)
    return replace(
        day, mention=mention, block=index, sentence=(line.start, line.end), time=time, led_in=True,
        shared_time=False, reasons=[], apart=True,
    )  # fmt: skip
