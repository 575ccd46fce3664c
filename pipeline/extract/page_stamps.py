"""A page's own stamps, told from its events' days by where they stand and how they are written."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from pipeline.extract.clock import TimeMention
from pipeline.extract.roles import ASKS_WHEN, EVENT, PUBLISHED, Occasion
from pipeline.sheet import Sheet

HEAD, WORD = 8, 6
"""A page's own stamp is among its first blocks, with no more than a word such as "klo" beside it."""
_NEWS = frozenset({"today", "tomorrow"})
_TOLD = ("happens", "happened", "invites", "planned")
QUARTER = 15
"""Events begin at a quarter of an hour; a stamp's minute seldom is one."""
_MINUTES = 5
"""No event begins at another minute than a multiple of these."""
_AHEAD = 18
"""A stamp's hour stands in so many characters ahead of its day: "9:37 AM - 30 September 2024"."""
_HOUR = 60
_MORNING = 5 * _HOUR
"""Lines of a day and an hour of the night, in minutes, are stamps."""
_NOTE = 24
"""Beside a stamp with its hour stand so many characters, as of a section's name: "Sport", "Age: 5 years"."""
_FIRST, _LAST, _WORDS = 3, 4, 3
"""A stamp of the page's first or last lines has no more words beside it."""
_DURATION = re.compile(r"[ \t|]*\n\s*\d{1,2}\s?h(?:rs?|ours?)?[ .:,]?\s?\d{1,2}\s?m(?:in)?\b")
"""How long it took, on the line below: who records meetings tells their beginning to the minute."""
_PLACES = ("event", "venue", "street_before", "street_after")
_SOON = timedelta(days=31)
"""A report comes so soon after what it tells of."""


def set_stamps_aside(sheet: Sheet, found: list[Occasion]) -> bool:
    """Take dates that look like stamps in the page's first and last lines for its own; tell whether any is.

    In the first lines only where other days are left. A machine's minute tells a stamp anywhere, and lines of
    the same form with it.
    """
    before = [o for o in found if o.role == PUBLISHED]
    _set_lines_aside(sheet, found)
    for occasion in found:
        if occasion.role == EVENT and (_is_machine_stamp(sheet, occasion) or _closes_page(sheet, occasion)):
            occasion.role = PUBLISHED
    events = [o for o in found if o.role == EVENT and (o.days or _is_news(sheet, o))]
    for occasion in [o for o in events[:HEAD] if o.block < HEAD and o.days]:
        others = [o for o in events if o is not occasion]
        if any(o.days != occasion.days for o in others) and (
            _is_stamp(sheet, occasion, others) or _opens_page(sheet, occasion, others)
        ):
            occasion.role = PUBLISHED
            events = others
    stamps = [o for o in found if o.role == PUBLISHED and o not in before]
    return any(o.block < HEAD or _closes_page(sheet, o) for o in stamps)


def _is_news(sheet: Sheet, one: Occasion) -> bool:
    """Tell "tonight at 7" that only a stamp can settle, from "register today"."""
    return one.mention.relative in _NEWS and bool(sheet.times_within(*one.sentence))


def _set_lines_aside(sheet: Sheet, found: list[Occasion]) -> None:
    """Take lines of a full date and a machine's minute for stamps, and with them lines of the same form."""
    lines = [(o, times[0]) for o in found if o.role == EVENT and (times := _stamped_line(sheet, o))]
    alike = Counter(_form(sheet, o, time) for o, time in lines)
    odd = Counter(_form(sheet, o, time) for o, time in lines if time.begin % _MINUTES)
    kinds = {kind for kind, *_ in odd}
    for occasion, time in lines:
        form = _form(sheet, occasion, time)
        listed = alike[form] >= _FIRST and odd[form] * _FIRST >= alike[form]
        fetched = sheet.fetch_day in occasion.days
        odd_quarter = time.begin % QUARTER and (form[0] in kinds or fetched)
        # In a list a whole hour of the night is midnight in another zone.
        night = 0 < time.begin < _MORNING and (time.begin % _HOUR or alike[form] < _FIRST)
        if time.begin % _MINUTES or odd_quarter or listed or night:
            occasion.role = PUBLISHED


def _form(sheet: Sheet, one: Occasion, time: TimeMention) -> tuple[str, str, str]:
    """Return what lines of stamps share: the block's and the date's kind, and what parts day and hour."""
    at = one.mention
    first, second = sorted(((at.start, at.end), (time.start, time.end)))
    return sheet.blocks[one.block].kind, at.kind, sheet.text[first[1] : second[0]]


