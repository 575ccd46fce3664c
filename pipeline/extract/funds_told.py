"""What a page tells of a fund in general: who fills it, what it has paid for; not who pays for the event."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.extract.known_givers import KnownGiver
from pipeline.sheet import Sheet

_ARTICLE = 2
"""A subject stands at most so many tokens behind its sentence's start."""
_FEW = 5
"""A fund that has paid for more projects is told of in general."""
_COUNTED = 3
"""A number stands so few tokens ahead of what it counts: "300 small projects"."""
_PAID = ("covers_project", "covers_event")


def is_of_fund(sheet: Sheet, known: Sequence[KnownGiver], start: int, stop: int) -> bool:
    """Tell a sentence about a fund itself: "The EEA Grants are funded by Norway", "X backed 300 projects".

    ``known``: the known givers of the page, in the text's order.
    """
    general = (_asks, _are_many, _counts)
    return _fills(sheet, known, start, stop) or any(told(sheet, start, stop) for told in general)


def _asks(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a question, asked or told of: "How the State funds volunteers", "What does X finance?"."""
    if sheet.marks.has(start, stop, "funded_by", "funded_end"):
        return False
    asked = sheet.text[start:stop].rstrip().endswith("?")
    return asked or (sheet.marks.has(start, stop, "question") and not _singles_out(sheet, start, stop))


def _are_many(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a sentence about projects, none of which it singles out: "X pays for all sorts of projects"."""
    many = sheet.marks.has(start, stop, "projects")
    return (
        many
        and not sheet.marks.has(start, stop, "covers_event", "grant")
        and not _singles_out(sheet, start, stop)
    )


def _singles_out(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a sentence that names one project, or one of several."""
    many = sheet.marks.within(start, stop, "projects")
    if any(_is_one_of(sheet, group.first, start) for group in many):
        return True
    each = sheet.marks.within(start, stop, "project", "covers_project")
    return any(not any(group.start <= one.start <= group.end for group in many) for one in each)


def _is_one_of(sheet: Sheet, noun: int, start: int) -> bool:
    """Tell "one of the six projects" by the word for one a few tokens ahead of the noun at token ``noun``."""
    words, first = sheet.marks.tokens.words, sheet.marks.tokens.at(start)
    numbers = sheet.known.own.small_numbers
    return any(numbers.get(word) == 1 for word in words[max(first, noun - _FEW) : noun])


def _fills(sheet: Sheet, known: Sequence[KnownGiver], start: int, stop: int) -> bool:
    """Tell a known giver that is said to be paid for itself."""
    tokens = sheet.marks.tokens
    first = tokens.at(start)
    at = bisect_left(known, start, key=lambda one: one.name.start)
    subject = known[at].name if at < len(known) else None
    if subject is None or subject.start >= stop or tokens.at(subject.start) - first >= _ARTICLE:
        return False
    paid = sheet.marks.has(subject.end, stop, "funded_by", "funded_end")
    return paid and not sheet.marks.has(start, stop, *_PAID)


def _counts(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a number of projects that somebody has paid for."""
    words, first = sheet.marks.tokens.words, sheet.marks.tokens.at(start)
    if not sheet.marks.has(start, stop, "funds", "funded_by", "grant"):
        return False
    for hit in sheet.marks.within(start, stop, "project", "covers_project"):
        ahead = words[max(first, hit.first - _COUNTED) : hit.first]
        if any(word.isdecimal() and _FEW < int(word) < 1900 for word in ahead):
            return True
    return False
