"""What an event is called: the heading that deserves it, the words that invite to it, or its own sentence."""

from __future__ import annotations

import re

from pipeline.extract.drafts import Draft
from pipeline.extract.persons import is_person
from pipeline.extract.title_faults import begins_timed
from pipeline.extract.title_headings import best_heading, head_title, stripped_heading
from pipeline.extract.title_phrases import (
    CLAUSE,
    EDGE,
    LONGEST,
    Title,
    clean,
    dated_heading,
    first_noun,
    invited,
    named,
    phrase_span,
    quoted,
)
from pipeline.gazetteer import fold, nominative_town
from pipeline.sheet import Sheet

_QUOTED = re.compile(r"[„“”\"«]([^„“”\"«»\n]{6,120})[”“\"»]|‘([^‘’\n]{6,120})’(?!\w)")
_NUMBERED_STREET = re.compile(r"[^\W\d_]{3,} \d{1,4}\b")
_SHORT = 12
_ABOVE = 3
"""A part's heading stands at most so many lines above the line that tells the day."""
_LETTERS = 4
_MONTHLY = 2
"""A heading of so many words that begins with a month names no event: "June events"."""
_MOST_WORDS = 14
"""A sentence without a title in it lends so many of its words."""


def find_title(sheet: Sheet, draft: Draft, page_title: Title | None) -> Title:
    """Return the event's title; further events are named by their own line or sentence."""
    if draft.listed is not None:
        return draft.listed.title or page_title or _sentence_title(sheet, draft)
    if draft.record:
        return _record_title(sheet, draft, page_title) or page_title or _sentence_title(sheet, draft)
    if draft.primary:
        return page_title or _sentence_title(sheet, draft)
    own = _theme(sheet, draft) or _part_title(sheet, draft, page_title) or _sentence_title(sheet, draft)
    shared = len(sheet.dates_within(*sheet.sentence(draft.lead.mention.start))) > 1
    broken = own.method == "sentence" or _is_broken(own.text)
    if page_title is not None and own.method == "sentence" and _is_time(sheet, draft, own):
        return page_title
    vague = (shared and broken) or (own.method == "sentence" and _tells_where(sheet, own))
    return page_title if page_title is not None and vague else own


