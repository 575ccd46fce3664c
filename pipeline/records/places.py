"""Where a listing's records are: in their own lines, under a column that says so, or once for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.records.fragments import Fragment
from pipeline.sheet import Sheet

Span = tuple[int, int]
_LONGEST = 220


def is_place(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell words that name a place: a venue's or room's noun, a street, a way to join from afar."""
    marks = sheet.marks
    if marks.has(start, stop, "venue", "room", "online", "hybrid", "floor"):
        return True
    numbered = any(c.isdigit() for c in sheet.text[start:stop])
    return numbered and marks.has(start, stop, "street_after", "street_before")


def record_place(sheet: Sheet, pieces: Sequence[Fragment], title: Span | None) -> tuple[Span, bool] | None:
    """Return the span of a record's place, and whether a label says that it is one."""
    labelled = [p for p in pieces if "label_where" in p.keys and not p.keys & {"label_when", "papers"}]
    if labelled:
        return (labelled[0].start, min(labelled[-1].end, labelled[0].start + _LONGEST)), True
    start = stop = -1
    for piece in pieces:
        own = title is not None and piece.start < title[1] and title[0] < piece.end
        named = not own and is_place(sheet, piece.start, piece.end) and len(piece.text) <= _LONGEST
        if start >= 0 and (not named or piece.start - stop > 3 or piece.end - start > _LONGEST):
            if piece.start - stop <= 3 and piece.end - start <= _LONGEST and not own and _goes_on(piece):
                stop = piece.end
                continue
            break
        if named:
            start, stop = (piece.start if start < 0 else start), piece.end
    return ((start, stop), False) if start >= 0 else None


def _goes_on(piece: Fragment) -> bool:
    """Tell a line that goes on an address: a town with its postcode."""
    return any(c.isdigit() for c in piece.text) and len(piece.text) < 60 and not piece.link
