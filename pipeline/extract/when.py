"""Which days on a page are events: dates are found, settled, paired with hours, weighed and chosen."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from pipeline.extract.choice import choose_drafts
from pipeline.extract.clock import TimeMention
from pipeline.extract.drafts import Draft, stated_when
from pipeline.extract.lists import beside, group_drafts, listed_drafts
from pipeline.extract.lone_hours import lone_hours
from pipeline.extract.moves import settle_moves
from pipeline.extract.occasion_days import settle_days, stand_in_days
from pipeline.extract.pairing import pair_times
from pipeline.extract.record import Record
from pipeline.extract.recurrences import unroll
from pipeline.extract.roles import ASKS_WHEN, END, EVENT, PUBLISHED, Occasion, occasions
from pipeline.extract.scores import doubt_untold, raise_rows, score
from pipeline.extract.stations import with_stations
from pipeline.records import find_records, settle_columns, settle_under_headings
from pipeline.sheet import Sheet

__all__ = ["Draft", "find_drafts", "stated_when"]

MOST = 1000
"""A page announces no more events than that; what is beyond is a calendar or hostile."""
LONG = 11
"""A run of that many days is a calendar, not a programme."""
HEAD, WORD = 8, 6
"""A page's own stamp is among its first blocks, with no more than a word such as "klo" beside it."""
_TOLD = ("happens", "happened", "invites", "planned")
CALLED = 400
"""A call for applications says so within as many characters."""
QUARTER = 15
"""Events begin at a quarter of an hour; a stamp's minute seldom is one."""
_MINUTES = 5
"""No event begins at another minute than a multiple of these."""
LONGEST = timedelta(days=60)
"""An end label's day is the event's where it lies no further on."""


def find_drafts(sheet: Sheet, published: date | None) -> tuple[list[Draft], list[Occasion]]:
    """Return the page's events, the primary first, and every dated occasion with the role it was given."""
    found = occasions(sheet)
    settle_days(sheet, found, published)
    _set_stamps_aside(sheet, found)
    settle_under_headings(sheet, found)
    settle_columns(sheet, found)
    unroll(sheet, found)
    settle_moves(sheet, found)
    pair_times(sheet, found)
    found = with_stations(sheet, found)
    events = [o for o in found if o.role == EVENT and o.days]
    records, empty = find_records(sheet, found)
    drafts = _chosen(sheet, beside(empty, events), records)
    if not drafts:
        undated = stand_in_days(found)
        if undated:
            pair_times(sheet, undated)
            drafts = _chosen(sheet, undated, [])
    if len(drafts) == 1 and not (drafts[0].record or drafts[0].end or drafts[0].month_only):
        _set_hours(sheet, drafts[0])
    ends = [o for o in found if o.role == END and o.days]
    if drafts and ends and not drafts[0].record:
        _end(sheet, drafts[0], ends[0])
    return drafts, found


def _set_hours(sheet: Sheet, only: Draft) -> None:
    """Give a page's only event, of one day, the hours that are told apart from it."""
    told = only.time is not None or only.lead.mention.clock is not None or only.subs
    only.lead.time = only.lead.time if told else lone_hours(sheet)


def _chosen(sheet: Sheet, events: list[Occasion], records: list[Record]) -> list[Draft]:
    """Return the drafts that count among the events' dates."""
    leading = _first_of_page(sheet, events)
    for occasion in events:
        score(sheet, occasion, occasion is leading)
        if len(events) > 1:
            doubt_untold(sheet, occasion)
    raise_rows(events)
    _doubt_calls(sheet, events)
    _doubt_calendars(events)
    grouped = [*listed_drafts(records), *group_drafts(sheet, beside([r.span for r in records], events))]
    return choose_drafts(sheet, grouped)[:MOST]


def _set_stamps_aside(sheet: Sheet, found: list[Occasion]) -> None:
    """Take full dates in the page's first lines that look like stamps for its own, where others are left.

    A machine's minute tells a stamp anywhere, and lines of the same form with it.
    """
    lines = [(o, times[0]) for o in found if o.role == EVENT and (times := _stamped_line(sheet, o))]
    odd = {sheet.blocks[o.block].kind for o, time in lines if time.begin % _MINUTES}
    for occasion, time in lines:
        if time.begin % _MINUTES or (time.begin % QUARTER and sheet.blocks[occasion.block].kind in odd):
            occasion.role = PUBLISHED
    for occasion in found:
        if occasion.role == EVENT and _is_machine_stamp(sheet, occasion):
            occasion.role = PUBLISHED
    events = [o for o in found if o.role == EVENT and o.days]
    for occasion in [o for o in events[:HEAD] if o.block < HEAD]:
        others = [o for o in events if o is not occasion]
        if any(o.days != occasion.days for o in others) and (
            _is_stamp(sheet, occasion, others) or _opens_page(sheet, occasion, others)
        ):
            occasion.role = PUBLISHED
            events = others


