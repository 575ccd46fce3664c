"""What an event is called by its own sentence, or by the heading of its own part of the page."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.drafts import Draft
from pipeline.extract.title_faults import spoils
from pipeline.extract.title_headings import stripped_heading
from pipeline.extract.title_phrases import (
    CLAUSE,
    LONGEST,
    Title,
    before_small_words,
    clean,
    named,
    noun_near,
    phrase_of,
    phrase_span,
    verbs,
)
from pipeline.extract.title_quotes import quoted
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_QUOTED = re.compile(r"[„“”\"«]([^„“”\"«»\n]{6,120})[”“\"»]|‘([^‘’\n]{6,120})’(?!\w)")
_ABOVE = 3
"""A part's heading stands at most so many lines above the line that tells the day."""
_AHEAD, _LONG_NAME = 25, 3
"""An event's own sentence names it in so many words, so few characters ahead of the day."""
_VERBS = ("happens", "happened", "planned", "organises", "invites")
_BESIDE = 45
"""What a verb says to be held stands so few characters behind it."""
_EDGE = 12
"""A line that its day begins is named by its other words; a sentence by an event's noun near its day."""
_TELLING = ("organises", "happens", "happened", "invites", "copula", "relative")
"""Verbs of a sentence; words without one ahead of a day are what the day is of."""
_LETTERS = 4
_MOST_WORDS = 14
"""A sentence without a title in it lends so many of its words."""


def theme(sheet: Sheet, draft: Draft) -> Title | None:
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


def part_title(sheet: Sheet, draft: Draft, over: Title | None) -> Title | None:
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


def sentence_title(sheet: Sheet, draft: Draft) -> Title:
    """Name an event by its sentence: the subject before the verb, a quoted title, or its words."""
    start, stop = sheet.sentence(draft.lead.mention.start)
    block = sheet.blocks[draft.lead.block]
    start, stop = max(start, block.start), min(stop, block.end)
    subject = _subject(sheet, draft, start, stop)
    named_so = quoted(sheet, draft)
    if subject is not None and named_so is not None and (named_so.start or 0) >= subject[1]:
        return named_so
    title = _QUOTED.search(sheet.text, *(subject or (start, stop)))
    if subject is not None and not (title and title.group(2)):
        return Title(named(sheet, *subject), *subject, "subject", 0.55)
    if title:
        group = 2 if title.group(2) else 1
        return Title(clean(title.group(group)), *title.span(group), "quoted", 0.5)
    a, b = _dated_span(draft, start, stop)
    behind = not draft.primary and a - start <= _EDGE and next(verbs(sheet, b, stop), None) is not None
    near = noun_near(sheet, start, stop, draft.lead.mention.start) if behind or a - start > _EDGE else None
    if near is not None and near.text:
        return replace(near, method="near")
    return _beside_day(sheet, (start, a), (b, stop))


def _beside_day(sheet: Sheet, *sides: tuple[int, int]) -> Title:
    """Return the words before or behind an event's day, the longer that may name it; else its noun alone."""
    spans = [(a, before_small_words(sheet, a, b)) for a, b in sides]
    a, b = sides[0]
    ahead = b - a > _EDGE and sheet.text[a].isupper() and not sheet.marks.has(a, b, *_TELLING)
    if not ahead:
        spans.sort(key=lambda span: span[0] - span[1])
    whole = [span for span in spans if not spoils(sheet, *span)]
    start, stop = sheet.sentence(sides[0][1])[0], sides[-1][1]
    noun = next(iter(sheet.marks.within(start, stop, "event")), None)
    if not whole and noun is not None:
        return Title(named(sheet, noun.start, noun.end), noun.start, noun.end, "phrase", 0.3)
    words = " ".join(clean(sheet.text[slice(*(whole or spans)[0])]).split()[:_MOST_WORDS])
    first, _, rest = words.partition(" ")
    if rest and first.lower() in sheet.known.own.phrases["article"]:
        words = rest[:1].upper() + rest[1:]
    return Title(words or clean(sheet.text[start:stop])[:LONGEST], start, stop, "sentence", 0.3)


def told_event(sheet: Sheet, draft: Draft) -> Title | None:
    """Return the event that its own sentence names at some length: beside its verb, or ahead of its day."""
    start, stop = sheet.sentence(draft.lead.mention.start)
    start = max(start, sheet.blocks[draft.lead.block].start)
    told = sheet.marks.within(start, stop, *_VERBS)
    for hit in sheet.marks.within(start, stop, "event"):
        title = phrase_of(sheet, hit)
        if title is None or title.start is None or title.end is None or title.start < start:
            continue
        if sheet.label_keys(sheet.text[title.start : hit.start]):
            continue
        a, b = title.start, title.end
        led = any(0 <= a - verb.end <= _BESIDE or 0 <= verb.start - b <= 2 for verb in told)
        ahead = 0 <= draft.lead.mention.start - b <= _AHEAD
        words = title.text.replace("-", " ").split()
        named = len(words) > 1 and all(word[:1].isupper() for word in words)
        if (led or ahead) and (named or len(words) >= _LONG_NAME):
            return replace(title, method="told", score=0.55)
    return None


def _subject(sheet: Sheet, draft: Draft, start: int, stop: int) -> tuple[int, int] | None:
    """Return the span of an event's noun before a verb of happening, where the day stands behind that."""
    verb = next(iter(sheet.marks.within(start, stop, "happens", "planned", "happened")), None)
    if verb is None or draft.lead.mention.start <= verb.start:
        return None
    last = start + len(sheet.text[start : verb.start].rstrip(" ,"))
    last = last if sheet.text[start:last].istitle() else verb.start
    begun = max((found.end() for found in CLAUSE.finditer(sheet.text, start, last)), default=start)
    named = sheet.marks.has(begun, verb.start, "event")
    if verb.start - begun >= (120 if named else 60):
        return None
    span = phrase_span(sheet, begun, last)
    return span if named or (span and sheet.text[span[0]].isupper()) else None


def _dated_span(draft: Draft, start: int, stop: int) -> tuple[int, int]:
    """Return the span of the event's day, and of its hour where that stands in ``text[start:stop]``."""
    mention, time = draft.lead.mention, draft.lead.time
    if time is None or not start <= time.start < stop:
        return mention.start, mention.end
    return min(mention.start, time.start), max(mention.end, time.end)