def page_title(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return what the page as a whole is called; None where no heading deserves it and no words invite."""
    best = best_heading(sheet, lead.first if lead else len(sheet.text))
    if best is not None and best[1] >= 1:
        return stripped_heading(sheet, best[0], min(0.95, 0.6 + best[1] / 10))
    title = head_title(sheet) or invited(sheet) or quoted(sheet, lead)
    if title is None and best is not None:
        shouted = len(best[0].text.split()) == 1 and best[0].text.isupper()
        nameless = shouted or begins_timed(sheet, best[0])
        return (first_noun(sheet) if nameless else None) or stripped_heading(sheet, best[0], 0.5)
    return title or dated_heading(sheet) or first_noun(sheet)


def _is_time(sheet: Sheet, draft: Draft, own: Title) -> bool:
    """Tell a line that holds nothing but its day and hour: no words are left to name an event by."""
    a, b = _dated_span(draft, own.start or 0, own.end or len(sheet.text))
    left = sheet.text[own.start or 0 : a] + sheet.text[b : own.end or b]
    return sum(c.isalpha() for c in left) < _LETTERS


def _is_broken(text: str) -> bool:
    """Tell words that begin in the middle of a sentence, or that are hardly words at all."""
    letters = sum(c.isalpha() for c in text)
    return text[:1].islower() or letters < 4 or letters < len(text) / 2


def _theme(sheet: Sheet, draft: Draft) -> Title | None:
    """Return the theme that a further event's sentence names: "3 May, theme: …"."""
    start, stop = sheet.sentence(draft.lead.mention.start)
    for hit in sheet.marks.within(start, stop, "theme"):
        end = next((found.start() for found in CLAUSE.finditer(sheet.text, hit.end, stop)), stop)
        colon = sheet.text.find(":", hit.end + 4, end)
        end = colon if colon > 0 else end
        text = clean(sheet.text[hit.end : end]).strip('„”"“«»')
        if 5 <= len(text) <= LONGEST:
            return Title(text, hit.end, end, "theme", 0.7)
    return None


def _part_title(sheet: Sheet, draft: Draft, over: Title | None) -> Title | None:
    """Return the heading of a page's part that tells of one event: right above it, with an event's noun."""
    index = draft.lead.block
    for block in reversed(sheet.blocks[max(0, index - _ABOVE) : index + 1]):
        if block.kind != "heading":
            continue
        named = sheet.marks.has(block.start, block.end, "event") and not sheet.label_keys(block.text)
        if not named or len(block.text) > LONGEST:
            return None
        title = stripped_heading(sheet, block, 0.6)
        repeats = over is not None and fold(over.text) == fold(title.text)
        return None if repeats or sum(c.isalpha() for c in title.text) < _LETTERS else title
    return None


def _sentence_title(sheet: Sheet, draft: Draft) -> Title:
    """Name an event by its sentence: the subject before the verb, a quoted title, or its words."""
    start, stop = sheet.sentence(draft.lead.mention.start)
    block = sheet.blocks[draft.lead.block]
    start, stop = max(start, block.start), min(stop, block.end)
    subject = _subject(sheet, draft, start, stop)
    title = _QUOTED.search(sheet.text, *(subject or (start, stop)))
    if subject is not None and not (title and title.group(2)):
        return Title(named(sheet, *subject), *subject, "subject", 0.55)
    if title:
        group = 2 if title.group(2) else 1
        return Title(clean(title.group(group)), *title.span(group), "quoted", 0.5)
    a, b = _dated_span(draft, start, stop)
    rest = sheet.text[b:stop] if stop - b > a - start else sheet.text[start:a]
    words = " ".join(clean(rest).split()[:_MOST_WORDS])
    return Title(words or clean(sheet.text[start:stop])[:LONGEST], start, stop, "sentence", 0.3)


def _subject(sheet: Sheet, draft: Draft, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span of an event's noun before a verb of happening, where the day stands behind that."""
    verb = next(iter(sheet.marks.within(start, stop, "happens", "planned", "happened")), None)
    if verb is None or draft.lead.mention.start <= verb.start:
        return None
    begun = max((found.end() for found in CLAUSE.finditer(sheet.text, start, verb.start)), default=start)
    named = sheet.marks.has(begun, verb.start, "event")
    if verb.start - begun >= (120 if named else 60):
        return None
    span = phrase_span(sheet, begun, verb.start)
    return span if named or (span and sheet.text[span[0]].isupper()) else None


def _dated_span(draft: Draft, start: int, stop: int) -> tuple[int, int]:
    """Return the span of the event's day, and of its hour where that stands in ``text[start:stop]``."""
    mention, time = draft.lead.mention, draft.lead.time
    if time is None or not start <= time.start < stop:
        return mention.start, mention.end
    return min(mention.start, time.start), max(mention.end, time.end)


def _record_title(sheet: Sheet, draft: Draft, over: Title | None) -> Title | None:
    """Return a list record's own title: its line without the day, or the heading right above it.

    ``over`` is the page's title: a heading that only repeats it is none.
    """
    block, lead, time = sheet.blocks[draft.lead.block], draft.lead.mention, draft.time
    link = sheet.own_link(block)
    if link is not None and not sheet.marks.has(link.start, link.end, "chrome"):
        return Title(clean(link.text), link.start, link.end, "record", 0.65)
    end = max(lead.end, time.end) if time and block.start <= time.start < block.end else lead.end
    text = sheet.text[end : block.end].strip(EDGE + "()/")
    if len(text) <= lead.start - block.start:
        text = sheet.text[block.start : lead.start].strip(EDGE)
    at = sheet.text.find(text, block.start)
    span = at, at + len(text)
    if at >= 0 and _is_theme(sheet, *span):
        start, end = _without_speaker(sheet, *_without_remark(sheet, *span))
        return Title(clean(sheet.text[start:end])[: LONGEST * 2], start, end, "record", 0.6)
    return _heading_above(sheet, draft, over)


def _heading_above(sheet: Sheet, draft: Draft, over: Title | None) -> Title | None:
    above = sheet.blocks[draft.lead.block - 1] if draft.lead.block else None
    if above is None or above.kind != "heading" or sheet.label_keys(above.text):
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
    if sheet.marks.has(start, end, "event"):
        return len(text) > 7 and not sheet.marks.has(start, end, "venue")
    if _begins(sheet, start, end, "at"):
        return False
    if len(text.split()) >= 4 and len(text) > 45 and not _begins(sheet, start, end, "venue", "room"):
        return True
    words = text.split()
    return not _is_placed(sheet, start, end) and not _is_broken(text) and len(words) >= 2 and len(text) >= 9


def _begins(sheet: Sheet, start: int, end: int, *keys: str) -> bool:
    """Tell whether a word of ``keys`` stands at the very beginning of a span."""
    return any(hit.start <= start + 1 for hit in sheet.marks.within(start, end, *keys)[:2])


def _tells_where(sheet: Sheet, own: Title) -> bool:
    """Tell a sentence's words that begin with a place: they name no event."""
    at = sheet.text.find(own.text[:_SHORT], own.start or 0)
    if at < 0:
        return False
    end = at + len(own.text)
    return not sheet.marks.has(at, end, "event") and _begins(sheet, at, end, "at", "venue", "room")


def _is_placed(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words that say where, and not what: a hall or a street, no event's noun."""
    if sheet.marks.has(start, end, "event"):
        return False
    street = _NUMBERED_STREET.search(sheet.text[start:end]) is not None
    town, comma, _ = sheet.text[start:end].partition(",")
    street = street or (bool(comma) and nominative_town(town, sheet.known.own, sheet.country) is not None)
    return street or sheet.marks.has(start, end, "venue", "room", "online")


def _without_remark(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a span without a remark in brackets at its end."""
    at = sheet.text.find(" (", start + 8, end)
    return (start, at) if at > 0 else (start, end)


def _without_speaker(sheet: Sheet, start: int, end: int) -> tuple[int, int]:
    """Return a span without the person who speaks before a colon: "Prof. A. B., University of C: Title"."""
    colon = sheet.text.rfind(": ", start, end)
    before = sheet.text[start:colon] if colon > 0 else ""
    titled = sheet.marks.within(start, start + 12, "person_title")
    if before and end - colon > 12 and (titled or is_person(before.split(",")[0], sheet.known)):
        return colon + 2, end
    return start, end
