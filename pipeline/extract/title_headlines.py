"""Headlines that tell of an event and do not name it: what its own sentence calls it is its title."""

from __future__ import annotations

from pipeline.extract.drafts import Draft
from pipeline.extract.title_named import told_name
from pipeline.extract.title_phrases import Title, noun_near, verbs
from pipeline.extract.title_sentences import told_event
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_TELLING = ("organises", "invites", "happens", "happened", "planned", "copula")
_SENTENCE = 5
"""A headline of fewer words may be a motto."""
_QUOTES = frozenset("„“”\"«»‘'‚")


def named_in_text(sheet: Sheet, lead: Draft, title: Title) -> Title:
    """Return what the day's own sentences call the event, where the page's title does not say it.

    A quote right behind an event's noun is its name outright: "the seminar “Whose river?”". A headline that
    is a sentence without an event's noun, "Leek's clubs show what they do", names none.
    """
    named = told_name(sheet, lead)
    if named is not None and sheet.text[(named.start or 1) - 1] in _QUOTES:
        return title if fold(named.text) in fold(title.text) else named
    return _told_beside(sheet, lead, title) or title


def _told_beside(sheet: Sheet, lead: Draft, title: Title) -> Title | None:
    """Return the event that the sentence of the day names, where a headline is a sentence and names none."""
    start, end = title.start, title.end
    if start is None or end is None or "?" in title.text or sheet.marks.has(start, end, "event"):
        return None
    if next(verbs(sheet, start, end), None) is None and not sheet.marks.has(start, end, *_TELLING):
        return None
    day = lead.lead.mention.start
    told = told_event(sheet, lead)
    if told is not None or len(title.text.split()) < _SENTENCE:
        return told
    begin, stop = sheet.sentence(day)
    return noun_near(sheet, max(begin, sheet.blocks[lead.lead.block].start), stop, day)
