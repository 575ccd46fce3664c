"""Which day a date means: the year that it leaves out, the weekday that proves it, words such as "tomorrow".

A year is inferred from, in this order: the same day written in full elsewhere on the page, the weekday beside
it, the page's publication date, its fetch, its address or title. What nothing settles stays unsettled.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateparser.date import DateDataParser

from pipeline.extract.dates import DateMention, Day
from pipeline.extract.days import nth_weekday

# Its first figure stands ahead of what must not stand before it: so it is looked for by that figure alone.
YEAR = re.compile(r"([12](?<!\d[12])(?:(?<=2)0\d\d|(?<=1)9[6-9]\d))(?!\d)")
_SPAN = re.compile(r"(?<!\d)(?:19|20)\d\d ?[-–—/] ?(?:19|20)\d\d(?!\d)")
_URL_DAY = re.compile(r"[/_-](20\d\d)[/_-](\d{1,2})(?:[/_-](\d{1,2}))?(?=[/_-]|$)")
_URL_DAY_FIRST = re.compile(r"[/_-](\d{1,2})[/_-](\d{1,2})[/_-](20\d\d)(?=[/_-]|$)")
_URL_FIGURES = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{6}|\D|$)")
_REMEMBERED = 10
"""Years so long before the latest that a page names are not those of its events."""
_STALE, _AHEAD = 200, 500
"""Days by which a page's own day may lie behind or ahead of what it tells; else it was but updated then."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a page tells of its own time: ``day`` of publication or fetch, years that its head and dates name.

    ``named`` are all the years that it names anywhere, the latest first.
    """

    day: date | None
    published: bool
    full: dict[tuple[int, int], int]
    years: tuple[int, ...]
    past: bool = False
    named: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """One settled day; ``inferred`` tells that its year was not written."""

    day: date
    inferred: bool


def url_day(url: str) -> date | None:
    """Return the day, or the first of the month, that an address such as /2017/04/21/ carries.

    Day first, only what can be no month first is read: /23/04/2017/, and /02/12/2011/ as its path's folders.
    In figures the year leads: /talk-20170421, and with an hour behind it /20170421183000.
    """
    reversed_day = _URL_DAY_FIRST.search(url)
    if reversed_day:
        day, month, year = (int(part) for part in reversed_day.groups())
        if day > 12 or reversed_day.group().count("/") == 3:
            return real_day(year, month, day)
    found = _URL_DAY.search(url) or _URL_FIGURES.search(url.partition("//")[2].partition("/")[2])
    if not found:
        return None
    return real_day(int(found.group(1)), int(found.group(2)), int(found.group(3) or 1))


def full_url_day(url: str) -> date | None:
    """Return the day that an address carries; None where it carries but a month."""
    found = _URL_DAY.search(url)
    return None if found is not None and not found.group(3) else url_day(url)


def real_day(year: int, month: int, day: int) -> date | None:
    """Return the date; None where the calendar has no such day, and outside of 1900 to 2100."""
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_days(days: tuple[Day, ...]) -> list[date]:
    """Return the days that are written with their year."""
    return [
        found for day in days if day.year and day.day and (found := real_day(day.year, day.month, day.day))
    ]


def full_dates(dates: list[DateMention]) -> dict[tuple[int, int], int]:
    """Return the year of every (month, day) that the page writes in full."""
    return {(d.month, d.day): d.year for mention in dates for d in mention.days if d.year and d.day}


def stray_years(*texts: str) -> tuple[int, ...]:
    """Return years that the texts mention, the most frequent and latest first.

    Those of a programme's term, "2018–2024", come last.
    """
    heads = [text[:200_000] for text in texts]
    single = Counter(int(y) for text in heads for y in YEAR.findall(_SPAN.sub(" ", text)))
    counted = Counter(int(y) for text in heads for y in YEAR.findall(text))
    return tuple(sorted(counted, key=lambda y: (-single[y], -counted[y], -y)))


def settle_day(
    day: Day, weekday: int | None, reference: Reference, year: int | None = None
) -> Settled | None:
    """Return the date that ``day`` means, None where its year is undecidable or the calendar refuses it.

    ``year``: what its own sentence tells beside it.
    """
    number = day.day or 1
    if day.year is not None:
        found = real_day(day.year, day.month, number)
        if found and weekday is not None and found.weekday() != weekday:
            return _mistyped(day, day.year, weekday, reference) or Settled(found, False)
        return Settled(found, False) if found else None
    known = reference.full.get((day.month, number)) if day.day else None
    if known is not None:
        found = real_day(known, day.month, number)
        if found and weekday in (None, found.weekday()):
            return Settled(found, False)
    beside = _in_year(year, day, weekday) if year is not None else None
    if beside is not None:
        return Settled(beside, True)
    likely = _by_reference(day, weekday, reference)
    if likely is None or weekday is None or reference.day is None:
        return likely or _by_years(day, weekday, reference)
    if -_STALE <= (likely.day - reference.day).days <= _AHEAD:
        return likely
    return _by_years(day, weekday, reference) or likely


def settle_nth(month: int, n: int, weekday: int, reference: Reference) -> date | None:
    """Return the day of "the last Thursday in May" in the likeliest year; None where none is known."""
    today = reference.day
    years = [today.year + k for k in (0, 1, -1)] if today else [*reference.years[:1]]
    options = [date(year, month, nth_weekday(year, month, n, weekday)) for year in years]
    if today is None:
        return next(iter(options), None)
    return min(options, key=lambda day: _distance(day, today, reference.past))


def _mistyped(day: Day, year: int, weekday: int, reference: Reference) -> Settled | None:
    """Return the day in the year beside, where the weekday and the page's other years vouch for it.

    Pages made from last year's template have one date with a forgotten year.
    """
    for near in (year + 1, year - 1):
        found = _in_year(near, day, weekday)
        if found and near in reference.years[:3]:
            return Settled(found, True)
    return None


def _by_reference(day: Day, weekday: int | None, reference: Reference) -> Settled | None:
    today = reference.day
    if today is None:
        return None
    span = (0, 1, -1) if weekday is None else (0, 1, -1, 2, -2, 3, -3)
    options = [found for n in span if (found := _in_year(today.year + n, day, weekday))]
    if not options:
        return None
    return Settled(min(options, key=lambda d: _distance(d, today, reference.past)), True)


def _distance(found: date, today: date, past: bool) -> int:
    """Return how unlikely a year is: events are announced ahead, reports follow soon after."""
    away = (found - today).days
    if past:
        return -away if away <= 0 else away * 4
    return away if away >= 0 else -away * (3 if away < -14 else 1)


def _by_years(day: Day, weekday: int | None, reference: Reference) -> Settled | None:
    """Return the day in a year that the page's head or dates name, else in one of its text or nearest to the
    latest of them, in which the weekday is right: any seven years in a row have one, seldom two.
    """
    years = [*reference.years, *(year + 1 for year in reference.years[:1] if weekday is not None)]
    if weekday is not None and reference.named:
        latest = reference.named[0]
        years += [year for year in reference.named if latest - year <= _REMEMBERED]
        years += [latest + n for n in (-1, 1, -2, 2, -3, 3)]
    for year in years:
        found = _in_year(year, day, weekday)
        if found:
            return Settled(found, True)
    return None


def _in_year(year: int, day: Day, weekday: int | None) -> date | None:
    """Return the day in that year (a month alone: its first), None where the weekday speaks against it."""
    found = real_day(year, day.month, day.day or 1)
    return found if found and weekday in (None, found.weekday()) else None


def settle_relative(mention: DateMention, words: str, today: date | None, language: str) -> date | None:
    """Return the day of "tomorrow" or "next Wednesday" against the page's own day, as dateparser reads it."""
    if today is None:
        return None
    if mention.relative == "next" and mention.weekday is not None:
        return today + timedelta(days=(mention.weekday - today.weekday() - 1) % 7 + 1)
    if mention.relative == "last" and mention.weekday is not None:
        return today - timedelta(days=(today.weekday() - mention.weekday - 1) % 7 + 1)
    if mention.relative == "yesterday":
        return today - timedelta(days=1)
    if mention.relative in ("today", "tomorrow"):
        return _dateparsed(words, today, language) or today + timedelta(days=mention.relative == "tomorrow")
    return None


def _dateparsed(words: str, today: date, language: str) -> date | None:
    noon = datetime.combine(today, time(12), tzinfo=UTC)
    try:
        parser = DateDataParser(languages=[language], settings={"RELATIVE_BASE": noon})
        read = parser.get_date_data(words)
    except ValueError:
        return None
    found = read.date_obj.date() if read and read.date_obj else None
    return found if found and abs((found - today).days) <= 1 else None
