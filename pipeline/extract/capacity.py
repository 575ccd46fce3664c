"""How many may come: "30 platser", "max 40 deltagare", "Plätze: 30", "liczba miejsc ograniczona do 25"."""

from __future__ import annotations

from pipeline.extract.values import Value
from pipeline.sheet import Sheet
from pipeline.words import Hit

_FEWEST, _LONGEST = 4, 4
"""The least number of places that is a limit; the most figures of one."""
_NEAR = 3
"""Tokens between a number and the words that make it a number of places."""
_ASKED = 60
_PARAGRAPH = 250
_JOINTS = (".", ",", ":", "/")


def find_capacity(sheet: Sheet) -> Value[int] | None:
    """Return the number of places: under its label, else beside words of places in a sentence of limits."""
    for _, block in sheet.labelled("label_capacity"):
        tokens = sheet.marks.tokens
        i = tokens.at(block.start)
        if len(block.text) < _ASKED and block.region == "main":
            for n in range(i, min(i + 2 * _NEAR, len(tokens))):
                if tokens.starts[n] < block.end and _number(sheet, n):
                    return Value(_number(sheet, n), tokens.starts[n], tokens.ends[n], "label", 0.85)
    for hit in sheet.marks.all("seats"):
        if sheet.document.region_at(hit.start) == "main":
            found = _beside(sheet, hit)
            if found is not None:
                return found
    return None


def _beside(sheet: Sheet, hit: Hit) -> Value[int] | None:
    """Return the number just before words of places, or behind them and a limit's word."""
    words, starts, ends = sheet.marks.tokens.words, sheet.marks.tokens.starts, sheet.marks.tokens.ends
    start, stop = sheet.sentence(hit.start)
    for n in range(hit.first - 1, max(-1, hit.first - _NEAR), -1):
        if starts[n] < start or not words[n].isalnum():
            break
        if _number(sheet, n):
            if not _limits(sheet, start, stop):
                return None
            return Value(_number(sheet, n), starts[n], hit.end, "cue", 0.7)
    limit = next(iter(sheet.marks.within(hit.start, min(stop, hit.end + _ASKED), "limited")), None)
    for n in range(limit.last + 1, min(limit.last + 1 + _NEAR, len(words))) if limit else ():
        if starts[n] < stop and _number(sheet, n) and not _measured(sheet, n):
            return Value(_number(sheet, n), hit.start, ends[n], "cue", 0.65)
    return None


def _limits(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether a sentence speaks of limits or, with what stands before it, of registering."""
    block = sheet.blocks[sheet.block_index(start)]
    since = max(block.start, start - _PARAGRAPH)
    if sheet.marks.has(start, stop, "happened", "past_edition"):
        return False
    return sheet.marks.has(start, stop, "limited") or sheet.marks.has(
        since, stop, "registration_required", "register"
    )


def _number(sheet: Sheet, n: int) -> int:
    """Return the number of places that a token may be; 0 for none, and for a part of 12.30 or 3/4."""
    tokens, text = sheet.marks.tokens, sheet.text
    word, start, end = tokens.words[n], tokens.starts[n], tokens.ends[n]
    if not word.isdigit() or not word.isascii() or len(word) > _LONGEST or word[0] == "0":
        return 0
    part = (text[end : end + 1] in _JOINTS and text[end + 1 : end + 2].isdigit()) or (
        text[max(0, start - 1) : start] in _JOINTS and text[max(0, start - 2) : start - 1].isdigit()
    )
    return int(word) if int(word) >= _FEWEST and not part else 0


def _measured(sheet: Sheet, n: int) -> bool:
    """Tell whether a number counts money, days or hours, by what stands behind it."""
    words, own = sheet.marks.tokens.words, sheet.known.own
    following = words[n + 1] if n + 1 < len(words) else ""
    return following in own.currencies or following in own.months or following in ("€", "%", "£")
