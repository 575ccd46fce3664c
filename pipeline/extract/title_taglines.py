"""Headlines that go on to tell something of the event they name: "Festival of Clubs: all Leek comes"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.title_kinds import names_event
from pipeline.extract.title_phrases import EDGE, Title, clean, verbs
from pipeline.sheet import Sheet

_JOINT = re.compile(r"\s[–—|-]\s|:\s|(?<=[^\W\d_]{3})[.!]\s")
_WORDS, _LETTERS = 2, 10
"""A name has so many words and more letters; a word alone is a kind or a label."""
_TELLING = ("happens", "happened", "planned", "organises", "invites", "copula")
_NEAR = 8000
"""A name is looked for again within so many characters."""


def without_tagline(sheet: Sheet, title: Title) -> Title:
    """Return a title's first part where it names an event, the text uses it alone and the rest tells more.

    The rest is a sentence, holds a verb or tells when, and is no subtitle. Other titles stay as they are.
    """
    if title.start is None or title.end is None:
        return title
    joint = _JOINT.search(sheet.text, title.start, title.end)
    if joint is None or not _is_name(sheet, title.start, joint.start()):
        return title
    if not _tells(sheet, joint, title.end) or not _stands_alone(sheet, title, joint.start()):
        return title
    name = clean(sheet.text[title.start : joint.start()])
    return replace(title, text=name, end=joint.start())


def _is_name(sheet: Sheet, start: int, end: int) -> bool:
    words = [word for word in sheet.text[start:end].split() if any(map(str.isalpha, word))]
    long = len(words) >= _WORDS and sum(map(len, words)) > _LETTERS
    return long and names_event(sheet, start, end) and not sheet.marks.has(start, end, *_TELLING)


def _tells(sheet: Sheet, joint: re.Match[str], end: int) -> bool:
    """Tell whether what stands behind a joint is a sentence of its own, holds a finite verb or tells when."""
    start = joint.end()
    told = sheet.dates_within(start, end) or sheet.times_within(start, end)
    verb = next(verbs(sheet, start, end), None) is not None or sheet.marks.has(start, end, *_TELLING)
    return bool(told) or verb or joint.group()[0] in ".!"


def _stands_alone(sheet: Sheet, title: Title, end: int) -> bool:
    """Tell whether the text uses a title's part more often than the whole title."""
    text, start = sheet.text[:_NEAR].lower(), title.start or 0
    part = sheet.text[start:end].strip(EDGE).lower()
    return text.count(part) > text.count(sheet.text[start : title.end].strip(EDGE).lower())
