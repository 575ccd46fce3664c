"""Dates that belong together: records of a list, days of one enumeration, numbered days of a programme."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from pipeline.extract.drafts import ENOUGH, Draft
from pipeline.extract.record import Record
from pipeline.extract.roles import Occasion
from pipeline.sheet import Sheet

_PLAN, _ROWS = 4, 3
_PLACES = ("venue", "room", "street_after", "street_before")
APART = 6
"""Records of one list have no more blocks between their dates."""


def group_drafts(sheet: Sheet, events: list[Occasion]) -> list[Draft]:
    """Return one draft a day or range of days; records of a list stay by themselves."""
    records = set() if sheet.document.boxes else _records(sheet, events)
    rows = _enumerated(sheet, events)
    drafts: dict[tuple[object, ...], Draft] = {}
    timed = {o.days[0] for o in events if len(o.days) == 1 and o.time is not None}
    apart = _told_apart(sheet, events)
    for occasion in events:
        record, day_line = id(occasion) in records, is_day_line(sheet, occasion)
        spans = _spans(occasion)
        several = len(spans) > 1 or (len(occasion.days) == 2 and not occasion.mention.is_range)
        for start, end in spans:
            key = _group_key(occasion, start, record, day_line)
            if end is None and start in apart:
                begun = occasion.time.begin if occasion.time else None
                key = (start, begun if begun in apart[start] else apart[start][0])
            if occasion.time is None and end in timed and start in timed:
                key = (start, end)  # a range that sums up days told one by one
            if key in drafts:
                _join(drafts[key], occasion, end)
            else:
                enumerated = several or id(occasion) in rows
                drafts[key] = Draft(
                    start, end, occasion, record=record, programme=day_line, enumerated=enumerated
                )
    return _without_repeats(list(drafts.values()))


def _told_apart(sheet: Sheet, events: list[Occasion]) -> dict[date, list[int]]:
    """Return the hours of days on which several events happen: sentences that each tell of one, and where.

    "The debate in Ahorn takes place on 5 May at 5 pm in the library. The one in Linden on 5 May at 7 pm in …"
    """
    begun: dict[date, dict[int, tuple[int, int]]] = {}
    for o in events:
        if o.time is None or o.shared_time or len(o.days) != 1:
            continue
        placed = sheet.marks.has(*o.sentence, *_PLACES)
        if placed and sheet.marks.has(*o.sentence, "happens", "happened"):
            begun.setdefault(o.days[0], {}).setdefault(o.time.begin, o.sentence)
    return {day: list(at) for day, at in begun.items() if len(set(at.values())) == len(at) > 1}


def listed_drafts(records: list[Record]) -> list[Draft]:
    """Return one draft a record of a listing."""
    out = []
    for record in records:
        lead, *others = record.occasions
        days = sorted({day for o in record.occasions[:1] for day in o.days} | _next_day(record))
        end = days[-1] if days[-1] > days[0] and (lead.mention.is_range or len(days) == 2) else None
        out.append(Draft(days[0], end, lead, others, record=True, listed=record))
    return out


def _next_day(record: Record) -> set[date]:
    """Return the second of two days in a row that one line names."""
    first = record.occasions[0].days[0]
    return {o.days[0] for o in record.occasions[1:] if (o.days[0] - first).days == 1}


def beside(taken: list[tuple[int, int]], events: list[Occasion]) -> list[Occasion]:
    """Return the occasions that stand in none of the spans ``taken``."""
    spans = sorted(taken)
    starts = [start for start, _ in spans]
    out = []
    for occasion in events:
        at = bisect_right(starts, occasion.mention.start) - 1
        if at < 0 or occasion.mention.start >= spans[at][1]:
            out.append(occasion)
    return out


def _group_key(occasion: Occasion, start: date, record: bool, day_line: bool) -> tuple[object, ...]:
    """Return what occasions of one event share."""
    if occasion.mention.kind == "month":
        return start, "month"
    if day_line:
        return start, "day"
    if record:
        return start, occasion.time.begin if occasion.time else None, occasion.block
    return (start,)


def _join(draft: Draft, occasion: Occasion, end: date | None) -> None:
    if occasion.score > draft.lead.score:
        draft.others.insert(0, draft.lead)
        draft.lead = occasion
    else:
        draft.others.append(occasion)
    draft.end = max(filter(None, (draft.end, end)), default=None)


def _without_repeats(drafts: list[Draft]) -> list[Draft]:
    """Drop a mention of a day that a list's record tells, and of a month of which a day is told.

    A record that is no event itself tells nothing: "1 July: info day" over the blog's own stamp "30 June".
    """
    recorded = {d.start for d in drafts if d.record and d.score >= ENOUGH}
    months = {(d.start.year, d.start.month) for d in drafts if not d.month_only}
    return [
        d
        for d in drafts
        if d.record
        or d.end is not None
        or not ((d.start.year, d.start.month) in months if d.month_only else d.start in recorded)
    ]


def _spans(occasion: Occasion) -> list[tuple[date, date | None]]:
    """Return first and last day of each event that a date names; days in a row are one event.

    Three or more that share an hour are several evenings.
    """
    days = occasion.days
    in_a_row = len(days) > 1 and all(b - a == timedelta(days=1) for a, b in pairwise(days))
    if occasion.mention.is_range or (in_a_row and (len(days) == 2 or occasion.time is None)):
        return [(days[0], days[-1] if days[-1] > days[0] else None)]
    return [(day, None) for day in days]


def _records(sheet: Sheet, events: list[Occasion]) -> set[int]:
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
    grown = {id(o) for run in lists if _is_plan(run) for o in run}
    for run in lists:
        _set_placed(sheet, run)
    for occasion in records:
        dated = occasion.time is not None or occasion.mention.weekday is not None
        sure = dated or occasion.placed or id(occasion) in grown
        sure = sure or sheet.marks.has(*occasion.sentence, "event")
        occasion.add(1 if sure else 0.3, "one of a list of dates")
        if id(occasion) in grown and occasion.mention.weak and occasion.time is None:
            occasion.add(2, "each of them after the last")
    return {id(occasion) for occasion in records}


def _set_placed(sheet: Sheet, run: list[Occasion]) -> None:
    """Mark the lines of a list in which each day has its place, and not all the same."""
    tails = [sheet.text[o.mention.end : sheet.blocks[o.block].end].strip() for o in run]
    placed = all(sheet.marks.has(o.mention.start, sheet.blocks[o.block].end, *_PLACES) for o in run)
    for occasion in run if placed and len(set(tails)) == len(run) >= _ROWS else ():
        occasion.placed = True


def _is_plan(run: list[Occasion]) -> bool:
    """Tell a plan from an archive, which begins with the latest: four days or more, each after the last."""
    days = [occasion.days[0] for occasion in run]
    return len(days) >= _PLAN and all(a < b for a, b in pairwise(days))


def _may_be_record(sheet: Sheet, occasion: Occasion) -> bool:
    if occasion.mention.kind == "month" or occasion.mention.is_range:
        return False
    return _is_at_edge(sheet, occasion) and not is_day_line(sheet, occasion)


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


def _enumerated(sheet: Sheet, events: list[Occasion]) -> set[int]:
    """Return the ids of occasions in one enumeration of days: "5 May, 12 May and 19 May"."""
    rows: set[int] = set()
    for a, b in pairwise(events):
        between = sheet.text[a.mention.end : b.mention.start]
        if a.sentence == b.sentence and len(between) <= 12 and not any(c in between for c in "()\n–-"):
            rows |= {id(a), id(b)}
    return rows


def is_day_line(sheet: Sheet, occasion: Occasion) -> bool:
    """Tell a programme's "Day 2: 30 November" from a list's record."""
    block = sheet.blocks[occasion.block]
    if block.label:
        words = block.label.lower().split()
        numbered = any(word.isdigit() for word in words)
        return numbered and any(word in words for word in sheet.known.own.phrases["day_number"])
    hits = sheet.marks.within(block.start, occasion.mention.start, "day_number")
    return any(sheet.text[hit.end : hit.end + 3].strip(" .")[:1].isdigit() for hit in hits)
