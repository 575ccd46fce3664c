"""Which days on a page are events: dates are found, settled, paired with hours, weighed and chosen."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from pipeline.extract.choice import choose_drafts
from pipeline.extract.clock import TimeMention
from pipeline.extract.day_lines import raise_lines
from pipeline.extract.drafts import Draft, stated_when
from pipeline.extract.likely_days import raise_likely
from pipeline.extract.lists import beside, group_drafts, listed_drafts
from pipeline.extract.lone_hours import lone_hours, series_hours
from pipeline.extract.lone_weekdays import lone_weekdays
from pipeline.extract.moves import settle_moves
from pipeline.extract.news_days import set_news_aside
from pipeline.extract.occasion_days import join_days, settle_days, stand_in_days, written_day
from pipeline.extract.page_stamps import set_stamps_aside
from pipeline.extract.pairing import pair_times
from pipeline.extract.record import Record
from pipeline.extract.recurrences import unroll
from pipeline.extract.roles import ASKS_WHEN, END, EVENT, Occasion, occasions
from pipeline.extract.scores import doubt_untold, raise_rows, score
from pipeline.extract.stations import with_stations
from pipeline.records import find_records, settle_columns, settle_under_headings
from pipeline.sheet import Sheet

__all__ = ["Draft", "find_drafts", "stated_when"]

MOST = 1000
"""A page announces no more events than that; what is beyond is a calendar or hostile."""
LONG = 11
"""A run of that many days is a calendar, not a programme."""
HEAD = 8
"""A page's head is so many blocks."""
CALLED = 400
"""A call for applications says so within as many characters."""
REMEMBERED = 25
"""Years by which a day that an event remembers lies before it."""
LONGEST = timedelta(days=60)
"""An end label's day is the event's where it lies no further on."""


def find_drafts(sheet: Sheet, published: date | None) -> tuple[list[Draft], list[Occasion]]:
    """Return the page's events, the primary first, and every dated occasion with the role it was given."""
    found = settled_occasions(sheet, published)
    events = [o for o in found if o.role == EVENT and o.days]
    records, empty = find_records(sheet, found)
    drafts = _chosen(sheet, beside(empty, events), records, found)
    if not drafts:
        undated = stand_in_days(found)
        if undated:
            pair_times(sheet, undated)
            drafts = _chosen(sheet, undated, [], found)
    today = written_day(sheet, found, published) or sheet.fetch_day
    if not drafts and today is not None:
        named = lone_weekdays(sheet, today)
        pair_times(sheet, named)
        drafts = _chosen(sheet, named, [], found)
    if len(drafts) == 1 and not (drafts[0].record or drafts[0].end or drafts[0].month_only):
        _set_hours(sheet, drafts[0])
    elif len(drafts) > 1:
        _share_hours(sheet, drafts)
    ends = [o for o in found if o.role == END and o.days]
    if drafts and ends and not drafts[0].record:
        _end(sheet, drafts[0], ends[0])
    return drafts, found


def settled_occasions(sheet: Sheet, published: date | None) -> list[Occasion]:
    """Return every dated occasion of the page with its role, its days settled, its hours beside it."""
    found = occasions(sheet)
    settle_days(sheet, found, published)
    if set_stamps_aside(sheet, found):
        settle_days(sheet, found, published)
    set_news_aside(sheet, found)
    join_days(sheet, found)
    settle_under_headings(sheet, found)
    settle_columns(sheet, found)
    unroll(sheet, found)
    settle_moves(sheet, found)
    pair_times(sheet, found)
    return with_stations(sheet, found)


def _set_hours(sheet: Sheet, only: Draft) -> None:
    """Give a page's only event, of one day, the hours that are told apart from it."""
    told = only.time is not None or only.lead.mention.clock is not None or only.subs
    only.lead.time = only.lead.time if told else lone_hours(sheet)


def _share_hours(sheet: Sheet, drafts: list[Draft]) -> None:
    """Give a page's events, each of one day and none with an hour, the hours that it tells for all.

    A listing's records tell their own; an hour beside them is an office's.
    """
    days = [d for d in drafts if not (d.end or d.month_only or d.subs or d.listed)]
    if len(days) < len(drafts) or any(d.time or d.lead.mention.clock for d in drafts):
        return
    told = series_hours(sheet)
    for draft in drafts if told is not None else ():
        draft.lead.time, draft.lead.shared_time = told, True


