"""Events that a sentence calls by a name without a word for their kind: "we invite you to the Big Dig"."""

from __future__ import annotations

import re

from pipeline.extract.drafts import Draft
from pipeline.extract.letters import letters
from pipeline.extract.persons import is_person
from pipeline.extract.title_named import name_end
from pipeline.extract.title_phrases import EDGE, Title, before_small_words, named
from pipeline.gazetteer import nominative_town
from pipeline.sheet import Sheet
from pipeline.words import Hit

_HELD = ("happens", "happened", "planned", "invites")
_NO_NAME = (
    *("organisation", "venue", "room", "person_title", "programme", "project", "legal_form", "role"),
    *("grant", "money", "money_noun", "support", "mechanism", "region", "thousand"),
)
_FIGURES = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d|\w:\w")
"""Figures that are no year, and a shortening with its ending: no part of such a name."""
_SMALL = re.compile(r"[ \u00a0]*([^\W\d_]+['’]?)")
"""A word, with the apostrophe that joins it to the next."""
_LETTERS, _WORDS, _LONGEST = 5, 8, 80
"""A name has so many letters at least, and so many words and characters at most."""
_NEAR = 3
"""Behind a name stands its day, or what leads there, after so many characters."""


def proper_name(sheet: Sheet, draft: Draft) -> Title | None:
    """Return the name that a verb of the day's sentence leads to, the day, a place or nothing behind it."""
    start, stop = sheet.sentence(draft.lead.mention.start)
    start = max(start, sheet.blocks[draft.lead.block].start)
    for hit in sheet.marks.within(start, stop, *_HELD):
        begin = _past_small(sheet, hit, stop)
        if begin >= stop or not sheet.text[begin].isupper():
            continue
        end = before_small_words(sheet, begin, name_end(sheet, begin, min(stop, begin + _LONGEST)))
        if _is_name(sheet, begin, end) and _is_led(sheet, end, stop):
            return Title(named(sheet, begin, end), begin, end, "proper", 0.5)
    return None


def _past_small(sheet: Sheet, hit: Hit, stop: int) -> int:
    """Return where the words behind a verb begin without an article; where one is asked to, without "to"."""
    own = sheet.known.own.phrases
    asked = ("at", "name_link") if hit.key == "invites" else ()
    small = {word for key in ("article", *asked) for word in own[key]}
    at = hit.end
    while (found := _SMALL.match(sheet.text, at, stop)) is not None and found.group(1) in small:
        at = found.end(1)
    return min(stop, at + len(sheet.text[at:stop]) - len(sheet.text[at:stop].lstrip(" \u00a0")))


def _is_name(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words that may be an event's own name: no person, town, body, house or project."""
    text = sheet.text[start:end]
    if letters(text) < _LETTERS or len(text.split()) > _WORDS or sheet.marks.has(start, end, *_NO_NAME):
        return False
    if sheet.dates_within(start, end) or sheet.label_keys(text) or "," in text:
        return False
    first = text.partition(" ")[0]
    if any(nominative_town(one, sheet.known.own, sheet.country) is not None for one in (text, first)):
        return False
    return _FIGURES.search(text) is None and not is_person(text, sheet.known)


def _is_led(sheet: Sheet, end: int, stop: int) -> bool:
    """Tell a name behind which the sentence ends, or its day, hour or a small word for a place follows."""
    while end < stop and sheet.text[end] in EDGE:
        end += 1
    if end >= stop or sheet.text[end] in "!.":
        return True
    begun = [day.start for day in sheet.dates_within(end, stop)]
    begun += [hour.start for hour in sheet.times_within(end, stop)]
    if any(start <= end + _NEAR for start in begun):
        return True
    return any(hit.start <= end + 1 for hit in sheet.marks.within(end, stop, "at", "clock")[:2])
