"""Rows of a list of days: alike blocks near each other, with one date each, at the block's edge."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from pipeline.extract.drafts import ENOUGH
from pipeline.extract.roles import Occasion
from pipeline.sheet import Sheet

_PLAN, _ROWS = 4, 3
_ABOVE = 4
"""Lines above a list, and lines that begin its page, which say what it lists."""
_DOUBTED = -2.5
"""Points of days that something speaks against: a calendar's, a page's frame."""
_TOLD = ("event", "next_event", "happens", "invites", "planned", "organises")
PLACES = ("venue", "room", "street_after", "street_before")
_SHORT, _PLACED = 90, 12
"""Characters of a line that tells who, when and where, and between its day and the preposition."""
APART = 6
"""Records of one list have no more blocks between their dates."""


def list_rows(sheet: Sheet, events: list[Occasion]) -> set[int]:
    """Return the ids of the occasions that are records of a list, and give them their points.

    Records are alike blocks near each other, with one date each, at the block's edge.
    """
    per_block = Counter(o.block for o in events)
    runs: list[list[Occasion]] = []
    for occasion in events:
        if per_block[occasion.block] != 1 or not _may_be_record(sheet, occasion):
            continue
        if runs and _goes_on(sheet, runs[-1][-1], occasion):
            runs[-1].append(occasion)
        else:
            runs.append([occasion])
    lists = [run for run in runs if len({(o.days[0], o.time.begin if o.time else 0) for o in run}) >= 2]
    records = [occasion for run in lists for occasion in run]
    grown = {id(o) for run in lists if _is_plan(run, _PLAN) for o in run}
    for run in lists:
        _set_placed(sheet, run)
    for occasion in records:
        dated = occasion.time is not None or occasion.mention.weekday is not None
        sure = dated or occasion.placed or id(occasion) in grown
        sure = sure or sheet.marks.has(*occasion.sentence, "event")
        occasion.add(1 if sure else 0.3, "one of a list of dates")
        if id(occasion) in grown and occasion.mention.weak and occasion.time is None:
            occasion.add(2, "each of them after the last")
    for run in lists:
        _raise_plan(sheet, run)
        _raise_rest(sheet, run)
    return {id(occasion) for occasion in records}


def _raise_plan(sheet: Sheet, run: list[Occasion]) -> None:
    """Let the rows of a plan count whose days nothing else tells: "The next evenings:", "24.3. A", "21.4. B".

    A heading, the line above or the page's first lines say that something happens, or name a kind of event.
    Numbered sections ascend as well: "3.1. Aims", "3.2. Means".
    """
    if not _is_plan(run, _ROWS) or any(o.mention.kind == "grid" or o.score < _DOUBTED for o in run):
        return
    if _is_numbered(run) or not _is_announced(sheet, run[0]):
        return
    for occasion in run:
        if occasion.score < ENOUGH:
            occasion.add(ENOUGH - occasion.score, "a row of a plan that is announced")
            occasion.told = True


def _is_numbered(run: list[Occasion]) -> bool:
    """Tell numbers of sections, each of them after the last, from bare days and months."""
    pairs = [(o.mention.days[0].day, o.mention.days[0].month) for o in run if o.mention.weak]
    return len(pairs) == len(run) and all(a < b for a, b in pairwise(pairs))


def _is_announced(sheet: Sheet, first: Occasion) -> bool:
    """Tell whether the lines above a list, or those that begin the page, speak of events."""
    above = range(max(0, first.block - _ABOVE), first.block)
    lines = [sheet.blocks[i] for i in sorted({*range(min(_ABOVE, first.block)), *above})]
    return any(sheet.marks.has(b.start, b.end, *_TOLD) for b in lines)


def _raise_rest(sheet: Sheet, run: list[Occasion]) -> None:
    """Let all rows of a list count that are written alike, where most of them do."""
    sure = [o for o in run if o.score >= ENOUGH]
    if not len(run) > len(sure) > len(run) / 2:
        return
    forms = {(sheet.blocks[o.block].kind, o.mention.start - sheet.blocks[o.block].start) for o in sure}
    for occasion in run:
        block = sheet.blocks[occasion.block]
        if occasion.score < ENOUGH and (block.kind, occasion.mention.start - block.start) in forms:
            occasion.add(ENOUGH - occasion.score, "a row of a list whose other rows count")
            occasion.told = True


def _set_placed(sheet: Sheet, run: list[Occasion]) -> None:
    """Mark the lines of a list in which each day has its place, and not all the same."""
    tails = [sheet.text[o.mention.end : sheet.blocks[o.block].end].strip() for o in run]
    placed = all(sheet.marks.has(o.mention.start, sheet.blocks[o.block].end, *PLACES) for o in run)
    for occasion in run if placed and len(set(tails)) == len(run) >= _ROWS else ():
        occasion.placed = True


def _is_plan(run: list[Occasion], fewest: int) -> bool:
    """Tell a plan from an archive, which begins with the latest: so many days, each after the last."""
    days = [occasion.days[0] for occasion in run]
    return len(days) >= fewest and all(a < b for a, b in pairwise(days))


def _may_be_record(sheet: Sheet, occasion: Occasion) -> bool:
    if occasion.mention.kind == "month" or occasion.mention.is_range:
        return False
    edge = _is_at_edge(sheet, occasion) or _tells_place(sheet, occasion)
    return edge and not is_day_line(sheet, occasion)


def _goes_on(sheet: Sheet, last: Occasion, occasion: Occasion) -> bool:
    """Tell whether an occasion is the next record of the list that ``last`` is in."""
    # In plain text a list's first line is easily taken for a heading.
    plain, one, other = sheet.document.markup is None, sheet.blocks[last.block], sheet.blocks[occasion.block]
    alike = plain or one.kind == other.kind
    timed = (occasion.time is None) == (last.time is None)
    return alike and timed and occasion.block - last.block <= APART


def _is_at_edge(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a date at the beginning or end of a block that is more than an answer to a label."""
    block, mention, time = sheet.blocks[occasion.block], occasion.mention, occasion.time
    last = max(mention.end, time.end if time and time.start < block.end else 0)
    alone = last - mention.start > len(block.text) - 6
    if len(block.text) >= 400 or (alone and occasion.labels & {"label_when", "label_date", "label_time"}):
        return False
    behind = sheet.text[last : block.end].strip(" ().,;–-").lower()
    return mention.start - block.start <= 12 or len(behind) <= 4 or behind in sheet.known.weekdays


def _tells_place(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a short line of who, when and where: "Ada Lind on 14 April in the Town Library"."""
    block, end = sheet.blocks[occasion.block], occasion.mention.end
    led = next(iter(sheet.marks.within(end, min(block.end, end + _PLACED), "at")), None)
    right = led is not None and not sheet.text[end : led.start].strip(" ,") and len(block.text) <= _SHORT
    return right and sheet.marks.has(end, block.end, *PLACES) and sheet.sentence(block.start)[1] >= block.end


def is_day_line(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a programme's "Day 2: 30 November" from a list's record, and from "on day 17, at 9:30"."""
    block = sheet.blocks[occasion.block]
    if occasion.mention.number is not None:
        return False
    if block.label:
        words = block.label.lower().split()
        numbered = any(word.isdigit() for word in words)
        return numbered and any(word in words for word in sheet.known.own.phrases["day_number"])
    hits = sheet.marks.within(block.start, occasion.mention.start, "day_number")
    return any(sheet.text[hit.end : hit.end + 3].strip(" .")[:1].isdigit() for hit in hits)
