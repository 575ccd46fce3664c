"""The hours that are told apart from their days: under a label further down, in a sentence that says when the
event begins, by its programme alone; those of a series once for all its days.
"""

from __future__ import annotations

from itertools import islice

from pipeline.extract.agenda import is_point, programme_hours
from pipeline.extract.clock import TimeMention
from pipeline.extract.pairing import is_set_aside
from pipeline.sheet import Sheet

_MOST = 200
"""So many hours of a page are looked at."""
_PAUSE = 20
"""Characters between a break's word and its hour."""
_MINUTES = 5
"""Nothing begins at another minute than a multiple of these."""
_NEAR = 60
"""Characters between an hour and the verb or noun that says what begins then."""


def lone_hours(sheet: Sheet) -> TimeMention | None:
    """Return when a page's only event begins and, where it is told, ends; None where nothing tells it."""
    return _labelled(sheet) or programme_hours(sheet) or _told(sheet)


def series_hours(sheet: Sheet) -> TimeMention | None:
    """Return when each of a page's events begins, where the page tells one hour for all; None of several.

    "The lectures are held in the Hall of Maps and begin at 5 pm", "Every event runs from 6 to 7.15 pm".
    """
    labelled = _labelled(sheet)
    if labelled is not None:
        return labelled
    told = [time for time in islice(sheet.times, _MOST) if _is_all_days(sheet, time)]
    return told[0] if len({time.begin for time in told}) == 1 else None


def _is_all_days(sheet: Sheet, time: TimeMention) -> bool:
    """Tell an hour of the page's main part at which things may begin, in a sentence that tells no day."""
    start, stop = sheet.sentence(time.start)
    block = sheet.document.block_at(time.start)
    if block is None or block.region != "main" or time.bare or time.begin % _MINUTES:
        return False
    ordinal = sheet.text[time.start : time.end + 1].strip(" .").isdigit() and time.until is None
    called = sheet.before(time.start, "clock", 1, start)
    if ordinal and (called is None or called.end - called.start == 1):
        return False  # "in the 7. century"
    if is_point(sheet, time) or sheet.dates_within(start, stop) or is_set_aside(sheet, time):
        return False
    return not (sheet.marks.has(start, time.start, "label_end") or sheet.marks.has(start, stop, "register"))


def _labelled(sheet: Sheet) -> TimeMention | None:
    """Return the hours that alone stand under a label which asks for them, with no day beside them."""
    found = []
    for _, block in sheet.labelled("label_time"):
        if block.region == "main" and not sheet.dates_within(block.start, block.end):
            found += [t for t in sheet.times_within(block.start, block.end) if t.begin % _MINUTES == 0][:1]
    for hit in sheet.marks.all("label_time"):
        start, stop = sheet.sentence(hit.start)
        if hit.start == start and sheet.text[hit.end : hit.end + 2].strip() == ":":
            found += [t for t in sheet.times_within(hit.end, stop) if t.begin % _MINUTES == 0][:1]
    return found[0] if len({(time.begin, time.until) for time in found}) == 1 else None


def _told(sheet: Sheet) -> TimeMention | None:
    """Return the first hour whose sentence says that the event begins then, and tells no other day."""
    for time in islice(sheet.times, _MOST):
        start, stop = sheet.sentence(time.start)
        block = sheet.document.block_at(time.start)
        if block is None or block.region != "main" or time.bare or time.begin % _MINUTES:
            continue
        if is_point(sheet, time) or sheet.dates_within(start, stop) or is_set_aside(sheet, time):
            continue
        a, b = max(start, time.start - _NEAR), min(stop, time.end + _NEAR)
        aside = sheet.before(time.start, "pause", _PAUSE, start) or sheet.marks.has(start, stop, "register")
        if (sheet.marks.has(a, b, "happens") or sheet.marks.has(a, time.start, "every")) and not aside:
            return time
    return None
