"""Stretches of time in which something goes on, a consultation, a call, a season: no events of some days."""

from __future__ import annotations

from pipeline.extract.dates import DateMention
from pipeline.sheet import Sheet

_DAYS = 9
"""An event that is told as a period has at most so many days and one."""
_MONTH = 31


def is_period(sheet: Sheet, mention: DateMention, sentence: tuple[int, int]) -> bool:
    """Tell a stretch of time in which something goes on: said to be one, of months, or without hours."""
    marks = sheet.marks
    told = marks.has(*sentence, "happens", "invites")
    if marks.has(*sentence, "period") and (mention.is_range or not told):
        return not _is_short_event(sheet, mention, sentence)
    if mention.nth is not None:
        return _is_of_months(sheet, mention)
    if not mention.is_range or len(mention.days) != 2:
        return False
    a, b = mention.days
    months = (b.month - a.month) % 12 if (a.year or 0) == (b.year or 0) else 12
    if months >= 2:
        return True
    timed = bool(sheet.times_within(*sentence))
    if not timed and _length(mention) > _DAYS and _is_consulting(sheet, sentence):
        return True
    nearly_a_month = months == 1 and (b.day or 1) >= (a.day or 1) - 5
    return nearly_a_month and not timed


def _is_of_months(sheet: Sheet, mention: DateMention) -> bool:
    """Tell a rule from a day: "the third Wednesday of March, June and September"."""
    words = sheet.marks.tokens.words[mention.last + 1 : mention.last + 4]
    joins = {",", "&", *sheet.known.own.phrases["day_join"]}
    named = [word for word in words if word not in joins][:1]
    behind = words[words.index(named[0]) + 1 :] if named else []
    joined = bool(named) and words[0] in joins and named[0] in sheet.known.months
    return joined and not (behind and behind[0].isdigit())


def _is_consulting(sheet: Sheet, sentence: tuple[int, int]) -> bool:
    """Tell a sentence of consulting or taking part that names no other event."""
    asked = sheet.marks.within(*sentence, "topic_participation")
    events = sheet.marks.within(*sentence, "event")
    return bool(asked) and all(any(a.start <= e.start and e.end <= a.end for a in asked) for e in events)


def _length(mention: DateMention) -> int:
    """Return about how many days a range has behind its first."""
    a, b = mention.days
    return ((b.month - a.month) % 12) * _MONTH + (b.day or 1) - (a.day or 1)


def _is_short_event(sheet: Sheet, mention: DateMention, sentence: tuple[int, int]) -> bool:
    """Tell an event of a few days from a period: "in the period from 8 to 12 July the visit takes place"."""
    days = mention.days
    if len(days) != 2 or days[0].month != days[1].month or days[0].day is None or days[1].day is None:
        return False
    told = sheet.marks.has(*sentence, "happens", "happened") and sheet.marks.has(*sentence, "event")
    return told and days[1].day - days[0].day <= _DAYS
