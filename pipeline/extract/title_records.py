"""What an entry of a list is called: its own line without the day, or the heading right above it."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.drafts import Draft
from pipeline.extract.persons import is_person
from pipeline.extract.roles import ASKS_WHEN
from pipeline.extract.title_faults import says_nothing
from pipeline.extract.title_phrases import EDGE, LONGEST, Title, before_small_words, clean, is_broken
from pipeline.extract.title_places import (
    begins,
    is_held_somewhere,
    is_one_of_many,
    is_placed,
    past_place,
    without_place,
)
from pipeline.extract.title_quotes import quotes_within
from pipeline.extract.title_row_names import first_sentence, opening_quote
from pipeline.gazetteer import fold, nominative_town
from pipeline.sheet import Sheet

_FIRST = re.compile(r"[.,(|]|\s[–-]\s")
"""What parts a row's town from what follows it."""
_MARKS = '„”"“«»'
_SHORT = 12
"""So many characters between a row's day and its hour are more than what joins them."""
_SENTENCE = 90
"""Words that long which begin small are what is left of a sentence."""
_LONG_ROW = 120
_NAME = 4
"""A row of more characters is a sentence, whose quotes of fewer words may be anything."""
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
    span = past_place(sheet, *span) if span is not None else None
    quote = opening_quote(sheet, *span) if span is not None else None
    if quote is not None:
        return Title(clean(sheet.text[slice(*quote)]), *quote, "record", 0.6)
    if span is not None and not _is_theme(sheet, *span):
        span = _quoted(sheet, *span) or first_sentence(sheet, *span)
    if span is not None:
        start, end = without_place(sheet, *without_speaker(sheet, *_without_remark(sheet, *span)))
        text = clean(sheet.text[start:end])[: LONGEST * 2]
        text = text.strip(_MARKS) if text[:1] in _MARKS and not set(text[1:-1]) & set(_MARKS) else text
        return Title(text, start, end, "record", 0.6)
    return _heading_above(sheet, draft, over) or _above_labels(sheet, draft)


def in_row(sheet: Sheet, draft: Draft) -> Draft:
    """Return a list's record led by the line that its day begins, where a sentence tells of it too."""
    for n, occasion in enumerate(draft.occasions):
        block = sheet.blocks[occasion.block]
        behind = sheet.text[occasion.mention.end : block.end].strip(EDGE)
        if occasion.mention.start <= block.start + 1 and len(behind) > _SHORT:
            others = [one for k, one in enumerate(draft.occasions) if k != n]
            return replace(draft, lead=occasion, others=others) if n else draft
    return draft


def _quoted(sheet: Sheet, start: int, end: int) -> tuple[int, int] | None:
    """Return what a row quotes, unless it is a house's name; from the event's noun right ahead of it."""
    for a, b in quotes_within(sheet, start, end):
        hits = sheet.marks.within(max(start, a - _SHORT), a, "event", "venue", "room", "organisation")
        plain = not hits and (end - start <= _LONG_ROW or len(sheet.text[a:b].split()) >= _NAME)
        if plain or (hits and hits[-1].key == "event"):
            return (hits[-1].start, b + 1) if hits else (a, b)
    return None


def _beside_day(sheet: Sheet, draft: Draft) -> tuple[int, int] | None:
    """Return the span of a list's row beside its day and hour: what stands behind them, between or before."""
    block, lead, time = sheet.blocks[draft.lead.block], draft.lead.mention, draft.time
    beside = time is not None and block.start <= time.start < block.end
    end = max(lead.end, time.end) if time and beside else lead.end
    text = sheet.text[end : block.end].strip(EDGE + "()/")
    if time and beside and len(text) < (between := time.start - lead.end):
        inner = before_small_words(sheet, lead.end, time.start)
        text = sheet.text[lead.end : inner].strip(EDGE + "()/") if between > _SHORT else text
    if len(text) <= lead.start - block.start:
        text = sheet.text[block.start : before_small_words(sheet, block.start, lead.start)].strip(EDGE)
    at = sheet.text.find(text, block.start)
    return (at, at + len(text)) if at >= 0 else None


def is_placed_row(sheet: Sheet, draft: Draft) -> bool:
    """Tell a list's row that says beside its day but where the event is."""
    span = _beside_day(sheet, draft)
    if span is None or sum(c.isalpha() for c in sheet.text[slice(*span)]) < _LABELS:
        return span is not None
    block, day = sheet.blocks[draft.lead.block], draft.lead.mention.start
    first = _FIRST.split(sheet.text[slice(*span)], maxsplit=1)[0]
    names = (sheet.text[block.start : day], "" if sheet.marks.has(*span, "event") else first)
    towns = (nominative_town(name.strip(EDGE), sheet.known.own, sheet.country) for name in names)
    if any(town is not None for town in towns) or begins(sheet, *span, "at") or is_placed(sheet, *span):
        return True
    return day >= block.start and _is_body(sheet, block.start, block.end)


def _is_body(sheet: Sheet, start: int, end: int) -> bool:
    """Tell a row that begins with whose it is, an organisation and a mark: "Leek Society. The house …"."""
    found = _FIRST.search(sheet.text, start, end)
    stop = found.start() if found is not None else start
    hits = sheet.marks.within(start, stop, "organisation")
    return bool(hits) and hits[-1].end == stop and not sheet.marks.has(start, stop, "event")


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
    if repeats or sheet.dates_within(above.start, above.end) or is_placed(sheet, above.start, above.end):
        return None
    return Title(clean(above.text), above.start, above.end, "heading", 0.6)


def _is_theme(sheet: Sheet, start: int, end: int) -> bool:
    """Tell whether what a list's line says beside its day is what happens then, and not only where."""
    text = sheet.text[start:end]
    if text[:1].islower() and len(text) > _SENTENCE:
        return False
    if sheet.marks.has(start, end, "event"):
        last = without_place(sheet, start, end)[1]
        return last - start > 7 and not sheet.marks.has(start, last, "venue")
    if begins(sheet, start, end, "at"):
        return False
    if len(text.split()) >= 4 and len(text) > 45 and not begins(sheet, start, end, "venue", "room"):
        return True
    words = text.split()
    if is_held_somewhere(sheet, start, end) or is_one_of_many(sheet, start, end):
        return True
    return not is_placed(sheet, start, end) and not is_broken(text) and len(words) >= 2 and len(text) >= 9


def _without_remark(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a span without a remark in brackets at its end."""
    at = sheet.text.find(" (", start + 8, end)
    return (start, at) if at > 0 else (start, end)


def without_speaker(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a span without the person who speaks before a colon: "Prof. A. B., University of C: Title"."""
    colon = sheet.text.rfind(": ", start, end)
    before = sheet.text[start:colon] if colon > 0 else ""
    titled = sheet.marks.within(start, start + 12, "person_title")
    if before and end - colon > 12 and (titled or is_person(before.split(",")[0], sheet.known)):
        return colon + 2, end
    return start, end
