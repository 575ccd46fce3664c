"""Street addresses: a street's word with its name, and the house's number before or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.sheet import Sheet
from pipeline.tokens import Tokens

POSTCODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}-)?"
    r"(\d{2}-\d{3}|\d{3} ?\d{2}|\d{4,5}(?: [A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})"
    r"\s+(?=[^\W\d_])"
)
"""A postcode (group 1) and the space before the town's name."""
_HOUSE = re.compile(r"\s*,?\s*\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:[a-zA-Z]|\s[A-Z])?(?!\w)")
_PARTICLES = frozenset(
    {"de", "la", "del", "da", "do", "dos", "du", "des", "le", "della", "di", "i", "van", "św", "-", "'"}
)
_COMMON = frozenset({"plan", "street", "st", "road", "place", "way", "plats", "platz", "weg"})
"""Street words that, without a name of their own before them, are no street."""


@dataclass(frozen=True, slots=True)
class Address:
    """A street with its number, as written."""

    text: str
    start: int
    end: int


def find_addresses(sheet: Sheet) -> list[Address]:
    """Return every street address of the page, in order; a house number may be missing."""
    return _apart([*_word_first(sheet), *_name_first(sheet), *_number_first(sheet)])


def _word_first(sheet: Sheet) -> Iterator[Address]:
    """Yield streets whose word stands before the name: "ul. Długa 5", "Rue de la Gare"."""
    text, tokens = sheet.text, sheet.marks.tokens
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for hit in sheet.marks.all("street_before"):
        dotted = hit.last + 1 < len(words) and words[hit.last + 1] == "."
        first = hit.last + 1 + dotted
        j = first
        while j < len(words) and j - first < 7 and "\n" not in text[ends[j - 1] : starts[j]]:
            if not _in_street(text, tokens, j, first):
                break
            j += 1
        street = dotted or text[starts[hit.first]].islower() or len(words[hit.first]) > 3
        if j == first or not street:
            continue
        house = _HOUSE.match(text, ends[j - 1])
        near = sheet.marks.within(max(0, hit.start - 12), hit.start, "at")
        if dotted or house or any(led.last == hit.first - 1 for led in near):
            end = house.end() if house else ends[j - 1]
            yield Address(text[hit.start : end].strip(), hit.start, end)


def _in_street(text: str, tokens: Tokens, j: int, first: int) -> bool:
    """Tell whether token ``j`` belongs to the street's name that begins at ``first``."""
    word, follows = tokens.words[j], j + 1 < len(tokens)
    if word == "." and j > first and len(tokens.words[j - 1]) <= 3:
        return True
    if word.isalpha() and text[tokens.starts[j]].isupper():
        return True
    if word.isdigit():
        return j == first and len(word) <= 2 and follows and text[tokens.starts[j + 1]].isupper()
    return word in _PARTICLES and follows


def _name_first(sheet: Sheet) -> Iterator[Address]:
    """Yield streets whose word ends the name, with a house number behind: "Storgatan 12"."""
    text, tokens = sheet.text, sheet.marks.tokens
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for hit in sheet.marks.all("street_after"):
        house = _HOUSE.match(text, hit.end)
        if not house or (text[hit.end] == "," and not house.group().strip(" ,").isdigit()):
            continue
        i = hit.first
        while i > 0 and hit.first - i < 4 and starts[i] - ends[i - 1] == 1 and words[i - 1].isalpha():
            if not text[starts[i - 1]].isupper():
                break
            i -= 1
        lone = i == hit.first and words[hit.first] in _COMMON
        if text[starts[i]].isupper() and not lone:
            yield Address(text[starts[i] : house.end()].strip(), starts[i], house.end())


def _number_first(sheet: Sheet) -> Iterator[Address]:
    """Yield streets as English writes them: "12 High Street"."""
    text, tokens = sheet.text, sheet.marks.tokens
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for hit in sheet.marks.all("street_after") if sheet.known.language == "en" else ():
        i = hit.first - 1
        while i >= 0 and hit.first - i < 6 and words[i].isalpha() and text[starts[i]].isupper():
            if starts[i + 1] - ends[i] > 2:
                break
            i -= 1
        number = 0 <= i < hit.first - 1 and words[i].isdigit() and len(words[i]) <= 5
        if number and starts[i + 1] - ends[i] == 1:
            yield Address(text[starts[i] : hit.end], starts[i], hit.end)


def _apart(found: Iterable[Address]) -> list[Address]:
    """Return the addresses that do not overlap: of two that do, the earlier, then the longer."""
    out: list[Address] = []
    for one in sorted(found, key=lambda address: (address.start, -address.end)):
        if not out or one.start >= out[-1].end:
            out.append(one)
    return out
