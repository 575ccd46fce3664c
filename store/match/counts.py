"""How many parts a text counts: "over 200 events in 90 places" is said of a whole."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from store.fold import fold

_NUMBER = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{2,5})(?![\w:/]|[.,]\d)")
# What to look for first: few titles have any number.
_TWO_DIGITS = re.compile(r"\d\d")
# What stands between a number and what it counts is of one phrase.
_PHRASE_ENDS = re.compile(r"[.,;:!?()%/–]")
_WORD = re.compile(r"[^\W\d_]+")
# "200 free public events": how far the word may stand behind its number.
_BEHIND = 3
_FAR = 60
# Less may be a day of the month.
_LEAST, _MOST = 32, 20_000
_YEARS = range(1900, 2101)
_STEM = 4


@cache
def _counted() -> frozenset[str]:
    text = resources.files("store.match").joinpath("counted.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return frozenset(stem for line in lines for stem in line.split())


@lru_cache(maxsize=100_000)
def _is_counted(word: str) -> bool:
    return any(word[:length] in _counted() for length in range(min(_STEM, len(word)), len(word) + 1))


def parts_told(text: str) -> int:
    """The greatest number of events, talks, walks … that ``text`` counts, from 32 on; 0 where it counts none.

    Four digits that may be a year ("2026 events calendar") are none, unless written with a separator.
    """
    if not _TWO_DIGITS.search(text):
        return 0
    most = 0
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        number = int(digits)
        is_year = number in _YEARS and digits == match[1]
        if not most < number <= _MOST or number < _LEAST or is_year:
            continue
        behind = _PHRASE_ENDS.split(text[match.end() : match.end() + _FAR], maxsplit=1)[0]
        if any(_is_counted(fold(word)) for word in _WORD.findall(behind)[:_BEHIND]):
            most = number
    return most
