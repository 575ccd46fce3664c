"""Organisations that are an event's patrons: "con il patrocinio del Comune", "Záštitu převzal Kraj".

They lend it their name, which makes them partners; no money is meant. Who holds an office is a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.cue_checks import is_of_event
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.extract.party_checks import says_what
from pipeline.model import Role
from pipeline.sheet import Sheet

_PERSONS = ("person_title", "speaker", "role")
_OTHERS = ("media_partner", "label_media_partner")
_FILLER = 5
"""Small words that a verb, an event's noun and their articles fill ahead of a patron's name."""


def patrons(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the organisations behind words of patronage, in a sentence of an event or next to one."""
    for hit in sheet.marks.all("patron"):
        block = sheet.document.block_at(hit.end - 1)
        if block is None or block.region == "nav" or sheet.marks.has(hit.start, hit.end + 1, *_OTHERS):
            continue
        start, stop = sheet.sentence(hit.start)
        if not is_of_event(sheet, start, stop):
            continue
        begin = hit.end
        for name in reader.after(hit.end, min(stop, block.end), filler=_FILLER):
            if sheet.marks.has(begin, name.start + 1, *_PERSONS):
                break
            if _is_body(reader, name):
                yield PartyFound(name, Role.PARTNER, "patron", 0.5)
            begin = name.end


def _is_body(reader: NameReader, name: Name) -> bool:
    """Tell an organisation by its own noun, or an acronym, from what words of patronage have behind them."""
    return reader.is_organisation(name) and (says_what(reader, name) or " " not in name.text)
