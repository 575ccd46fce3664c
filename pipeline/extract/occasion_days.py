"""Which calendar days a page's dates are, seen from the page's own day and the years that it names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import islice

from pipeline.extract.agreeing_days import STALE, agree, ascend, close_ranges, join_next_days, share_year
from pipeline.extract.datelines import stamp_news
from pipeline.extract.days import Day
from pipeline.extract.numbered_days import settle_number
from pipeline.extract.roles import ADDRESS, EVENT, HISTORIC, HISTORY, PERIOD, PUBLISHED, Occasion
from pipeline.extract.told_years import (
    ONLINE,
    address_days,
    addresses,
    free_year,
    month_years,
    named_year,
    sentence_year,
)
from pipeline.extract.years import (
    YEAR,
    Reference,
    full_dates,
    full_days,
    full_url_day,
    real_day,
    settle_day,
    settle_nth,
    settle_relative,
    stray_years,
    url_day,
)
from pipeline.sheet import Sheet

_MONTH_FIELD, _MIDDLE = re.compile(r"[a-z]{2,12} ((?:19|20)\d\d)-(\d\d)(?=\s|$)"), 15
STAND_IN = 2000
"""A leap year, for days of which no year is known."""
_HEADINGS, _YEARS = 5, 200
_LISTED, _HOURS = 2, 16
"""So many days of a list show how it writes them; behind one stand so many characters, as of its hours."""


def _head_month(sheet: Sheet) -> date | None:
    """Return the middle of the month that an export's field at the text's head gives: "date 2026-05 …"."""
    found = _MONTH_FIELD.match(sheet.blocks[0].text.strip()) if sheet.blocks else None
    return real_day(int(found.group(1)), int(found.group(2)), _MIDDLE) if found else None


def written_day(sheet: Sheet, found: list[Occasion], published: date | None) -> date | None:
    """Return the day on which the page says that it was written: in its head, a stamp or its address."""
    stamped = [day for o in found if o.role == PUBLISHED for day in full_days(o.mention.days[:1])]
    fit = (day for day in stamped if sheet.fetch_day is None or day <= sheet.fetch_day)
    return published or min(fit, default=None) or full_url_day(sheet.page.url)


def settle_days(sheet: Sheet, found: list[Occasion], published: date | None) -> None:
    """Give each occasion its calendar days, and the sheet the day that the page looks ahead from."""
    share_year(found)
    stamp_news(sheet, found)
    told = written_day(sheet, found, published)
    events = [o for o in found if o.role == EVENT]
    full = (day for o in events for day in full_days(o.mention.days) if day.year >= HISTORIC)
    latest = max(full, default=None)
    own = told or _head_month(sheet) or url_day(sheet.page.url)
    sheet.own_day = _own_day(sheet, own, latest)
    reference = Reference(
        day=own or latest or sheet.fetch_day,
        published=published is not None,
        full=address_days(*addresses(sheet)) | full_dates([o.mention for o in found]),
        years=_years(sheet, [o for o in found if o.role not in (ADDRESS, HISTORY)]),
        named=_named_years(sheet, [o for o in found if o.role == PUBLISHED]),
        past=any(sheet.marks.has(*o.sentence, "happened") for o in events),
    )
    months = month_years(sheet.dates)
    for occasion in found:
        if occasion.mention.relative:
            numbered = occasion.mention.number is not None
            written = own or latest or sheet.fetch_day
            today = written if numbered else (told or sheet.fetch_day)
            listed = sheet.fetch_day is not None and not numbered and _is_listed(sheet, occasion, found)
            _settle_relative(sheet, occasion, sheet.fetch_day if listed else today)
            if listed and occasion.days:
                written_out = tuple(Day(day.month, day.day, day.year) for day in occasion.days)
                occasion.mention = replace(occasion.mention, relative="", days=written_out)
        else:
            ahead = sheet.marks.has(*occasion.sentence, "happens", "planned", "invites")
            alone = own is None and (sheet.fetch_day is None or not ahead)
            year = _told_year(sheet, occasion, alone=alone) or (
                None if own else _month_year(occasion, months)
            )
            past = reference.past and not ahead
            _settle_written(occasion, replace(reference, past=past), year)
    _settle_beside(sheet, found, dated=own is not None)
    agree(found, dated=reference.day is not None)
    ascend(found)


def _settle_beside(sheet: Sheet, found: list[Occasion], *, dated: bool) -> None:
    """Settle numbers of days by the written day near them: "on Thursday 3, Friday 4 and Saturday 5 February".

    One behind them in their sentence says what they are, else the last ahead of them on a page not ``dated``.
    """
    ahead: Occasion | None = None
    for one, behind in zip(found, _next_written(found), strict=True):
        if one.mention.number is None:
            ahead = one if one.days and one.role == EVENT and not one.mention.relative else ahead
        elif behind is not None and behind.sentence == one.sentence:
            day = settle_number(one.mention, behind.days[0], past=True)
            one.days = (day,) if day is not None and day < behind.days[0] else one.days
        elif not (one.days and dated) and ahead is not None:
            day = settle_number(one.mention, ahead.days[0], past=False)
            one.days = (day,) if day is not None else ()
            told = ahead.mention.end if ahead.sentence == one.sentence else one.mention.start
            if one.role == EVENT and sheet.marks.has(told, one.mention.start, "before_day", "range_to"):
                one.role = PERIOD
        one.inferred = one.inferred or (one.mention.number is not None and bool(one.days))


def _next_written(found: list[Occasion]) -> list[Occasion | None]:
    """Return for each occasion the next one behind it whose day is written with its month."""
    nexts: list[Occasion | None] = []
    last: Occasion | None = None
    for one in reversed(found):
        nexts.append(last)
        last = one if one.days and not one.mention.relative else last
    return nexts[::-1]


def _is_listed(sheet: Sheet, one: Occasion, found: list[Occasion]) -> bool:
    """Tell a "today" that is all of its line in a list whose other days are written so: a site's now."""
    if not _is_line(sheet, one):
        return False
    kind = sheet.blocks[one.block].kind
    alike = [o for o in found if o.role == EVENT and o.mention.days and sheet.blocks[o.block].kind == kind]
    return sum(_is_line(sheet, o) for o in alike) >= _LISTED


