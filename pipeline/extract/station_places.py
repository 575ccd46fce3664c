"""Where each of several meetings of one day is, as its line tells it: "Ashby 9h, in the Hall"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.clock import TimeMention
from pipeline.extract.drafts import Draft
from pipeline.extract.place_parts import PartReader
from pipeline.extract.town_told import unknown_town
from pipeline.extract.towns import known_place
from pipeline.extract.values import Found
from pipeline.sheet import Sheet

_EDGE = " ,.:;–-()•\t"
_BEHIND, _LONGEST, _MOST_WORDS = 3, 80, 4
"""Characters between an hour and the preposition of its place, and of a place's name; words of a town's."""


def station_places(sheet: Sheet, parts: PartReader, draft: Draft) -> list[Found]:
    """Return the place behind a line's hour with the town ahead of it, else the place ahead of the hour."""
    block, time = sheet.blocks[draft.lead.block], draft.lead.time
    if time is None or not block.start + len("1 ") < time.start < block.end:
        return []
    first, stop = _behind(sheet, time, block.end)
    ahead = _ahead(sheet, block.start, time.start)
    if stop > first:
        town = _town(sheet, *ahead)
        told = [one for one in parts.parts(first, stop, "record", 0.75) if not (town and one.field == "city")]
        return [*told, *([town] if town is not None else [])]
    last = _last_sentence(sheet, *ahead)
    told = parts.parts(*last, "record", 0.75) if last[1] > last[0] else []
    return [replace(one, score=0.75) if one.field == "city" else one for one in told]


def _behind(sheet: Sheet, time: TimeMention, stop: int) -> tuple[int, int]:
    """Return the span of what stands behind the hour and a preposition, up to a comma or a sentence's end."""
    stop = min(stop, time.end + _LONGEST)
    led = next(iter(sheet.marks.within(time.end, stop, "at")), None)
    if led is None or led.start - time.end > _BEHIND or sheet.text[time.end : led.start].strip(" ,–-"):
        return 0, 0
    stop = min(stop, max(sheet.sentence(led.end)[1], led.end))
    return _trimmed(sheet, led.end, stop)


def _ahead(sheet: Sheet, start: int, stop: int) -> tuple[int, int]:
    """Return the span of what stands ahead of the hour, without the word that calls it."""
    call = sheet.before(stop, "clock", 2, start)
    return _trimmed(sheet, start, call.start if call is not None else stop)


def _last_sentence(sheet: Sheet, start: int, stop: int) -> tuple[int, int]:
    return _trimmed(sheet, max(start, sheet.sentence(max(start, stop - 1))[0]), stop)


def _trimmed(sheet: Sheet, start: int, stop: int) -> tuple[int, int]:
    text = sheet.text[start:stop]
    first = start + len(text) - len(text.lstrip(_EDGE))
    return first, max(first, start + len(text.rstrip(_EDGE)))


def _town(sheet: Sheet, start: int, stop: int) -> Found | None:
    """Return the town or village that a line begins with, known or not."""
    name = sheet.text[start:stop]
    if not name or len(name.split()) > _MOST_WORDS or any(c.isdigit() for c in name):
        return None
    known = known_place(name, sheet) or unknown_town(sheet, start, stop)
    return Found("city", known or name, start, stop, "record", 0.75 if known else 0.66)
