"""What it costs to take part: free or not, and the sum, from labels and from words of paying."""

from __future__ import annotations

from pipeline.extract.money import Sum, find_sums
from pipeline.extract.values import Value
from pipeline.sheet import Sheet

_LONGEST_LABELLED = 200


def find_free(sheet: Sheet) -> Value[bool] | None:
    """Return True where taking part costs nothing, False where a price stands, None where nothing is said."""
    for _, block in sheet.labelled("label_price"):
        free = sheet.marks.within(block.start, block.end, "free")
        if free:
            return Value(True, free[0].start, free[0].end, "label", 0.9)
        sums = find_sums(sheet, block.start, block.end)
        if sums and len(block.text) < _LONGEST_LABELLED:
            return Value(sums[0].amount == 0, sums[0].start, sums[0].end, "label", 0.85)
    for hit in sheet.marks.all("free"):
        if sheet.document.region_at(hit.start) == "main" and _about_taking_part(sheet, hit.start, hit.end):
            return Value(True, hit.start, hit.end, "cue", 0.75)
    priced = _priced(sheet)
    return Value(False, priced.start, priced.end, "cue", 0.65) if priced else None


def find_price(sheet: Sheet) -> tuple[float, str, str] | None:
    """Return amount, currency and words of the price that the page names."""
    for _, block in sheet.labelled("label_price"):
        sums = find_sums(sheet, block.start, block.end)
        if sums and len(block.text) < _LONGEST_LABELLED:
            return sums[0].amount, sums[0].currency, " ".join(block.text.split())
    priced = _priced(sheet)
    if priced is None:
        return None
    return priced.value.amount, priced.value.currency, sheet.text[priced.start : priced.end]


def _about_taking_part(sheet: Sheet, start: int, end: int) -> bool:
    """Tell "free admission" from "feel free": a small word needs an event or a registration beside it."""
    if end - start > 5:
        return True
    before = sheet.text[max(0, start - 6) : start].lower().strip()
    if before.endswith(("feel", "-", "for", "be")):
        return False
    a, b = sheet.sentence(start)
    return b - a < 60 or sheet.marks.has(a, b, "event", "register", "invites", "online")


def _priced(sheet: Sheet) -> Value[Sum] | None:
    """Return a sum right behind a price's word in running text; the span has the word too."""
    for hit in sheet.marks.all("paid", "label_price"):
        if sheet.document.region_at(hit.start) == "main":
            sums = find_sums(sheet, hit.end, min(hit.end + 30, sheet.sentence(hit.start)[1]))
            if sums and "\n" not in sheet.text[hit.start : sums[0].start]:
                return Value(sums[0], hit.start, sums[0].end, "cue", 0.65)
    return None
