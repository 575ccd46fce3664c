"""Where the noun phrase begins that an event's noun is the head of: its compound, adjectives, ordinal."""

from __future__ import annotations

import re

from pipeline.sheet import Sheet

_NO_ADJECTIVE = (
    *("name_stop", "name_link", "at", "happens", "copula", "invites", "verb", "negation"),
    *("organiser", "partner", "funder", "programme", "covers_project"),
)
_ROMAN = re.compile(r"[IVX]{1,5}|X{0,3}L[IVX]{0,4}")
_ORDINAL = 4
"""An ordinal's ending has fewer letters: "1st", "3ème", "2ª"."""
_ADJECTIVES, _SHORT = 3, 3
"""So many adjectives of more letters than that are a phrase's."""
_ACRONYM = range(2, 6)


def compound_start(sheet: Sheet, noun: int) -> int:
    """Return the first token of a word with hyphens that ends with the token ``noun``: "Online-Tagung"."""
    tokens, i = sheet.marks.tokens, noun
    while i > 1 and tokens.words[i - 1] == "-" and tokens.words[i - 2].isalnum():
        if tokens.ends[i - 1] != tokens.starts[i] or tokens.ends[i - 2] != tokens.starts[i - 1]:
            break
        i -= 2
    return i


def phrase_start(sheet: Sheet, noun: int) -> int:
    """Return the token that the phrase begins with whose head is the token ``noun``.

    Up to three longer words right before it, acronyms among them, and an ordinal ahead of all: "2. EU-Tag".
    """
    tokens, i, count = sheet.marks.tokens, compound_start(sheet, noun), 0
    while i > 0 and count < _ADJECTIVES and sheet.text[tokens.ends[i - 1] : tokens.starts[i]] == " ":
        word, first = tokens.words[i - 1], compound_start(sheet, i - 1)
        start, end = tokens.starts[first], tokens.ends[i - 1]
        written = sheet.text[start:end]
        short = end - start <= _SHORT and not (written.isupper() and len(written) in _ACRONYM)
        if not word.isalpha() or short or _ROMAN.fullmatch(written):
            break
        if any(hit.last == i - 1 for hit in sheet.marks.within(start, end + 1, *_NO_ADJECTIVE)):
            break
        i, count = first, count + 1
    return _ordinal_start(sheet, i)


def _ordinal_start(sheet: Sheet, first: int) -> int:
    """Return the token of an ordinal right before the token ``first``, that token where there is none."""
    tokens = sheet.marks.tokens
    if first < 1 or sheet.text[tokens.ends[first - 1] : tokens.starts[first]] != " ":
        return first
    if _ROMAN.fullmatch(sheet.text[tokens.starts[first - 1] : tokens.ends[first - 1]]):
        return first - 1
    ending = tokens.words[first - 1]
    number = (
        first > 1 and tokens.words[first - 2].isdigit() and tokens.ends[first - 2] == tokens.starts[first - 1]
    )
    if not number or len(tokens.words[first - 2]) >= _ORDINAL:
        return first
    told = ending == "." or (ending.isalpha() and len(ending) < _ORDINAL)
    start = tokens.starts[first - 2]
    dated = sheet.dates_within(start, tokens.ends[first - 1]) or sheet.times_within(start, start + 1)
    return first - 2 if told and not dated else first
