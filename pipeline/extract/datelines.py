"""Datelines: the day on which news of "tomorrow" and "yesterday" were written, alone in its line."""

from __future__ import annotations

from pipeline.extract.roles import EVENT, PUBLISHED, Occasion
from pipeline.extract.years import full_days
from pipeline.sheet import Sheet

_NEWS = frozenset({"today", "tomorrow", "yesterday"})
_TOLD = ("happens", "happened", "organises", "invites", "organised_end", "accommodates")
_LONGEST = 24
"""Beside its day a dateline has no more characters: those of a town or an author."""


def stamp_news(sheet: Sheet, found: list[Occasion]) -> None:
    """Take the day of a dateline for the page's own, where no other day is said to be.

    "Tomorrow the mayor opens … Sintra, 20 March 2026": such a word needs the day on which it was written.
    """
    news = any(o.mention.relative in _NEWS and sheet.marks.has(*o.sentence, *_TOLD) for o in found)
    if not news or any(o.role == PUBLISHED for o in found):
        return
    for one in found:
        at, (start, stop) = one.mention, one.sentence
        full = len(at.days) == 1 and bool(full_days(at.days)) and one.role == EVENT and not one.labels
        rest = sheet.text[start : at.start] + sheet.text[at.end : stop]
        if full and len(rest.strip(" ,.;–-|/\n")) <= _LONGEST and not sheet.times_within(start, stop):
            one.role = PUBLISHED
            return