def _is_machine_stamp(sheet: Sheet, one: Occasion) -> bool:
    """Tell a stamp by a minute or by seconds at which no event begins: "2015-04-25 13:00:11", "kl. 15:41"."""
    at = one.mention
    times = sheet.times_within(at.end, at.end + WORD) or _right_ahead(sheet, one)
    if not times or times[0].until is not None or one.labels & ASKS_WHEN or _has_lasted(sheet, one, times[0]):
        return False
    full = all(day.year and day.day for day in one.mention.days) and not one.mention.is_range
    if full and times[0].begin % _MINUTES:
        return True
    seconds = sheet.text[times[0].start : times[0].end].split(":")[2:]
    return bool(seconds) and seconds[0].isdecimal() and int(seconds[0]) > 0


def _has_lasted(sheet: Sheet, one: Occasion, time: TimeMention) -> bool:
    """Tell a beginning by how long it lasted, on the next line: "5 May 2026 - 05:32 PM", "01h 45m"."""
    return _DURATION.match(sheet.text, max(one.mention.end, time.end)) is not None


def _right_ahead(sheet: Sheet, one: Occasion) -> list[TimeMention]:
    """Return the hour right ahead of a full date on its line: "9:37 AM - 30 September 2024"."""
    at = one.mention
    full = all(day.year and day.day for day in at.days) and not at.is_range
    hours = sheet.times_within(max(0, at.start - _AHEAD), at.start) if full else []
    return [
        time for time in hours if at.start - time.end <= WORD and "\n" not in sheet.text[time.end : at.start]
    ]


def _opens_page(sheet: Sheet, one: Occasion, others: list[Occasion]) -> bool:
    """Tell the stamp that a page begins with: nearly alone on its line, or ahead of a news item's title.

    Verbs tell that one of the other days is an event's, and none that this one is.
    """
    block, at = sheet.blocks[one.block], one.mention
    if one.block > _FIRST or at.is_range or one.labels & ASKS_WHEN or (at.weekday is not None and one.block):
        return False
    opens = at.start - block.start < WORD
    if sheet.times_within(block.start, block.end) or not all(day.day for day in at.days):
        return False
    told = [o for o in others if sheet.marks.has(*o.sentence, "organises", *_TOLD)]
    if any(o.days == one.days for o in told):
        return False
    if not all(day.year for day in at.days):
        titled = opens and one.block == 0 and _heads_title(sheet, one)
        return titled and any(_is_sure(o, one) for o in others if o.days)
    rest = block.text[: at.start - block.start] + block.text[at.end - block.start :]
    alone = len(rest.strip(" []()|,.–-")) <= WORD
    if alone and one.block == 0 and at.weekday is not None and _heads_post(sheet, one, others):
        return True
    named = len(rest.split()) <= _WORDS and not sheet.marks.has(block.start, block.end, "event", *_TOLD)
    if told and (alone or named or (at.kind == "iso" and opens)):
        return True
    if _is_report(sheet, one) and all(o.sentence != one.sentence for o in others):
        return False
    past = [o for o in others if o.days and _is_report(sheet, o)]
    return at.start == block.start and any(timedelta(0) < one.days[0] - o.days[-1] <= _SOON for o in past)


def _heads_post(sheet: Sheet, one: Occasion, others: list[Occasion]) -> bool:
    """Tell the day over a blog's post that tells of an event's; a list has more days alone on their lines."""
    near = [o for o in others if o.days and o.days != one.days and abs(o.days[0] - one.days[0]) <= _SOON]
    told = any(_is_sure(o, one) or sheet.marks.has(*o.sentence, "event", *_TOLD) for o in near)
    return told and not any(_is_alike(sheet, one, other) for other in others)


def _is_report(sheet: Sheet, one: Occasion) -> bool:
    """Tell a sentence that something happened, or that somebody held an event."""
    held = sheet.marks.has(*one.sentence, "organises", "organised_end")
    return sheet.marks.has(*one.sentence, "happened", *(("event",) if held else ()))


def _heads_title(sheet: Sheet, one: Occasion) -> bool:
    """Tell a day right ahead of a capital, with nothing but a space between: "27 Apr Report from Oslo"."""
    behind = sheet.text[one.mention.end : one.mention.end + 2]
    return behind[:1] == " " and behind[1:].isupper()


