"""Places in the lines of a list: what is left of a record when its day and hour are taken away."""

from __future__ import annotations

import re

from pipeline.extract.drafts import Draft
from pipeline.extract.place_labels import label_start
from pipeline.extract.place_parts import PartReader
from pipeline.extract.town_told import unknown_town
from pipeline.extract.towns import bare, known_place
from pipeline.extract.values import Found
from pipeline.sheet import Sheet

_EDGE = " ,.:;–-()"
_LEAD = re.compile(r"[ ,.:;–(|/•·-]{0,6}(?:\([^()\n]{2,20}\)[ ,.:;–-]{0,6})?")
"""Marks, and a weekday in brackets, between a record's day and what it says."""
_CUT = re.compile(r";|(?<=\w{4})\.\s|\n")
"""A record's end; a stop behind a shorter word is an abbreviation's: "al. Lipowa"."""
_LONGEST = 110
_BETWEEN = 25
"""What stands between a record's day and its hour is its place or its title, if it is so long."""


def record_places(sheet: Sheet, parts: PartReader, draft: Draft) -> list[Found]:
    """Return the place on the longer side of a record's day, and the town alone on its other side."""
    before, behind = _sides(sheet, draft)
    longer, other = (behind, before) if behind[1] - behind[0] >= before[1] - before[0] else (before, behind)
    found = _places(sheet, parts, *longer)
    name = bare(sheet.text[other[0] : other[1]])
    town, score = known_place(name, sheet) if 2 < len(name) < 40 and name[0].isupper() else None, 0.7
    if town is None and name and any(one.field == "venue" for one in found):
        start = sheet.text.index(name, other[0])
        town, score = unknown_town(sheet, start, start + len(name)), 0.45
    if town and not any(one.field == "city" and one.score >= score for one in found):
        start = sheet.text.index(name, other[0])
        found.append(Found("city", town, start, start + len(name), "record", score))
    return found


def _sides(sheet: Sheet, draft: Draft) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the spans before and behind the day and the hour; the record's own link belongs to neither."""
    block, time = sheet.blocks[draft.lead.block], draft.time
    start, end = draft.lead.mention.start, draft.lead.mention.end
    if time is not None and block.start <= time.start < block.end:
        between = time.start - end > _BETWEEN
        start, end = min(start, time.start), end if between else max(end, time.end)
    lead = _LEAD.match(sheet.text, end, block.end)
    first, last = lead.end() if lead else end, block.end
    link = sheet.own_link(block)
    if link is not None and first <= link.start and link.end <= last:
        first, last = (link.end, last) if last - link.end > link.start - first else (first, link.start)
    if time is not None and first < time.start < last:
        last = time.start
    cut = _CUT.search(sheet.text, first + 3, last)
    return (label_start(sheet, block), start), (first, cut.start() if cut else last)


def _places(sheet: Sheet, parts: PartReader, first: int, last: int) -> list[Found]:
    text = sheet.text[first:last]
    first += len(text) - len(text.lstrip(_EDGE))
    if not 3 < len(text.strip(_EDGE)) < _LONGEST:
        return []
    many = len([word for word in re.split(r"[\s,]+", text) if word]) > 8
    return parts.parts(first, last, "record", 0.7, strict=many or not _is_place(sheet, parts, first, last))


def _is_place(sheet: Sheet, parts: PartReader, first: int, last: int) -> bool:
    """Tell a record's place from its title: a venue's noun or a street, no preposition before it."""
    halls = sheet.marks.within(first, last, "venue", "room")
    if not halls:
        return bool(parts.addresses_within(first, last))
    led = sheet.marks.within(first + 1, halls[0].start, "at")
    return not led and not sheet.marks.has(first, last, "event", "invites", "speaker")
