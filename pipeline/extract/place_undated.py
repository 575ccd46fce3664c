"""Places told in sentences without a day: where things happen, at what hour, or behind an event's noun."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.leads import where_told
from pipeline.extract.place_lines import NOT_HERE, closes_list
from pipeline.extract.place_parts import PartReader
from pipeline.extract.place_prose import PlaceProse
from pipeline.extract.values import Found
from pipeline.sheet import Sheet

NOT_TOLD = (*NOT_HERE, "private_home", "register", "deadline", "doors")
"""What a sentence without a day must not speak of to tell where the event is."""
SHORT = 250
"""In a line as short as that what stands beside a day is said of that day."""
_MOST_SENTENCES = 60
_SURE = 0.76
"""How surely a sentence that tells days says where all of them are."""
_EVERY = 60
"""Characters between "every" and an hour or a place."""
_CLOSE = 30
"""An event's house stands so close behind its noun: "konferens på Folkets Hus"."""


def undated_places(sheet: Sheet, parts: PartReader, prose: PlaceProse) -> list[Found]:
    """Read the first sentence without a day that tells where things happen, or where and at what hour.

    Where there is none: the first house behind an event's noun or a welcome.
    """
    told = (hit.start for key in ("happens", "happened") for hit in sheet.marks.all(key))
    pairs = pairwise(sheet.blocks)
    heads = ((a, b) for a, b in pairs if a.text.rstrip()[-1:] == ":")
    lists = (a.start for a, b in heads if sheet.dates_within(b.start, b.end))
    below = (b.start for a, b in pairwise(sheet.blocks) if closes_list(sheet, parts, a, b))
    asked = where_told(sheet, 0, len(sheet.text))
    starts = [*told, *asked, *(time.start for time in sheet.times), *lists, *below]
    for offset in sorted(starts)[:_MOST_SENTENCES]:
        sentence = _sentence(sheet, offset)
        block = sheet.document.block_at(offset)
        if sentence is None or block is None:
            continue
        if len(block.text) < SHORT and sheet.dates_within(block.start, block.end):
            continue
        found = prose.places(*sentence, _SURE if sheet.dates_within(*sentence) else 0.6, offset)
        if any(one.field in ("venue", "address") for one in found):
            return found
    return _behind_events(sheet, prose)


def _sentence(sheet: Sheet, offset: int) -> tuple[int, int] | None:
    """Return the page's own sentence at ``offset`` if it tells no day and of nothing else."""
    start, stop = sheet.sentence(offset)
    block = sheet.document.block_at(offset)
    if block is None or block.region != "main":
        return None
    if sheet.dates_within(start, stop) and not _is_of_all(sheet, start, stop, offset):
        return None
    return None if sheet.marks.has(start, stop, *NOT_TOLD) else (start, stop)


def _is_of_all(sheet: Sheet, start: int, stop: int, offset: int) -> bool:
    """Tell what is said to be every day's from what is one day's: "every Sunday at 5 pm in the library"."""
    every = sheet.before(offset, "every", _EVERY, start)
    return every is not None and not sheet.dates_within(every.end, stop)


def _behind_events(sheet: Sheet, prose: PlaceProse) -> list[Found]:
    """Return the first house with a name right behind an event's noun or a welcome, and its town."""
    for hit in sheet.marks.all("event", "invites")[:_MOST_SENTENCES]:
        sentence = _sentence(sheet, hit.start)
        for one in prose.venues(hit.end, sentence[1], 0.5)[:1] if sentence is not None else ():
            if one.start - hit.end < _CLOSE and any(c.isupper() for c in sheet.text[one.start : one.end]):
                return [one]
    return []
