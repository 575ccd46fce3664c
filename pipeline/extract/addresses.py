"""Street addresses: a street's word with its name, and the house's number before or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.sheet import Sheet
from pipeline.tokens import Tokens

POSTCODE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}-)?"
    r"(\d{2}-\d{3}|\d{4}-\d{3}|\d{3} ?\d{2}|\d{4,5}(?: [A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})"
    r"\s+(?=[^\W\d_])"
)
"""A postcode (group 1) and the space before the town's name."""
_HOUSE = re.compile(
    r"\s*,?\s*(?:(?:n(?:[º°ro]|úm)?[.º°]{0,2}\s?)?"
    r"\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:[a-zA-Z]|\s[A-Z]|\s(?:bis|ter))?(?!\w)"
    r"|s/n(?!\w)|snc(?!\w))"
)
"""A house's number behind its street: "5", "12-14 B", "nº 5", and "s/n", a house without one."""
_HOUSE_BEFORE = re.compile(r"(?<![\w:.,/-])\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:\s?(?:bis|ter|[A-D]))?,?\s$")
_REACH_BEFORE = 14
"""No house's number before its street is longer."""
_PARTICLES = frozenset(
    {
        "de", "la", "del", "da", "do", "dos", "das", "du", "des", "le", "les", "los", "las", "el", "della",
        "delle", "dello", "dei", "degli", "dell", "dal", "dalla", "di", "aux", "au", "à", "e", "y", "i", "d",
        "l", "van", "św", "-", "'",
    }
)  # fmt: skip
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
    """Yield streets whose word stands before the name: "ul. Długa 5", "12 rue de la Gare"."""
    text, tokens = sheet.text, sheet.marks.tokens
    words, ends = tokens.words, tokens.ends
    for hit in sheet.marks.all("street_before"):
        dotted = hit.last + 1 < len(words) and words[hit.last + 1] == "."
        last = _street_end(text, tokens, hit.last + 1 + dotted)
        if last is None:
            continue
        house = _HOUSE.match(text, ends[last])
        start, end = hit.start, house.end() if house else ends[last]
        if house is None and sheet.known.own.house_number == "before":
            start -= _house_before(text, hit.start)
        sure = dotted or house is not None or start < hit.start or not words[hit.last].isalpha()
        spelt = text[hit.start].islower() or len(words[hit.first]) > 2
        near = sheet.marks.within(max(0, hit.start - 12), hit.start, "at")
        led = any(at.last == hit.first - 1 for at in near) or _is_apart(text, start, end)
        if sure or (spelt and led):
            yield Address(text[start:end].strip(), start, end)


def _street_end(text: str, tokens: Tokens, first: int) -> int | None:
    """Return the last token of the street's name that begins at ``first``, None where none does."""
    words, j = tokens.words, first
    while j < len(words) and j - first < 8 and "\n" not in text[tokens.ends[j - 1] : tokens.starts[j]]:
        if not _in_street(text, tokens, j, first):
            break
        j += 1
    while j > first and words[j - 1] in _PARTICLES:
        j -= 1
    return j - 1 if j > first else None


def _house_before(text: str, start: int) -> int:
    """Return how many characters before ``start`` are a house's number; a year or an hour is none."""
    found = _HOUSE_BEFORE.search(text[max(0, start - _REACH_BEFORE) : start])
    if found is None or found.group()[:4].isdigit():
        return 0
    return len(found.group())


def _is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether a street stands between marks, as in an address: "Town Hall, Church Lane, Bath"."""
    before, behind = text[max(0, start - 4) : start].rstrip(" \u00a0"), text[end : end + 4].lstrip(" \u00a0")
    return before[-1:] in (",", "(", "–", "/") and (not behind or behind[0] in ",;.)\n–|")


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
        while i > 0 and hit.first - i < 4 and text[ends[i - 1] : starts[i]] == " " and words[i - 1].isalpha():
            if not text[starts[i - 1]].isupper():
                break
            i -= 1
        lone = i == hit.first and words[hit.first] in _COMMON
        if text[starts[i]].isupper() and not lone:
            yield Address(text[starts[i] : house.end()].strip(), starts[i], house.end())


def _number_first(sheet: Sheet) -> Iterator[Address]:
    """Yield streets as English writes them: "12 High Street", and between commas without a number."""
    text, tokens = sheet.text, sheet.marks.tokens
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for hit in sheet.marks.all("street_after") if sheet.known.own.house_number == "before" else ():
        i = hit.first - 1
        while i >= 0 and hit.first - i < 7 and _in_name(text, tokens, i):
            i -= 1
        numbered = 0 <= i < hit.first - 1 and words[i].isdigit() and len(words[i]) <= 5
        if numbered and starts[i + 1] - ends[i] == 1:
            first = _range_start(tokens, i)
            yield Address(text[starts[first] : hit.end], starts[first], hit.end)
        elif i < hit.first - 1 and _is_apart(text, starts[i + 1], hit.end):
            yield Address(text[starts[i + 1] : hit.end], starts[i + 1], hit.end)


def _in_name(text: str, tokens: Tokens, i: int) -> bool:
    """Tell whether token ``i`` goes on to its right as part of a street's name: "E. Main", "St Mary's"."""
    word, start, end = tokens.words[i], tokens.starts[i], tokens.ends[i]
    gap, before = tokens.starts[i + 1] - end, tokens.words[i - 1] if i else ""
    if word == ".":
        return gap == 1 and 0 < len(before) <= 2 and before.isalpha()
    if word in ("'", "s"):
        return gap == (word == "s") and before.isalpha() == (word == "'")
    return word.isalpha() and text[start].isupper() and gap <= 1


def _range_start(tokens: Tokens, i: int) -> int:
    """Return where a house's numbers begin, of which token ``i`` is the last: "12-14"."""
    ranged = i > 1 and tokens.words[i - 1] in ("-", "–") and tokens.words[i - 2].isdigit()
    return i - 2 if ranged and len(tokens.words[i - 2]) <= 4 else i


def _apart(found: Iterable[Address]) -> list[Address]:
    """Return the addresses that do not overlap: of two that do, the earlier, then the longer."""
    out: list[Address] = []
    for one in sorted(found, key=lambda address: (address.start, -address.end)):
        if not out or one.start >= out[-1].end:
            out.append(one)
    return out
