"""How one can take part with a disability or in another language: ramps, loops, signs, interpreters."""

from __future__ import annotations

import re

from pipeline.extract.values import Value
from pipeline.sheet import Sheet
from pipeline.words import PHRASE_KEYS, Hit

ACCESS_KEYS = tuple(sorted(key for key in PHRASE_KEYS if key.startswith("access_")))
UNNAMED = "und"
"""ISO 639's code of a language that is not named."""
_SHORT = 30
"""Shorter blocks without a label are links to the site's own accessible versions."""
_DENIED, _DENIED_BEHIND = 45, 14
"""Characters between what is promised and a "not"."""
_MOST = 40


def find_access(sheet: Sheet) -> list[Value[str]]:
    """Return the kinds of accessibility that the page promises, each once, in the keys' order."""
    found = []
    for key in ACCESS_KEYS:
        hit = next((one for one in sheet.marks.all(key)[:_MOST] if _promised(sheet, one)), None)
        if hit is not None:
            found.append(Value(key.removeprefix("access_"), hit.start, hit.end, "cue", 0.7))
    return found


def _promised(sheet: Sheet, hit: Hit) -> bool:
    """Tell a statement about the event from a link, from the site's own statement and from a denial."""
    block = sheet.document.block_at(hit.start)
    if block is None or block.region != "main":
        return False
    if len(block.text) <= _SHORT and (
        block.kind not in ("pair", "item", "row") or sheet.marks.has(block.start, block.end, "chrome")
    ):
        return False
    start, stop = sheet.sentence(hit.start)
    before = sheet.marks.within(max(start, hit.start - _DENIED), hit.start, "negation")
    behind = sheet.marks.within(hit.end, min(stop, hit.end + _DENIED_BEHIND), "negation")
    return not before and not behind


def find_interpretation(sheet: Sheet) -> list[Value[str]]:
    """Return the languages that the event is interpreted to (ISO 639), "und" where none is named."""
    found: dict[str, Value[str]] = {}
    for hit in sheet.marks.all("interpreted", "simultaneous")[:_MOST]:
        start, stop = sheet.sentence(hit.start)
        if sheet.document.region_at(hit.start) != "main" or not _promised(sheet, hit):
            continue
        # What it is interpreted to stands behind the word, before it only where nothing stands behind.
        near = _named(sheet, hit.start, min(stop, hit.end + 90)) or _named(
            sheet, max(start, hit.start - 50), hit.end
        )
        live = [(UNNAMED, hit.start, hit.end)] if hit.key == "simultaneous" else []
        for code, a, b in near or live:
            found.setdefault(code, Value(code, a, b, "cue", 0.7))
    named = [value for code, value in found.items() if code != UNNAMED]
    return (named or list(found.values()))[:4]


def _named(sheet: Sheet, start: int, stop: int) -> list[tuple[str, int, int]]:
    text = sheet.text[start:stop].lower()
    out = []
    for name, code in sheet.known.own.languages.items():
        found = re.search(rf"\b{re.escape(name)}", text) if name in text else None
        if found:
            out.append((code, start + found.start(), start + found.end()))
    longer = [(a, b) for _, a, b in out]
    whole = {
        one
        for one in out
        if not any(a <= one[1] and one[2] <= b and b - a > one[2] - one[1] for a, b in longer)
    }
    return sorted(whole, key=lambda one: one[1])
