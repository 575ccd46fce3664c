"""How many letters a stretch of a text has, and how many that nothing found in it accounts for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice


def letters(text: str) -> int:
    """Return how many letters ``text`` has."""
    return sum(map(str.isalpha, text))


def has_letters(text: str, least: int) -> bool:
    """Tell whether ``text`` has so many letters; a long one is not looked through to its end."""
    return len(list(islice(filter(str.isalpha, text), least))) == least


def letters_outside(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> int:
    """Return how many letters ``text[start:end]`` has outside ``spans``, which may overlap."""
    left, at = 0, start
    for first, behind in sorted(spans):
        left += letters(text[at : max(at, min(first, end))])
        at = max(at, behind)
    return left + letters(text[at : max(at, end)])
