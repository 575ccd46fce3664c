"""Who backs an event by verbs that may mean more than money: "X supports the day", "Y gives 5,000 kr"."""

from __future__ import annotations

from pipeline.extract.grants import granting
from pipeline.extract.money import find_sums
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.support import gives
from pipeline.sheet import Sheet
from pipeline.words import Hit

Span = tuple[int, int]

_NEAR_SUM = 40
"""A gift's sum stands so few characters behind its verb."""
_MOST = 4
"""Verbs of backing in one sentence that are followed."""
_BACKED = ("event", "covers_event", "project", "covers_project", "name_feast")


def backing(sheet: Sheet, reader: NameReader, span: Span) -> list[Name]:
    """Return a sentence's backers: where a sum or a grant says that they pay, or where they are givers.

    A verb of giving needs its sum: a council gives lectures as well.
    """
    start, stop = span
    for hit in sheet.marks.within(start, stop, "backs", "gives")[:_MOST]:
        near = min(stop, hit.end + _NEAR_SUM)
        summed = bool(find_sums(sheet, hit.end, near if hit.key == "gives" else stop))
        if hit.key == "gives" and not summed:
            continue
        row = _listed(sheet, reader, hit, stop)
        names = row or granting(sheet, reader, hit, span)
        begin = hit.end if sheet.marks.has(start, hit.start, "relative") else start
        paid = summed or sheet.marks.has(begin, stop, "grant")
        backed = bool(row) or sheet.marks.has(begin, stop, *_BACKED)  # "works that the Region supports"
        if names and (paid or (backed and any(gives(sheet, name) for name in names))):
            return names
    return []


def is_gift(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a sentence of who gives a sum: its subject pays."""
    return sheet.marks.has(start, stop, "gives") and bool(find_sums(sheet, start, stop))


def _listed(sheet: Sheet, reader: NameReader, hit: Hit, stop: int) -> list[Name]:
    """Return the row that a colon leads in behind its verb: "These funds support the garden: A, B and C"."""
    colon = sheet.text.find(":", hit.end, stop)
    names = reader.after(colon + 1, stop, filler=0) if colon >= 0 else []
    return names if len(names) > 1 else []
