"""Cues beside a date: which of several dates a word such as "by" or "deadline" is said of."""

from __future__ import annotations

from pipeline.extract.dates import DateMention
from pipeline.sheet import Sheet

_NEXT = 12
COLON = 3
"""A label, its colon, a space, and the day."""
_BESIDE = 6
"""Characters at most between a day and the cue behind it."""
_DAY = 30
"""A cue that follows a day by a space, and is further than ``_NEXT`` from the next, is said of the former."""


def is_cued(sheet: Sheet, offset: int, key: str, reach: int, floor: int) -> bool:
    """Tell whether a cue stands shortly before a date, with no other date in between."""
    hit = sheet.before(offset, key, reach, floor)
    if hit is None:
        return False
    if key == "deadline" and offset - hit.end > _NEXT and _is_said_of_another(sheet, hit.start, floor):
        return False
    return not any(other.end <= offset - 1 for other in sheet.dates_within(hit.end, offset))


def is_labelled(sheet: Sheet, offset: int, floor: int) -> bool:
    """Tell a deadline's label and colon right before a date, within a line: "14 mars. OSA: 1 mars"."""
    hit = sheet.before(offset, "label_deadline", COLON, floor)
    return hit is not None and ":" in sheet.text[hit.end : offset]


def _is_said_of_another(sheet: Sheet, cue: int, floor: int) -> bool:
    """Tell a cue behind the day of its sentence: "Ilmoittaudu 1.4. mennessä iltaan, joka on 9.4."."""
    dates = sheet.dates_within(max(floor, cue - _DAY), cue)
    return bool(dates) and not sheet.text[dates[-1].end : cue].strip(" .")


def is_before_deadline(sheet: Sheet, mention: DateMention) -> bool:
    """Tell a cue right behind a date or its hour: "12 May (deadline)", "1.4. klo 12 mennessä"."""
    _, stop = sheet.sentence(mention.start)
    hits = sheet.marks.within(mention.end, min(stop, mention.end + 70), "deadline")
    if not hits:
        return False
    hours = sheet.times_within(mention.end, min(hits[0].start, mention.end + _NEXT))
    if hours and not sheet.text[hours[0].end : hits[0].start].strip():
        return True
    between, cue = sheet.text[mention.end : hits[0].start], sheet.text[hits[0].start]
    anew = sheet.text[mention.end - 1] == "." and not between.strip() and cue.isupper()
    return len(between) <= _BESIDE and not anew  # "… on 4.3. Register by …"
