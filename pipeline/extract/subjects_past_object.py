"""Subjects behind a verb and its object, told by their articles: "Organisiert haben den Tag der X"."""

from __future__ import annotations

from pipeline.extract.name_words import CLOSERS
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet

_FARTHEST = 40
"""An object, days and places part a verb from its subject by at most so many tokens."""
_MOST_ADJECTIVES = 3
_LONGEST_TIME = 8
_OBLIQUE = ("n", "m", "es")
"""Articles that end so tell an object or a genitive: "den", "einem", "des"."""
_PARTING = ("with_partner", "support", "funded_by", "agent", "patron")
"""What names behind a verb that are no subject of it."""


def past_object(sheet: Sheet, reader: NameReader, first: int, stop: int) -> list[Name]:
    """Return the subject behind a verb, which ends ahead of token ``first``, and behind the verb's object.

    Told where all nouns have capitals: the first phrase with an article in the nominative that is no event's.
    """
    of, k = reader.words, first
    if not sheet.known.own.capital_nouns:
        return []
    k -= k - 1 in of.places  # "organisiert *am* Sonntag das Theater"
    ties = {hit.first for hit in sheet.marks.within(of.starts[first], stop, *_PARTING)} if k < len(of) else ()
    while k < min(first + _FARTHEST, len(of)) and of.starts[k] < stop:
        if of.words[k] in (",", ";", ":", "(") or k in of.organising or "\n" in of.gap(k):
            return []
        timed = _past_time(sheet, reader, k)
        if timed > k:
            k = timed
        elif of.words[k] in of.articles or of.words[k] in of.ours:
            noun = _noun_behind(reader, k)
            if noun is None:
                k += 1
            elif of.words[k].endswith(_OBLIQUE) or _is_events(reader, noun):
                k = _past_quotation(reader, noun + 1)
            else:
                return _subject(reader, k, stop)
        elif k in ties:
            return []
        elif k in of.places:
            k = _past_phrase(sheet, reader, k)
        elif of.words[k] in CLOSERS:
            k = max(_past_quotation(reader, k), k + 1)
        elif of.letter(k):
            return _subject(reader, k, stop)
        else:
            k += 1
    return []


def _subject(reader: NameReader, k: int, stop: int) -> list[Name]:
    """Return the names at token ``k`` where one of them is an organisation's, or a project's, by its noun."""
    of = reader.words
    names = reader.after(of.starts[k], stop, filler=1)
    known = any(reader.is_organisation(name) or of.tokens.at(name.start) in of.projects for name in names)
    plain = all(reader.likely(name) or name.text[:1].isupper() for name in names)
    return names if known and plain else []


def _noun_behind(reader: NameReader, k: int) -> int | None:
    """Return the noun behind the article at token ``k``, small adjectives between, None where none is."""
    of = reader.words
    for noun in range(k + 1, min(k + 2 + _MOST_ADJECTIVES, len(of))):
        if of.letter(noun) or of.words[noun] in CLOSERS:
            return noun
        if not of.words[noun].isalpha():
            return None
    return None


def _is_events(reader: NameReader, noun: int) -> bool:
    return noun in reader.words.events and noun not in reader.words.nouns


def _past_time(sheet: Sheet, reader: NameReader, k: int) -> int:
    """Return the token behind the day or the hour that begins at token ``k``, ``k`` where none does."""
    of = reader.words
    if k >= len(of):
        return k
    near = of.ends[min(k + _LONGEST_TIME, len(of) - 1)]
    start = of.starts[k]
    ends = [day.end for day in sheet.dates_within(start, near) if day.start == start]
    ends += [time.end for time in sheet.times_within(start, near) if time.start == start]
    return of.tokens.at(max(ends)) if ends else k


def _past_quotation(reader: NameReader, k: int) -> int:
    """Return the token behind the quotation that opens at token ``k``, ``k`` where none does."""
    of = reader.words
    if k < len(of) and of.words[k] in CLOSERS:
        closers = CLOSERS[of.words[k]]
        for j in range(k + 1, min(k + _FARTHEST, len(of))):
            if of.words[j] in closers:
                return j + 1
    return k


def _past_phrase(sheet: Sheet, reader: NameReader, k: int) -> int:
    """Return the token behind a phrase of place or time whose preposition stands at token ``k``."""
    of = reader.words
    timed = _past_time(sheet, reader, k + 1)
    if timed > k + 1:
        return timed
    noun = _noun_behind(reader, k)
    if noun is None:
        return k + 1
    if of.words[noun] in CLOSERS:
        return _past_quotation(reader, noun)
    while noun + 1 < len(of) and of.letter(noun + 1) and of.gap(noun + 1) == " ":
        noun += 1
    return noun + 1
