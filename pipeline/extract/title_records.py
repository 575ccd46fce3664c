"""What an entry of a list is called: its own line without the day, or the heading right above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.drafts import Draft
from pipeline.extract.persons import is_person
from pipeline.extract.roles import ASKS_WHEN
from pipeline.extract.title_faults import says_nothing
from pipeline.extract.title_phrases import EDGE, LONGEST, Title, clean, is_broken
from pipeline.extract.values import Found
from pipeline.gazetteer import fold, nominative_town
from pipeline.sheet import Sheet

_NUMBERED_STREET = re.compile(r"[^\W\d_]{3,} \d{1,4}\b")
_SHORT = 12
_PARTS = (", ", ". ", " | ", " – ", " - ")
_SHORT_NAME = 7
_SENTENCE = 90
"""Words that long which begin small are what is left of a sentence."""
_WHERE = frozenset({"venue", "room", "address", "postcode", "city"})
_LEFT = 0.3
"""A title has at least so much of its letters beside the names of where it is."""
_LABELS = 4
"""So many lines of labels stand between a title and its day."""
_MONTHLY = 2
"""A heading of so many words that begins with a month names no event: "June events"."""


def record_title(sheet: Sheet, draft: Draft, over: Title | None) -> Title | None:
    """Return a list record's own title: its line without the day, or the heading right above it.

    ``over`` is the page's title: a heading that only repeats it is none.
    """
    block = sheet.blocks[draft.lead.block]
    link = sheet.own_link(block)
    if link is not None and not sheet.marks.has(link.start, link.end, "chrome"):
        return Title(clean(link.text), link.start, link.end, "record", 0.65)
    span = _beside_day(sheet, draft)
    if span is not None and _is_theme(sheet, *span):
        start, end = _without_place(sheet, *_without_speaker(sheet, *_without_remark(sheet, *span)))
        return Title(clean(sheet.text[start:end])[: LONGEST * 2], start, end, "record", 0.6)
    return _heading_above(sheet, draft, over) or _above_labels(sheet, draft)


def _beside_day(sheet: Sheet, draft: Draft) -> tuple[int, int] | None:
    """Return the span of a list's row beside its day and hour: what stands behind them, or before."""
    block, lead, time = sheet.blocks[draft.lead.block], draft.lead.mention, draft.time
    end = max(lead.end, time.end) if time and block.start <= time.start < block.end else lead.end
    text = sheet.text[end : block.end].strip(EDGE + "()/")
    if len(text) <= lead.start - block.start:
        text = sheet.text[block.start : lead.start].strip(EDGE)
    at = sheet.text.find(text, block.start)
    return (at, at + len(text)) if at >= 0 else None


def is_placed_row(sheet: Sheet, draft: Draft) -> bool:
    """Tell a list's row that says beside its day but where the event is."""
    span = _beside_day(sheet, draft)
    if span is None or sum(c.isalpha() for c in sheet.text[slice(*span)]) < _LABELS:
        return span is not None
    block, day = sheet.blocks[draft.lead.block], draft.lead.mention.start
    town = nominative_town(sheet.text[block.start : day].strip(EDGE), sheet.known.own, sheet.country)
    return town is not None or _begins(sheet, *span, "at") or _is_placed(sheet, *span)


def _label_starts(sheet: Sheet) -> tuple[str, ...]:
    """Return how a line begins that is a label and its value without a colon between."""
    phrases = sheet.known.own.phrases
    return tuple(f"{label} " for key in phrases if key.startswith("label_") for label in phrases[key])


def _above_labels(sheet: Sheet, draft: Draft) -> Title | None:
    """Return the line above those that begin with labels, where the day stands under one: "Start 5 May"."""
    lead = draft.lead
    if not lead.labels & ASKS_WHEN or sheet.blocks[lead.block].label:
        return None
    labels = sheet.once(_label_starts)
    for block in reversed(sheet.blocks[max(0, lead.block - _LABELS) : lead.block]):
        if block.text.lower().startswith(labels) or sheet.dates_within(block.start, block.end):
            continue
        named = len(block.text) <= LONGEST and " " in block.text and not sheet.label_keys(block.text)
        return Title(clean(block.text), block.start, block.end, "record", 0.6) if named else None
    return None


