"""The name that a list's row begins with: a quote, behind its speaker or alone, or its first sentence."""

from __future__ import annotations

import re

from pipeline.extract.days import weekday_of
from pipeline.extract.drafts import Draft
from pipeline.extract.letters import letters
from pipeline.extract.persons import is_person
from pipeline.extract.title_phrases import EDGE, verbs
from pipeline.extract.title_places import begins, is_placed
from pipeline.sheet import Sheet

_STOP = re.compile(r"(?<=[^\W\d_]{3})\. (?=[^\W\d_a-z])")
_DASH = re.compile(r"\s[–—-]\s")
_PAIRS = {"“": "”", "„": "“”", '"': '"', "”": "”", "«": "»", "»": "«"}
"""What closes a quote that a mark opens."""
_LONGEST, _LETTERS = 200, 4
_SPEAKER = 60
"""A speaker's name ahead of a quote takes so many characters at most."""
_WORDS = 7
_HOUSE = 12
"""A word for a house so near behind a quote says whose name that is."""
_NAME, _REST = 90, 12
"""A first sentence that is a name has no more characters, and those behind it no fewer."""
_TELLING = ("person_title", "happens", "happened", "planned", "organises", "invites", "we", "copula")


def opening_quote(sheet: Sheet, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the quote that a row's words begin with, or that stands behind their speaker.

    An editor's line may end within it: it goes on to its closing mark, an empty line at most.
    """
    text = sheet.text
    at = next((i for i in range(start, min(end, start + _SPEAKER)) if text[i] in _PAIRS), -1)
    ahead = text[start:at].strip(EDGE) if at >= 0 else ""
    if at < 0 or (ahead and not is_person(ahead, sheet.known)):
        return None
    stop = text.find("\n\n", at, at + _LONGEST)
    closing = (text.find(mark, at + 1, stop if stop > 0 else at + _LONGEST) for mark in _PAIRS[text[at]])
    close = min((i for i in closing if i > 0), default=-1)
    if close < 0 or letters(text[at:close]) <= _LETTERS:
        return None
    if ahead and text[close + 1 : close + 3].strip(" ")[:1].isalnum():
        return None  # Ann “Nan” Archer
    housed = sheet.marks.has(close, min(end, close + _HOUSE), "venue", "room", "organisation")
    return None if housed else (at + 1, close)


def first_sentence(sheet: Sheet, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a row's first sentence where that is a name and more is told behind it.

    "Archive day. The archive is open all day …": a name has no verb and is no place or speaker.
    """
    found = _STOP.search(sheet.text, start, min(end, start + _NAME))
    stop = found.start() if found is not None else end
    if found is None or end - stop < _REST or not sheet.text[start].isupper():
        return None
    name = sheet.text[start:stop]
    if letters(name) <= _LETTERS or "." in name or is_person(name, sheet.known):
        return None
    if next(verbs(sheet, start, stop), None) is not None or sheet.marks.has(start, stop, *_TELLING):
        return None
    return None if begins(sheet, start, stop, "at") or is_placed(sheet, start, stop) else (start, stop)


def named_ahead(sheet: Sheet, draft: Draft) -> tuple[int, int] | None:
    """Return the span of the few words that begin a line ahead of a dash and its day: "May fair – 9 May".

    A label, a place, a person or a verb's words are no name.
    """
    day = draft.lead.mention.start
    start = sheet.text.rfind("\n", 0, day) + 1
    while start < day and not sheet.text[start].isalpha():
        start += 1
    found = _DASH.search(sheet.text, start, min(day, start + _NAME))
    if found is None or not sheet.text[start].isupper():
        return None
    name, between = sheet.text[start : found.start()], sheet.text[found.end() : day].strip(EDGE).lower()
    if letters(name) < _LETTERS or len(name.split()) > _WORDS or (between and not _leads(sheet, between)):
        return None
    stop = found.start()
    told = next(verbs(sheet, start, stop), None) is not None or sheet.marks.has(start, stop, *_TELLING)
    placed = is_placed(sheet, start, stop) or begins(sheet, start, stop, "at")
    known = sheet.label_keys(name) or is_person(name, sheet.known) or _leads(sheet, name.lower())
    return None if told or placed or known else (start, stop)


def _leads(sheet: Sheet, between: str) -> bool:
    """Tell words between a dash and a day that only lead to it: "on", "Saturday"."""
    own = sheet.known.own.phrases
    small = {*own["day_before"], *own["at"], *own["article"]}
    return all(w in small or weekday_of(w, sheet.known.weekdays) is not None for w in between.split())
