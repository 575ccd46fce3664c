"""Subjects of verbs in two parts: "In Kiel *hat* unser Ortsverein einen Workshop *durchgeführt*"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.name_feasts import is_occasion
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.subjects_behind import is_proper
from pipeline.extract.subjects_past_object import past_object
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_REACH = 200
"""An auxiliary stands at most so many characters ahead of its participle."""


def in_perfect(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the organisers beside an auxiliary whose participle ends the clause.

    An agent between the two is the organiser itself: "hat am von der Stadt organisierten Tag".
    """
    for hit in sheet.marks.all("organised_end") if sheet.known.own.phrases["perfect"] else ():
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav":
            continue
        floor = max(start, block.start, hit.start - _REACH)
        auxiliary = next(reversed(sheet.marks.within(floor, hit.start, "perfect")), None)
        if auxiliary is None or sheet.marks.has(auxiliary.end, hit.start, "agent", "organised_end"):
            continue
        told = hit.last > hit.first or sheet.marks.has(start, stop, "event")  # "het initiatief genomen"
        score = 0.7 if told else 0.55
        for name in _subject(sheet, reader, auxiliary, max(start, block.start), hit.start):
            yield PartyFound(name, Role.ORGANISER, "subject", score)


def _subject(sheet: Sheet, reader: NameReader, auxiliary: Hit, floor: int, stop: int) -> list[Name]:
    """Return who stands right ahead of an auxiliary, right behind it, or behind the verb's object."""
    ahead = reader.before(auxiliary.start, floor)
    if ahead and not any(is_occasion(reader, name) for name in ahead):
        return ahead if any(reader.is_organisation(name) for name in ahead) else []
    behind = reader.after(auxiliary.end, stop, filler=0)
    if behind and all(is_proper(reader, name) for name in behind):
        return behind
    return past_object(sheet, reader, auxiliary.last + 1, stop)
