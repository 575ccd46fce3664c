"""Who signs a page: the organisation under "kind regards", or those for whom several persons sign."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.persons import given_names
from pipeline.sheet import Sheet
from pipeline.text import Block

_LEAD = 3
"""A signature begins its line, or stands behind so few characters."""
_LINES = 4
"""Who signs is named within so many lines."""
_MOST_SIGNERS = 12
"""So many lines may name one that signs each."""
_LONGEST_LINE = 120
_MOST = 200
"""So many phrases are looked at; a page with more says it early."""
_INITIALS = 2
"""So many capitals may be a person's."""
_MOST_NAMES = 4
"""A person has at most so many."""


def signing(sheet: Sheet, reader: NameReader) -> list[Name]:
    """Return who signs: the organisation on the line of "kind regards" or on one of the next."""
    for hit in sheet.marks.all("signature")[:_MOST]:
        index = sheet.block_index(hit.start)
        block = sheet.blocks[index]
        if hit.start - block.start > _LEAD or block.region != "main":
            continue
        lines = [(hit.end, block), *((b.start, b) for b in sheet.blocks[index + 1 : index + _LINES])]
        employers = _employers(sheet, reader, sheet.blocks[index + 1 : index + _MOST_SIGNERS])
        if employers:
            return employers
        for at, line in lines:
            names = reader.after(at, line.end, filler=1)
            short = len(line.text) <= _LONGEST_LINE
            if short and names and _signs(reader, names[0], line):
                return names
    return []


def _signs(reader: NameReader, name: Name, line: Block) -> bool:
    """Tell an organisation of several words, or an acronym that is its whole line: "KLVA"."""
    alone = name.text == line.text.strip(" .,") and len(name.text) > _INITIALS
    return (" " in name.text or alone) and reader.is_organisation(name)


def _employers(sheet: Sheet, reader: NameReader, lines: Sequence[Block]) -> list[Name]:
    """Return for whom several sign, a line each: "Anna Berg, Kulturrådet" over "Eva Lind, Region Nord"."""
    found: list[Name] = []
    signed = 0
    for line in lines:
        person, comma, _ = line.text.partition(", ")
        if not comma or len(line.text) > _LONGEST_LINE or not _is_named(person):
            break
        signed += 1
        names = reader.after(line.start + len(person) + 1, line.end, filler=0)
        found += [n for n in names[:1] if reader.is_organisation(n) and n.text not in {f.text for f in found}]
    return found if signed > 1 else []


def _is_named(text: str) -> bool:
    """Tell a given name and a surname, which may be a place's: "Anna Nygård"."""
    words = text.split()
    whole = 2 <= len(words) <= _MOST_NAMES and all(word[0].isupper() for word in words)
    return whole and words[0].lower().partition("-")[0] in given_names()
