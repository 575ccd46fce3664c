"""Towns that a text names: behind a postcode, behind a preposition, or by a name that the gazetteer knows."""

from __future__ import annotations

import re

from pipeline.extract.values import Found
from pipeline.gazetteer import find_town, nominative_town
from pipeline.sheet import Sheet

_END = re.compile(r"[,.;:()|\n]|\s[–-]\s")
_LARGE_ABROAD = 100_000
_MOST_CUES = 400
_LARGE = 15_000
"""Smaller towns (people) are believed behind a preposition only: their names are often other words too."""


def bare(piece: str) -> str:
    """Return ``piece`` without what stands in parentheses and without marks at its ends."""
    return re.sub(r"^[^\w]+|[^\w]+$", "", re.sub(r"\(.*?\)", "", piece)).strip()


def known_town(name: str, sheet: Sheet) -> str | None:
    """Return the town's name in the nominative, None where the gazetteer has no such town."""
    return nominative_town(name, sheet.known.own, sheet.country)


def town_behind(sheet: Sheet, start: int, stop: int, method: str, score: float) -> Found | None:
    """Return the town that ``text[start:stop]`` begins with, as behind a postcode, known or not."""
    taken = _END.split(sheet.text[start:stop].lstrip(" .,"))[0].split()[:3]
    while len(taken) > 1 and not taken[-1][:1].isupper():
        taken.pop()
    words = " ".join(taken)
    if not words[:1].isupper():
        return None
    town = (known_town(words, sheet) or words.title()) if words.isupper() else words
    return Found("city", town, start, stop, method, score)


def town_inside(sheet: Sheet, start: int, stop: int, method: str, score: float) -> Found | None:
    """Return a town named in ``text[start:stop]``: the first behind a preposition, else the first of all."""
    tokens = sheet.marks.tokens
    weaker: Found | None = None
    end = tokens.at(stop)
    for k in range(tokens.at(start), end):
        first = tokens.starts[k]
        if not sheet.text[first].isupper() or not tokens.words[k].isalpha() or len(tokens.words[k]) < 3:
            continue
        before = sheet.marks.within(max(0, first - 14), first, "at")
        led = any(hit.last == k - 1 for hit in before) or _bent_inside(sheet, k)
        if not led and weaker is not None:
            continue
        named = _longest(sheet, k, end, led)
        if named is None:
            continue
        town, last = named
        found = Found("city", town, first, tokens.ends[last], method, score if led else score - 0.15)
        if led:
            return found
        weaker = found
    return weaker


def _bent_inside(sheet: Sheet, k: int) -> bool:
    """Tell whether token ``k`` says by its ending that something is in it: "Tampereella", "Tartus"."""
    tokens = sheet.marks.tokens
    return sheet.marks.has(tokens.starts[k], tokens.ends[k], "town_in")


def _longest(sheet: Sheet, k: int, end: int, led: bool) -> tuple[str, int] | None:
    """Return the town of up to three words at token ``k``, the longest there is, and its last token."""
    tokens = sheet.marks.tokens
    for last in (k + 2, k + 1, k):
        if last < end and all(word.isalpha() for word in tokens.words[k : last + 1]):
            town = _town(sheet, sheet.text[tokens.starts[k] : tokens.ends[last]], led)
            if town:
                return town, last
    return None


def _town(sheet: Sheet, words: str, led: bool) -> str | None:
    """Return the town that ``words`` name in running text; ``led``: a preposition stands before them."""
    known, country = sheet.known, sheet.country
    if words.lower() in known.months or words.lower() in known.weekdays:
        return None
    town = find_town(words, country)
    here = town is not None and (town.country == country or town.people > _LARGE_ABROAD)
    large = town is not None and town.people > _LARGE
    if (here and (led or large)) or (led and known.own.city_endings):
        return known_town(words, sheet)
    return None


def page_town(sheet: Sheet) -> Found | None:
    """Return the town that the page names most behind a preposition: the weakest evidence of where."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for k in _led_words(sheet):
        start, end = sheet.marks.tokens.starts[k], sheet.marks.tokens.ends[k]
        town = _town(sheet, sheet.text[start:end], led=True) if sheet.text[start].isupper() else None
        if town:
            spans.setdefault(town, []).append((start, end))
    if not spans:
        return None
    town, named = max(spans.items(), key=lambda item: (len(item[1]), -item[1][0][0]))
    return Found("city", town, *named[0], "page", 0.45)


def _led_words(sheet: Sheet) -> list[int]:
    """Return the words behind a preposition of place, and those that need none, of so many cues at most."""
    tokens = sheet.marks.tokens
    behind = [hit.last + 1 for hit in sheet.marks.all("at")[:_MOST_CUES] if hit.last + 1 < len(tokens)]
    near = (k for k in behind if tokens.words[k].isalpha() and tokens.starts[k] - tokens.ends[k - 1] <= 2)
    return [*near, *(hit.first for hit in sheet.marks.all("town_in")[:_MOST_CUES])]
