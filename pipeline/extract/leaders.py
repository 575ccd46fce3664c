"""Who runs the project or the programme that an event belongs to: "Lider projektu: Gmina Most"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet
from pipeline.words import Hit

_MOST = 30
_NEAR = 12
"""A copula stands so few characters behind the name that it says a role of."""
_REACH = 70
_LONGEST_LABEL = 50


def leaders(sheet: Sheet, reader: NameReader) -> list[Name]:
    """Return the organisations that the page calls a project's leader, applicant or operator, else none."""
    for hit in (*sheet.marks.all("lead"), *sheet.marks.all("operator"))[:_MOST]:
        block = sheet.document.block_at(hit.start)
        if block is None or block.region != "main":
            continue
        for names in _told(sheet, reader, hit):
            if names and all(reader.is_organisation(name) for name in names):
                return names
    return []


def _told(sheet: Sheet, reader: NameReader, hit: Hit) -> Iterator[list[Name]]:
    index = sheet.block_index(hit.start)
    block = sheet.blocks[index]
    start, stop = sheet.sentence(hit.start)
    rest = sheet.text[hit.end : block.end]
    if rest.lstrip().startswith(":"):
        yield reader.after(hit.end, block.end, filler=0)
    if len(block.text) <= _LONGEST_LABEL and not rest.strip(" :") and index + 1 < len(sheet.blocks):
        value = sheet.blocks[index + 1]
        yield reader.line(value) or reader.after(value.start, value.end, filler=0)
    stop = min(stop, block.end)
    copulas = sheet.marks.within(hit.end, min(stop, hit.end + _REACH), "copula")
    if copulas:
        yield reader.after(copulas[0].end, stop, filler=1)
    copula = sheet.before(hit.start, "copula", _NEAR, max(start, block.start))
    if copula is not None:
        floor = max(start, block.start)
        yield reader.before(copula.start, floor) or reader.ending_at(copula.start, floor)