def _is_machine_stamp(sheet: Sheet, one: Occasion) -> bool:
    """Tell a stamp with seconds that are not zero: "2015-04-25 13:00:11"; no event begins so."""
    times = sheet.times_within(one.mention.end, one.mention.end + 3)
    if not times or times[0].until is not None:
        return False
    seconds = sheet.text[times[0].start : times[0].end].split(":")[2:]
    return bool(seconds) and seconds[0].isdigit() and int(seconds[0]) > 0


def _opens_page(sheet: Sheet, one: Occasion, others: list[Occasion]) -> bool:
    """Tell the stamp that a page begins with: alone on its line, a machine's, or before a report's title.

    Verbs tell that one of the other days is an event's.
    """
    block, at = sheet.blocks[one.block], one.mention
    full = all(day.year and day.day for day in at.days) and not at.is_range
    if one.block > 0 or not full or one.labels & ASKS_WHEN or sheet.times_within(block.start, block.end):
        return False
    told = [o for o in others if o.days != one.days and sheet.marks.has(*o.sentence, *_TOLD)]
    alone = len(block.text.strip(" []()|,.–-")) <= at.end - at.start + WORD
    if told and (alone or (at.kind == "iso" and at.start - block.start < WORD)):
        return True
    dash = sheet.text[at.end : at.end + 3].strip()[:1]
    past = [o for o in told if o.days[0] < one.days[0] and sheet.marks.has(*o.sentence, "happened")]
    return bool(past) and at.start == block.start and dash in ("-", "–", "—", "|", ":")


def _stamped_line(sheet: Sheet, one: Occasion) -> list[TimeMention]:
    """Return the hour of a line of nothing but a full date and an hour, under no label that asks when."""
    block = sheet.blocks[one.block]
    times = sheet.times_within(block.start, block.end)
    full = all(day.year and day.day for day in one.mention.days) and not one.mention.is_range
    if not full or len(times) != 1 or times[0].until is not None or one.labels & ASKS_WHEN:
        return []
    said = one.mention.end - one.mention.start + times[0].end - times[0].start
    return times if len(block.text.strip(" []()|,.–-")) <= said + WORD else []


def _is_stamp(sheet: Sheet, one: Occasion, others: list[Occasion]) -> bool:
    """Tell a full date alone on its line, or at its end, with a minute at which nothing begins.

    Nothing was published on a day after the fetch.
    """
    if sheet.fetch_day is not None and one.days and one.days[0] > sheet.fetch_day:
        return False
    block = sheet.blocks[one.block]
    full = all(day.year and day.day for day in one.mention.days) and not one.mention.is_range
    if not full or one.mention.weekday is not None or one.labels & ASKS_WHEN:
        return False
    if one.block and sheet.blocks[one.block - 1].text.endswith(","):
        return False
    # A card has its hour below its day.
    hours = sheet.blocks[one.block + 1 : one.block + 2]
    if hours and any(t.begin % QUARTER == 0 for t in sheet.times_within(hours[0].start, hours[0].start + 3)):
        return False
    times = sheet.times_within(block.start, block.end)
    own = sheet.fetch_day in one.days
    if len(times) > 1 or any(time.until is not None or not (own or time.begin % QUARTER) for time in times):
        return False
    last = max(one.mention.end, *(time.end for time in times), 0)
    if times and times[0].begin % _MINUTES and block.end - last <= 2:
        return True
    said = one.mention.end - one.mention.start + sum(time.end - time.start for time in times)
    alone = len(block.text.strip(" []()|,.–-")) <= said + WORD
    # A title may name the event's day above the stamp.
    below = next((o for o in others if sheet.blocks[o.block].kind != "heading"), others[0])
    above = one.mention.start < below.mention.start
    return alone and (above or bool(times)) and not any(_is_alike(sheet, one, other) for other in others)


def _is_alike(sheet: Sheet, first: Occasion, other: Occasion) -> bool:
    """Tell a list's next day, alone on a line of the same kind: then the first is no stamp."""
    a, b = sheet.blocks[first.block], sheet.blocks[other.block]
    return a.kind == b.kind and len(b.text) <= other.mention.end - other.mention.start + WORD


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