def _is_sure(other: Occasion, one: Occasion) -> bool:
    """Tell a day near another one that is written more fully: with its year, its weekday or as a range."""
    at = other.mention
    full = at.is_range or at.weekday is not None or any(day.year for day in at.days)
    return full and abs(other.days[0] - one.days[0]) <= _SOON


def _closes_page(sheet: Sheet, one: Occasion) -> bool:
    """Tell a full date at the end of a page's last lines, behind a town or a paper's name alone.

    "Quedlinburg, 1 April 2020", "Nordic Post, 6 June 2012".
    """
    block, at = sheet.blocks[one.block], one.mention
    last = len(sheet.blocks) - one.block
    if last > _LAST or one.block < _LAST or at.is_range or at.weekday is not None or one.labels & ASKS_WHEN:
        return False
    if not all(day.year and day.day for day in at.days) or sheet.times_within(block.start, block.end):
        return False
    ahead = sheet.text[block.start : at.start].rstrip()
    if block.end - at.end > 1 or block.label or not ahead.endswith(",") or len(ahead.split()) > _WORDS:
        return False
    return not sheet.marks.has(block.start, block.end, *_PLACES, *_TOLD)


def _stamped_line(sheet: Sheet, one: Occasion) -> list[TimeMention]:
    """Return the hour of a line of nothing but a full date and an hour, under no label that asks when."""
    block = sheet.blocks[one.block]
    times = sheet.times_within(block.start, block.end)
    full = all(day.year and day.day for day in one.mention.days) and not one.mention.is_range
    if not full or len(times) != 1 or times[0].until is not None or one.labels & ASKS_WHEN:
        return []
    if _has_lasted(sheet, one, times[0]):
        return []
    said = one.mention.end - one.mention.start + times[0].end - times[0].start
    told = sheet.marks.has(block.start, block.end, "event", *_TOLD)
    alone = len(sheet.dates_within(block.start, block.end)) == 1 and not told
    return times if len(block.text.strip(" []()|,.–-")) <= said + (_NOTE if alone else WORD) else []


def _is_stamp(sheet: Sheet, one: Occasion, others: list[Occasion]) -> bool:
    """Tell a full date alone on its line, or at its end, with a minute at which nothing begins.

    Nothing was published on a day after the fetch.
    """
    if sheet.fetch_day is not None and one.days and one.days[0] > sheet.fetch_day:
        return False
    full = all(day.year and day.day for day in one.mention.days) and not one.mention.is_range
    if not full or one.mention.weekday is not None or one.labels & ASKS_WHEN:
        return False
    if one.block and sheet.blocks[one.block - 1].text.endswith(","):
        return False
    # A card has its hour below its day.
    hours = sheet.blocks[one.block + 1 : one.block + 2]
    if hours and any(t.begin % QUARTER == 0 for t in sheet.times_within(hours[0].start, hours[0].start + 3)):
        return False
    start, end = _line(sheet, one)
    times = sheet.times_within(start, end)
    own = sheet.fetch_day in one.days
    if len(times) > 1 or any(time.until is not None or not (own or time.begin % QUARTER) for time in times):
        return False
    if times and _has_lasted(sheet, one, times[0]):
        return False
    last = max(one.mention.end, *(time.end for time in times), 0)
    if times and times[0].begin % _MINUTES and end - last <= 2:
        return True
    said = one.mention.end - one.mention.start + sum(time.end - time.start for time in times)
    alone = len(sheet.text[start:end].strip(" []()|,.–-")) <= said + (_NOTE if own and times else WORD)
    # A title may name the event's day above the stamp.
    below = next((o for o in others if sheet.blocks[o.block].kind != "heading"), others[0])
    above = one.mention.start < below.mention.start
    return alone and (above or bool(times)) and not any(_is_alike(sheet, one, other) for other in others)


def _line(sheet: Sheet, one: Occasion) -> tuple[int, int]:
    """Return the span of the line that a date stands in, all of its block where that is but one."""
    block, at = sheet.blocks[one.block], one.mention
    ahead = sheet.text.rfind("\n", block.start, at.start)
    behind = sheet.text.find("\n", at.end, block.end)
    return (ahead + 1 if ahead >= 0 else block.start), (behind if behind >= 0 else block.end)


def _is_alike(sheet: Sheet, first: Occasion, other: Occasion) -> bool:
    """Tell a list's next day, alone on a line of the same kind: then the first is no stamp."""
    a, b = sheet.blocks[first.block], sheet.blocks[other.block]
    return a.kind == b.kind and len(b.text) <= other.mention.end - other.mention.start + WORD