def _heading_above(sheet: Sheet, draft: Draft, over: Title | None) -> Title | None:
    above = sheet.blocks[draft.lead.block - 1] if draft.lead.block else None
    if above is None or above.kind != "heading" or sheet.label_keys(above.text):
        return None
    if says_nothing(sheet, above.start, above.end):
        return None
    words, own = above.text.lower().split(), sheet.known.own.phrases
    if words[-1] in own["at"] or (words[0] in sheet.known.months and len(words) <= _MONTHLY):
        return None
    repeats = over is not None and fold(above.text) == fold(over.text)
    if repeats or sheet.dates_within(above.start, above.end) or _is_placed(sheet, above.start, above.end):
        return None
    return Title(clean(above.text), above.start, above.end, "heading", 0.6)


def _is_theme(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether what a list's line says beside its day is what happens then, and not only where."""
    text = sheet.text[start:end]
    if text[:1].islower() and len(text) > _SENTENCE:
        return False
    if sheet.marks.has(start, end, "event"):
        last = _without_place(sheet, start, end)[1]
        return last - start > 7 and not sheet.marks.has(start, last, "venue")
    if _begins(sheet, start, end, "at"):
        return False
    if len(text.split()) >= 4 and len(text) > 45 and not _begins(sheet, start, end, "venue", "room"):
        return True
    words = text.split()
    return not _is_placed(sheet, start, end) and not is_broken(text) and len(words) >= 2 and len(text) >= 9


def _begins(sheet: Sheet, start: int, end: int, *keys: str) -> bool:
    """Tell whether a word of ``keys`` stands at the very beginning of a span."""
    return any(hit.start <= start + 1 for hit in sheet.marks.within(start, end, *keys)[:2])


def tells_where(sheet: Sheet, own: Title) -> bool:
    """Tell a sentence's words that begin with a place: they name no event."""
    at = sheet.text.find(own.text[:_SHORT], own.start or 0)
    if at < 0:
        return False
    end = at + len(own.text)
    return not sheet.marks.has(at, end, "event") and _begins(sheet, at, end, "at", "venue", "room")


def says_where(sheet: Sheet, title: Title, place: Sequence[Found]) -> bool:
    """Tell a title of whose words hardly any are left beside the place, days and hours read there."""
    if title.start is None or title.end is None or sheet.document.markup is not None:
        return False
    told = [(one.start, one.end) for one in place if one.field in _WHERE]
    told += [(one.start, one.end) for one in sheet.dates_within(title.start, title.end)]
    told += [(one.start, one.end) for one in sheet.times_within(title.start, title.end)]
    if not any(one.field == "venue" and one.start < title.end and one.end > title.start for one in place):
        return False
    left = [
        c
        for i, c in enumerate(sheet.text[title.start : title.end], title.start)
        if c.isalpha() and not any(a <= i < b for a, b in told)
    ]
    return len(left) < _LEFT * sum(c.isalpha() for c in title.text)


def _is_placed(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words that say where, and not what: a hall or a street, no event's noun."""
    if sheet.marks.has(start, end, "event"):
        return False
    street = _NUMBERED_STREET.search(sheet.text[start:end]) is not None
    town, comma, _ = sheet.text[start:end].partition(",")
    street = street or (
        (bool(comma) or len(town.split()) <= _MONTHLY)
        and nominative_town(town.strip(EDGE), sheet.known.own, sheet.country) is not None
    )
    return street or sheet.marks.has(start, end, "venue", "room", "online")


def _without_remark(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a span without a remark in brackets at its end."""
    at = sheet.text.find(" (", start + 8, end)
    return (start, at) if at > 0 else (start, end)


def _without_place(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a span without what it says of the place at its end: "Repair evening, Town Hall, Leek"."""
    while (cut := max(sheet.text.rfind(mark, start, end) for mark in _PARTS)) - start > _SHORT_NAME:
        begun = cut + 1
        if not _is_placed(sheet, begun, end):
            break
        end = cut
    return start, end


def _without_speaker(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a span without the person who speaks before a colon: "Prof. A. B., University of C: Title"."""
    colon = sheet.text.rfind(": ", start, end)
    before = sheet.text[start:colon] if colon > 0 else ""
    titled = sheet.marks.within(start, start + 12, "person_title")
    if before and end - colon > 12 and (titled or is_person(before.split(",")[0], sheet.known)):
        return colon + 2, end
    return start, end