def _chosen(
    sheet: Sheet, events: list[Occasion], records: list[Record], found: list[Occasion]
) -> list[Draft]:
    """Return the drafts that count among the events' dates; ``found`` are all of the page."""
    weigh(sheet, events)
    raise_likely(sheet, events, found)
    grouped = [*listed_drafts(records), *group_drafts(sheet, beside([r.span for r in records], events))]
    return choose_drafts(sheet, grouped)[:MOST]


def weigh(sheet: Sheet, events: list[Occasion]) -> None:
    """Give the events' dates their points, as what stands beside them and what the page is say."""
    leading = _first_of_page(sheet, events)
    for occasion in events:
        score(sheet, occasion, occasion is leading)
        if len(events) > 1:
            doubt_untold(sheet, occasion)
    raise_rows(events)
    raise_lines(sheet, events)
    _doubt_history(events)
    _doubt_calls(sheet, events)
    _doubt_calendars(events)


def _first_of_page(sheet: Sheet, events: list[Occasion]) -> Occasion | None:
    """Return the first day in the page's main part."""
    vague = (o.mention.weak or o.mention.relative for o in events)
    sure = (o for o, is_vague in zip(events, vague, strict=True) if not is_vague or _has_more(o))
    days = (o for o in sure if o.mention.kind != "month" and sheet.blocks[o.block].region == "main")
    return next(days, None)


def _has_more(occasion: Occasion) -> bool:
    """Tell a day with an hour or a weekday from a bare fraction, and from a lone "today"."""
    return occasion.time is not None or occasion.mention.weekday is not None


def _end(sheet: Sheet, main: Draft, end: Occasion) -> None:
    """Give the page's own event the end that stands under a label of its own."""
    if not main.start <= end.days[-1] <= main.start + LONGEST:
        return
    if end.days[-1] > main.start and main.end is None:
        main.end = end.days[-1]
    at = end.mention
    times = sheet.times_within(at.end, at.end + 13)
    clock = at.clock or (times[0].begin if times else None)
    begun = main.time.begin if main.time else main.lead.mention.clock
    if clock is not None and begun is not None and (main.time is None or main.time.until is None):
        main.lead.time = TimeMention(main.lead.mention.start, at.end, begun, clock)


def _doubt_history(events: list[Occasion]) -> None:
    """Take points from a day that lies decades before the page's latest: what is remembered there."""
    dated = [o for o in events if any(day.year for day in o.mention.days)]
    latest = max((o.days[-1].year for o in dated), default=0)
    for occasion in dated:
        if latest - occasion.days[0].year >= REMEMBERED:
            occasion.add(-6, "a day of history")


def _doubt_calls(sheet: Sheet, events: list[Occasion]) -> None:
    """Take points from a page that begins as a call for applications, which is no announcement."""
    if not sheet.marks.has(0, min(len(sheet.text), CALLED), "not_event"):
        return
    headings = [(b.start, b.end) for b in sheet.blocks[:HEAD] if b.kind == "heading" and b.region == "main"]
    lines = [(0, max(sheet.text.find("\n"), 0)), *headings]
    titled = any(sheet.marks.has(*line, "not_event") for line in lines)
    titled = titled and not any(sheet.marks.has(*line, "event") for line in lines)
    for occasion in events:
        if titled and occasion.time is None:
            occasion.add(-5 if occasion.labels & ASKS_WHEN else -3.5, "the page is called a call")
        elif not occasion.labels & ASKS_WHEN:
            occasion.add(-2, "the page is a call, not an event")


def _doubt_calendars(events: list[Occasion]) -> None:
    """Take points from a run of days without hours, which is a calendar."""
    untimed = [o for o in events if o.time is None]
    days = sorted({o.days[0] for o in untimed if len(o.days) == 1})
    run = longest = 1
    for a, b in pairwise(days):
        run = run + 1 if b - a == timedelta(days=1) else 1
        longest = max(longest, run)
    if longest >= LONG:
        for occasion in untimed:
            occasion.add(-6, "one of a run of calendar days")
