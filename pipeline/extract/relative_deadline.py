"""Deadlines told by the event's own day: "senast tre dagar innan", "bis eine Woche vorher"."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.extract.drafts import Draft, without_year
from pipeline.extract.values import Value
from pipeline.model import Yearless
from pipeline.sheet import Sheet
from pipeline.words import Hit

_UNITS = {"unit_day": 1, "unit_week": 7}
_LONGEST = 60
"""Days; nobody counts back further."""


def find_relative_deadline(sheet: Sheet, draft: Draft) -> Value[date | Yearless] | None:
    """Return the day that lies so many days or weeks before the event, where one must register by then."""
    if draft.month_only:
        return None
    for hit in sheet.marks.all(*_UNITS):
        before = _behind(sheet, hit)
        if before is None or sheet.document.region_at(hit.start) != "main":
            continue
        count, start = _count(sheet, hit)
        days = count * _UNITS[hit.key]
        sentence = sheet.sentence(hit.start)
        asked = sheet.marks.has(*sentence, "deadline", "register") or "label_deadline" in sheet.labels_over(
            sheet.block_index(hit.start)
        )
        if asked and 0 < days <= _LONGEST:
            day = draft.start - timedelta(days=days)
            told = Yearless(start=without_year(day)) if draft.yearless else day
            return Value(told, start, before.end, "relative", 0.7)
    return None


def _behind(sheet: Sheet, hit: Hit) -> Hit | None:
    """Return the "before" right behind a unit of time, at most one word between."""
    tokens = sheet.marks.tokens
    last = min(hit.last + 4, len(tokens) - 1)
    found = sheet.marks.within(hit.end, tokens.ends[last], "before_event")
    return next((one for one in found if one.first <= hit.last + 2), None)


def _count(sheet: Sheet, hit: Hit) -> tuple[int, int]:
    """Return how many units are meant, and where the words of it start: "three days", "a week", "dagen"."""
    tokens = sheet.marks.tokens
    word = tokens.words[hit.first - 1] if hit.first else ""
    if word.isdigit():
        return (int(word) if len(word) < 3 else 0), tokens.starts[hit.first - 1]
    number = sheet.known.own.small_numbers.get(word)
    return (number, tokens.starts[hit.first - 1]) if number else (1, hit.start)