def _is_line(sheet: Sheet, one: Occasion) -> bool:
    """Tell a day with which its line begins, and but for an hour ends."""
    block, at = sheet.blocks[one.block], one.mention
    return at.start - block.start <= 1 and block.end - at.end <= _HOURS


def join_days(sheet: Sheet, found: list[Occasion]) -> None:
    """Make one range of settled days that their words join."""
    join_next_days(sheet, found)
    close_ranges(sheet, found)


def stand_in_days(found: list[Occasion]) -> list[Occasion]:
    """Return the events' dates that no year was found for, their days put into a year that stands in."""
    undated = [o for o in found if o.role == EVENT and not o.days and o.mention.days]
    for occasion in undated:
        days = [real_day(STAND_IN, day.month, day.day) for day in occasion.mention.days if day.day]
        if len(days) == len(occasion.mention.days) and all(day.year is None for day in occasion.mention.days):
            occasion.days = tuple(day for day in days if day is not None)
            occasion.yearless = True
    return [o for o in undated if o.days]


def _settle_relative(sheet: Sheet, occasion: Occasion, today: date | None) -> None:
    mention = occasion.mention
    words = sheet.text[mention.start : mention.end]
    if mention.number is not None and today is not None:
        ahead = sheet.marks.has(*occasion.sentence, "happens", "planned", "invites")
        past = sheet.marks.has(*occasion.sentence, "happened") and not ahead
        day = settle_number(mention, today, past)
    else:
        day = settle_relative(mention, words, today, sheet.known.language)
    occasion.days = (day,) if day else ()
    occasion.inferred = day is not None


def _told_year(sheet: Sheet, occasion: Occasion, *, alone: bool) -> int | None:
    """Return the year that a day's sentence tells ahead of it; if not ``alone``, only an event's name's."""
    told = sentence_year(sheet, occasion.mention, occasion.sentence) if occasion.role == EVENT else None
    return told[0] if told is not None and (alone or told[1]) else None


def _month_year(occasion: Occasion, months: dict[int, int]) -> int | None:
    """Return the year that the page tells with the month of a day that has none."""
    days = occasion.mention.days
    return months.get(days[0].month) if all(day.day and not day.year for day in days) else None


def _settle_written(occasion: Occasion, reference: Reference, year: int | None = None) -> None:
    """Settle all of a mention's days, or none of them; ``year`` is what their sentence tells."""
    if occasion.mention.nth is not None:
        nth = settle_nth(occasion.mention.days[0].month, *occasion.mention.nth, reference)
        occasion.days, occasion.inferred = ((nth,) if nth else ()), nth is not None
        return
    days = occasion.mention.days
    weekday = occasion.mention.weekday if len(days) == 1 else None
    year = year or next((reference.full.get((d.month, d.day)) for d in days if d.day and not d.year), None)
    settled = [found for day in days if (found := settle_day(day, weekday, reference, year))]
    if len(settled) == len(days):
        occasion.days = tuple(found.day for found in settled)
        occasion.inferred = any(found.inferred for found in settled)


def _years(sheet: Sheet, dates: list[Occasion]) -> tuple[int, ...]:
    """Return the years that the page's title, address and headings name, and those of its dates.

    The one that names of events carry comes next, what running sentences tell as a time last. A year
    elsewhere is a law's, a programme's or a foundation's: it settles no day.
    """
    dated = Counter(year for o in dates for day in o.mention.days if (year := day.year or 0) >= HISTORIC)
    headings = (b.text for b in sheet.blocks if b.kind == "heading" and b.region == "main")
    head = stray_years(sheet.document.title, sheet.page.url, *islice(headings, _HEADINGS))
    told = (year for year in (named_year(sheet), free_year(sheet)) if year is not None)
    return (*head, *(year for year, _ in dated.most_common()), *told)


def _named_years(sheet: Sheet, stamps: list[Occasion]) -> tuple[int, ...]:
    """Return the years that the page names, the latest first; else those of a beginning or an update.

    Earlier ones than the web's are lives' and histories'.
    """
    stamped = [(o.mention.start, o.mention.end) for o in stamps[:_YEARS]]
    hits = [hit for hit in islice(YEAR.finditer(sheet.text), _YEARS) if int(hit.group()) >= ONLINE]
    unstamped = [hit for hit in hits if not any(a <= hit.start() < b for a, b in stamped)]
    hits = unstamped or hits
    told = {int(hit.group()) for hit in hits if not sheet.marks.has(*sheet.sentence(hit.start()), "since")}
    begun = {int(hit.group()) for hit in hits}
    return tuple(sorted(told or begun, reverse=True))


def _own_day(sheet: Sheet, told: date | None, latest: date | None) -> date | None:
    """Return the day the page looks ahead from: when it was published, else its latest date, else its fetch.

    The latest date counts where the page was fetched long after it.
    """
    if told is not None or sheet.fetch_day is None or latest is None:
        return told or sheet.fetch_day
    return latest if sheet.fetch_day - latest > STALE else sheet.fetch_day
