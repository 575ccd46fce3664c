"""Postcodes with their towns: "040 01 Košice", "Norwich NR2 1AB", "Akron, OH 44308"."""

from __future__ import annotations

import re
from dataclasses import dataclass

POSTCODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}[- ])?"
    r"(\d{2}-\d{3}|\d{4}-\d{3}|\d{3} ?\d{2}|\d{4,5}(?: [A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})"
    r",?\s+(?=['’]?[^\W\d_])"
)
"""A postcode (group 1) and the space before the town's name."""
_LONGEST_GAP = 30
_FOUR = frozenset({"AT", "BE", "CH", "DK", "LU", "NL", "NO"})
_FIVE = frozenset({"CZ", "DE", "EE", "ES", "FI", "FR", "IT", "LT", "PL", "SE", "SK", "US"})
"""Countries by how many digits their postcodes have."""
_GAP = re.compile(r"[ \t\u00a0]*(?:[,;–|-]|\n|\(|\))?[ \t\u00a0\n]*")
_WORD = r"[^\W\d_][^\W\d_.'’-]{0,30}(?:[.'’-][^\W\d_]{1,30}){0,2}\.?"
_TOWN_FIRST = re.compile(
    rf"(?P<town>{_WORD}(?: {_WORD}){{0,3}}),? "
    r"(?:(?:[A-Z]{2}|[A-Z][a-z]{3,12}(?: [A-Z][a-z]{3,12})?),? (?P<zip>\d{5})(?:-\d{4})?"
    r"|(?P<code>[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[\dW] [A-Z\d]{4}))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Locality:
    """A postcode and, where it stands before its code, the town; offsets count in the text."""

    postcode: str
    start: int
    end: int
    town: str | None = None
    town_start: int = 0


def is_code_of(country: str | None, code: str) -> bool:
    """Tell whether a postcode has as many digits as ``country``'s have; of one not listed, any has."""
    digits = sum(c.isdigit() for c in code)
    return not (digits == 4 and country in _FIVE) and not (digits == 5 and country in _FOUR)


def locality_follows(text: str, offset: int) -> bool:
    """Tell whether a postcode before its town begins at ``offset``, a comma or a line's end between."""
    gap = _GAP.match(text, offset)
    return POSTCODE.match(text, gap.end() if gap else offset) is not None


def locality_at(text: str, offset: int, stop: int) -> Locality | None:
    """Return the postcode at ``offset`` or with its town right behind it; marks between do not count."""
    gap = _GAP.match(text, offset)
    at = gap.end() if gap else offset
    code = POSTCODE.match(text, at)
    if code is not None and code.start(1) < stop:
        return Locality(code.group(1), code.start(1), code.end(1))
    found = _TOWN_FIRST.match(text, at, min(stop, at + 90))
    return _town_first(found) if found else None


def locality_inside(text: str, start: int, stop: int) -> Locality | None:
    """Return the first town with its code behind it in ``text[start:stop]``: "Akron, OH 44308"."""
    found = _TOWN_FIRST.search(text, start, stop)
    return _town_first(found) if found else None


def _town_first(found: re.Match[str]) -> Locality | None:
    town = found.group("town")
    if not town[:1].isupper():
        return None
    group = "zip" if found.group("zip") else "code"
    return Locality(found.group(group), found.start(group), found.end(group), town, found.start("town"))
