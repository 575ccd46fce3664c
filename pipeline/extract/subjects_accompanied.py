"""Subjects beside their partners: "A in cooperation with B cordially invites"."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.subjects_behind import is_proper
from pipeline.sheet import Sheet

_ASIDE = 30
"""Who is with the organiser is told so few characters behind the comma."""
_ADVERBS = 3
"""At most so many small words stand between a subject and its verb: "cordially"."""


def accompanied(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return a verb's subject ahead of its partners: "A in cooperation with B cordially invites"."""
    of = reader.words
    for cue in sheet.marks.within(floor, verb, "with_partner")[:1]:
        names = reader.before(cue.start, floor)
        partners = reader.after(cue.end, verb) if names else []
        if partners and of.tokens.at(verb) - of.past_parenthesis(of.tokens.at(partners[-1].end)) <= _ADVERBS:
            return names
    return []


def past_partners(sheet: Sheet, reader: NameReader, verb: int, floor: int) -> list[Name]:
    """Return a verb's subject behind partners whose postposition ends: "Yhdessä A:n kanssa B kutsuu"."""
    behind = sheet.marks.within(floor, verb, "behind_partner")
    names = reader.before(verb, behind[-1].end) if behind else []
    return names if all(is_proper(reader, name) for name in names) else []


def past_partners_aside(sheet: Sheet, reader: NameReader, offset: int, stop: int) -> int:
    """Return the offset behind partners between commas: "Veranstalter ist, zusammen mit A, der Verein B"."""
    if not sheet.text.startswith(",", offset):
        return offset
    cue = next(iter(sheet.marks.within(offset, min(stop, offset + _ASIDE), "with_partner")), None)
    partners = reader.after(cue.end, stop) if cue is not None and cue.start <= offset + _ASIDE else []
    if not partners:
        return offset
    of = reader.words
    comma = of.past_parenthesis(of.tokens.at(partners[-1].end))
    if of.word(comma, stop) == ",":
        return of.ends[comma]
    listed = len(partners) > 1 and not any(
        k in of.joins for k in range(of.tokens.at(partners[-2].end), of.tokens.at(partners[-1].start))
    )
    return partners[-1].start if listed else offset  # "…, together with A, B", no "and" ahead of B
