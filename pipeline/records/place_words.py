"""Which words of a listing name a place."""

from __future__ import annotations

from pipeline.sheet import Sheet


def is_place(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell words that name a place: a venue's or room's noun, a street, a way to join from afar."""
    marks = sheet.marks
    if marks.has(start, stop, "venue", "room", "online", "hybrid", "floor"):
        return True
    numbered = any(c.isdigit() for c in sheet.text[start:stop])
    return numbered and marks.has(start, stop, "street_after", "street_before")
