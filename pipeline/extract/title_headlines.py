"""Headlines that tell of an event and do not name it: what its own sentence calls it is its title."""

from __future__ import annotations

import re

from pipeline.extract.drafts import Draft
from pipeline.extract.title_named import outright_name
from pipeline.extract.title_phrases import Title, noun_near, verbs
from pipeline.extract.title_proper import proper_name
from pipeline.extract.title_sentences import told_event
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_TELLING = ("organises", "invites", "happens", "happened", "planned", "copula")
_SENTENCE = 5
"""A headline of fewer words may be a motto."""
_EDITION = re.compile(r"(?<![\w.])(?:\d{1,3}(?:\.|[ªºe]|st|nd|rd|th|[eè]me)|[IVXL]{1,6}\.?) (?=[^\W\d_])")
"""The number of an edition is a name's: "XII. Forum", "5th meeting"."""


def named_in_text(sheet: Sheet, draft: Draft, title: Title) -> Title:
    """Return what the day's own sentences call an event of a text, where the page's title does not say it.

    A quote right behind an event's noun is its name outright: "the seminar “Whose river?”". A headline that
    is a sentence without an event's noun, "Leek's clubs show what they do", names none.
    """
    if sheet.document.markup is not None:
        return title
    named = outright_name(sheet, draft)
    if named is not None:
        said = fold(named.text) in fold(title.text) or _EDITION.search(title.text) is not None
        return title if said else named
    return _told_beside(sheet, draft, title) or _called_beside(sheet, draft, title) or title


def _called_beside(sheet: Sheet, draft: Draft, title: Title) -> Title | None:
    """Return the name that the day's sentence calls the event by, where the title names no kind of event.

    A title that the text says again is a name itself.
    """
    if "?" in title.text or _says_kind(sheet, title) or sheet.text.count(title.text) > 1:
        return None
    name = proper_name(sheet, draft)
    return None if name is None or fold(name.text) in fold(title.text) else name


def _told_beside(sheet: Sheet, draft: Draft, title: Title) -> Title | None:
    """Return the event that the sentence of the day names, where a headline is a sentence and names none."""
    start, end = title.start, title.end
    if start is None or end is None or "?" in title.text or _says_kind(sheet, title):
        return None
    if next(verbs(sheet, start, end), None) is None and not sheet.marks.has(start, end, *_TELLING):
        return None
    day = draft.lead.mention.start
    told = told_event(sheet, draft)
    told = told if told is not None and _says_kind(sheet, told) else None
    if told is not None or len(title.text.split()) < _SENTENCE:
        return told
    begin, stop = sheet.sentence(day)
    return noun_near(sheet, max(begin, sheet.blocks[draft.lead.block].start), stop, day)


def _says_kind(sheet: Sheet, title: Title) -> bool:
    """Tell a phrase whose noun says what kind of event it is, and not only that there is one."""
    start, end = title.start or 0, title.end or 0
    common = {hit.start for hit in sheet.marks.within(start, end, "common_event")}
    return any(hit.start not in common for hit in sheet.marks.within(start, end, "event"))
