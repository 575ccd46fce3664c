"""Words of paying: fees that are said not to be asked, and sums beside words of what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.money import Sum, find_sums
from pipeline.extract.values import Value
from pipeline.sheet import Sheet
from pipeline.words import Hit

_NEAR, _BEHIND, _AHEAD = 45, 30, 25
"""Characters between a fee and the verb of asking it, from a price's word to its sum, and back."""
_SHORT = 60
_INNER = ("admission", "register", "article", "label_price")
"""What may stand between "no" and "fee": "no entrance fee", "without a fee"."""
_DEAREST = {"EUR": 500.0, "GBP": 500.0, "USD": 500.0, "CHF": 500.0, "PLN": 2000.0}
_DEAREST_ELSE = 5000.0
"""What somebody pays beyond that is no price of taking part."""


def denied_fees(sheet: Sheet, start: int, stop: int) -> Iterator[Value[bool]]:
    """Yield where ``text[start:stop]`` says that no fee is asked: "no fee", "Eintritt wird nicht erhoben"."""
    for fee in sheet.marks.within(start, stop, "fee"):
        first, last = sheet.sentence(fee.start)
        if sheet.document.region_at(fee.start) != "main" or sheet.marks.has(first, last, "concession"):
            continue
        span = _without(sheet, fee, first) or _not_charged(sheet, fee, first, last)
        telling = ("event", "register", "invites", "admission", "participant", "online")
        if span is not None and (last - first < _SHORT or sheet.marks.has(first, last, *telling)):
            yield Value(True, *span, "cue", 0.7)


def _without(sheet: Sheet, fee: Hit, floor: int) -> tuple[int, int] | None:
    """Return the span of a "no" or "without" and the fee right behind it."""
    denied = sheet.before(fee.start, "negation", _AHEAD, floor)
    if denied is None or fee.first - denied.last > 2:
        return None
    between = denied.end, fee.start
    plain = not sheet.text[slice(*between)].strip() or sheet.marks.has(*between, *_INNER)
    return (denied.start, fee.end) if plain else None


def _not_charged(sheet: Sheet, fee: Hit, first: int, last: int) -> tuple[int, int] | None:
    """Return the span of a fee and the verb, with a "not", that says it is not asked."""
    for verb in sheet.marks.within(max(first, fee.start - _NEAR), min(last, fee.end + _NEAR), "charged"):
        start, stop = min(fee.start, verb.start), max(fee.end, verb.end)
        ahead = sheet.before(start, "negation", 1, first)
        if ahead is not None or sheet.marks.has(start, stop, "negation"):
            return (ahead.start if ahead is not None else start), stop
    return None


def priced(sheet: Sheet, words: Sequence[Hit]) -> Value[Sum] | None:
    """Return a sum right behind one of a price's ``words`` in running text; the span has the word too."""
    for hit in words:
        if sheet.document.region_at(hit.start) != "main":
            continue
        sums = find_sums(sheet, hit.end, min(hit.end + _BEHIND, sheet.sentence(hit.start)[1]))
        if sums and "\n" not in sheet.text[hit.start : sums[0].start] and _is_price(hit, sums[0]):
            return Value(sums[0], hit.start, sums[0].end, "cue", 0.65)
    return None


def _is_price(hit: Hit, found: Sum) -> bool:
    """Tell what taking part may cost from what else somebody pays."""
    return hit.key != "pays" or found.amount <= _DEAREST.get(found.currency, _DEAREST_ELSE)


def priced_ahead(sheet: Sheet, words: Sequence[Hit]) -> Value[Sum] | None:
    """Return a sum right ahead of a word of admission or of a fee: "100 kr i entré", "10 € Eintritt"."""
    for hit in words:
        if sheet.document.region_at(hit.start) != "main":
            continue
        start = max(sheet.sentence(hit.start)[0], hit.start - _AHEAD)
        sums = find_sums(sheet, start, hit.start)
        if sums and "\n" not in sheet.text[sums[-1].start : hit.start]:
            return Value(sums[-1], sums[-1].start, hit.end, "cue", 0.6)
    return None
