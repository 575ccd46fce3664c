"""Parties whose cue stands behind their name: "Kulttuuriyhdistyksen järjestämä", "i Föreningens regi"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.cue_checks import is_within_cue
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.persons import given_names
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_BEHIND = (
    ("behind_organiser", Role.ORGANISER, 0.8),
    ("behind_partner", Role.PARTNER, 0.75),
)
_NEAR = 40
"""A preposition stands at most so many characters ahead of whom it leads and the cue."""


def before_postpositions(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the parties of languages whose cues stand behind the names: "Kulttuuriyhdistyksen järjestämä"."""
    for key, role, score in _BEHIND:
        for hit in sheet.marks.all(key):
            start, stop = sheet.sentence(hit.start)
            block = sheet.document.block_at(hit.start)
            if block is None or block.region == "nav" or is_within_cue(sheet, hit, start):
                continue
            joined = key != "behind_partner" or sheet.marks.has(start, stop, "with_partner")
            floor = max(start, block.start)
            names = _owner(sheet, reader, hit, floor) or reader.ending_at(hit.start, floor)
            row = reader.genitives_before(hit.start, floor)
            if len(row) > len(names) and any(reader.is_organisation(name) for name in row):
                names, joined = row, True
            for name in names:
                if reader.is_organisation(name) or (joined and _is_no_given_name(reader, name)):
                    yield PartyFound(name, role, "postposition", score)


def _owner(sheet: Sheet, reader: NameReader, hit: Hit, floor: int) -> list[Name]:
    """Return who stands in the possessive, a preposition ahead, where no cases tell: "i Fondens regi"."""
    own = sheet.known.own
    lone = hit.first == hit.last and not own.lemma
    led = sheet.before(hit.start, "at", _NEAR, floor) if lone else None
    names = reader.after(led.end, hit.start, filler=1) if led is not None else []
    ending = next((e for e in own.phrases["possessive"] if names and names[-1].text.endswith(e)), "")
    if len(names) != 1 or not ending or sheet.text[names[0].end : hit.start].strip():
        return []
    return [Name(names[0].text.removesuffix(ending), names[0].start, names[0].end)]


def _is_no_given_name(reader: NameReader, name: Name) -> bool:
    return reader.likely(name) or name.text.lower() not in given_names()
