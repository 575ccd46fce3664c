"""Dates that belong together: records of a list, days of one enumeration, numbered days of a programme."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise

from pipeline.extract.drafts import ENOUGH, Draft
from pipeline.extract.record import Record
from pipeline.extract.roles import Occasion
from pipeline.extract.row_runs import PLACES, is_day_line, list_rows
from pipeline.sheet import Sheet


def group_drafts(sheet: Sheet, events: list[Occasion]) -> list[Draft]:
    """Return one draft a day or range of days; records of a list stay by themselves."""
    records = set() if sheet.document.boxes else list_rows(sheet, events)
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
        placed = sheet.marks.has(*o.sentence, *PLACES)
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
    if record or occasion.apart:
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
    Records without an hour, of a day that is told with one elsewhere, take it: they are one event.
    """
    recorded: dict[date, list[Draft]] = {}
    for d in drafts:
        if d.record and d.score >= ENOUGH:
            recorded.setdefault(d.start, []).append(d)
    months = {(d.start.year, d.start.month) for d in drafts if not d.month_only}
    joined: set[int] = set()
    for told in drafts:
        same = recorded.get(told.start, [])
        if same and not told.record and told.time is not None and all(d.time is None for d in same):
            for other in (*same[1:], told):
                _join_all(same[0], other)
            joined |= {id(d) for d in (*same[1:], told)}
    return [
        d
        for d in drafts
        if id(d) not in joined
        and (
            d.record
            or (d.end is not None and not any(r.end == d.end for r in recorded.get(d.start, ())))
            or not ((d.start.year, d.start.month) in months if d.month_only else d.start in recorded)
        )
    ]


def _join_all(draft: Draft, other: Draft) -> None:
    """Let a draft take all that another one of the same day tells."""
    for occasion in other.occasions:
        _join(draft, occasion, other.end)


def _spans(occasion: Occasion) -> list[tuple[date, date | None]]:
    """Return first and last day of each event that a date names; days in a row are one event.

    Three or more that share an hour are several evenings.
    """
    days = occasion.days
    in_a_row = len(days) > 1 and all(b - a == timedelta(days=1) for a, b in pairwise(days))
    if occasion.mention.is_range or (in_a_row and (len(days) == 2 or occasion.time is None)):
        return [(days[0], days[-1] if days[-1] > days[0] else None)]
    return [(day, None) for day in days]


def _enumerated(sheet: Sheet, events: list[Occasion]) -> set[int]:
    """Return the ids of occasions in one enumeration of days: "5 May, 12 May and 19 May"."""
    rows: set[int] = set()
    for a, b in pairwise(events):
        between = sheet.text[a.mention.end : b.mention.start]
        if a.sentence == b.sentence and len(between) <= 12 and not any(c in between for c in "()\n–-"):
            rows |= {id(a), id(b)}
    return rows
