"""Clauses: what of a sentence that tells several days is said of one of them."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.extract.dates import DateMention
from pipeline.sheet import Sheet

_PARTED = re.compile(r"[,;](?!\d)")


def clause(sheet: Sheet, mention: DateMention, own: Collection[DateMention]) -> tuple[int, int] | None:
    """Return the part of a sentence around ``mention``; None where the sentence tells no other day.

    ``own``: the mentions of the same event. "In the hall on 3 May, 4 May in the school and 5 May at Ekby" is
    parted before each day, at the last comma or "and" ahead of it.
    """
    start, stop = sheet.sentence(mention.start)
    others = [one for one in sheet.dates_within(start, stop) if one.start not in {day.start for day in own}]
    before = max((one.end for one in others if one.end <= mention.start), default=None)
    behind = min((one.start for one in others if one.start >= mention.end), default=None)
    if before is None and behind is None:
        return None
    first = start if before is None else _last_parting(sheet, before, mention.start) or before
    last = stop if behind is None else _last_parting(sheet, mention.end, behind) or behind
    return first, last


def _last_parting(sheet: Sheet, start: int, stop: int) -> int | None:
    """Return the end of the last comma or "and" in ``text[start:stop]``; None where there is neither.

    A comma right ahead of the day parts it from its own place, "and Ely, 4 May", and counts least.
    """
    marks = [found.end() for found in _PARTED.finditer(sheet.text, start, stop)]
    marks += [hit.end for hit in sheet.marks.within(start, stop, "name_join")]
    own = [end for end in marks if sheet.text[end:stop].strip()]
    return max(own or marks, default=None)
