"""Street addresses: a street's word with its name, and the house's number before or behind it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from pipeline.extract.localities import locality_follows
from pipeline.extract.town_mentions import town_follows
from pipeline.extract.town_names import is_capital
from pipeline.extract.unnamed_streets import HOUSE, Address, is_dated, unnamed_streets
from pipeline.sheet import Sheet
from pipeline.tokens import Tokens
from pipeline.words import Hit, spoken_words

_HOUSE_BEFORE = re.compile(r"(?<![\w:.,/-])\d{1,4}(?:\s?[-–/]\s?\d{1,4})?(?:\s?(?:bis|ter|[A-D]))?,?\s$")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_REACH_BEFORE = 14
"""No house's number before its street is longer."""
_SHORT_WORD = 3
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


def find_addresses(sheet: Sheet) -> list[Address]:
    """Return every street address of the page, in order; a house number may be missing."""
    finders = (_word_first(sheet), _name_first(sheet), _number_first(sheet), unnamed_streets(sheet))
    return _apart(address for finder in finders for address in finder)


def _word_first(sheet: Sheet) -> Iterator[Address]:
    """Yield streets whose word stands before the name: "ul. Długa 5", "12 rue de la Gare"."""
    text, tokens = sheet.text, sheet.marks.tokens
    words, ends = tokens.words, tokens.ends
    for hit in sheet.marks.all("street_before"):
        dotted = hit.last + 1 < len(words) and words[hit.last + 1] == "."
        last = _street_end(sheet, hit.last + 1 + dotted)
        house = HOUSE.match(text, ends[last]) if last is not None else None
        if house is None:
            spelt_out = dotted or len(words[hit.last]) > _SHORT_WORD  # "nám" is "to us" as well
            loose = _loose_end(text, tokens, hit.last + 1 + dotted) if spelt_out else None
            last = loose if loose is not None else last
            house = HOUSE.match(text, ends[last]) if loose is not None and last is not None else None
        if last is None:
            continue
        start, end = hit.start, house.end() if house else ends[last]
        if house is None and sheet.known.own.house_number == "before":
            start -= _house_before(sheet, hit.start)
        sure = dotted or house is not None or start < hit.start or not words[hit.last].isalpha()
        spelt = text[hit.start].islower() or len(words[hit.first]) > 2
        near = sheet.marks.within(max(0, hit.start - 12), hit.start, "at")
        led = any(at.last == hit.first - 1 for at in near) or _is_apart(text, start, end)
        if sure or (spelt and (led or locality_follows(text, end) or town_follows(sheet, end))):
            yield Address(text[start:end].strip(), start, end)


def _street_end(sheet: Sheet, first: int) -> int | None:
    """Return the last token of the street's name that begins at ``first``, None where none does."""
    text, tokens = sheet.text, sheet.marks.tokens
    particles = spoken_words(sheet.known.own.language, "street_particle")
    words, j = tokens.words, first
    while j < len(words) and j - first < 8 and "\n" not in text[tokens.ends[j - 1] : tokens.starts[j]]:
        small = words[j] in particles and j + 1 < len(words)
        if not small and not _in_street(text, tokens, j, first):
            break
        j += 1
    while j > first and words[j - 1] in particles:
        j -= 1
    return j - 1 if j > first else None


def _loose_end(text: str, tokens: Tokens, first: int) -> int | None:
    """Return the last token of a name in small letters, right before its number: "nám. svobody 3"."""
    if 0 < first < len(tokens) and "\n" in text[tokens.ends[first - 1] : tokens.starts[first]]:
        return None
    for j in range(first, min(first + 5, len(tokens) - 1)):
        word = tokens.words[j]
        ordinal = j == first and word.isdigit() and tokens.words[j + 1] == "."
        dot = word == "." and j > first and (len(tokens.words[j - 1]) <= 3 or j == first + 1)
        if not (word.isalpha() or ordinal or dot) or "\n" in text[tokens.ends[j] : tokens.starts[j + 1]]:
            return None
        if word.isalpha() and tokens.words[j + 1].isdigit() and HOUSE.match(text, tokens.ends[j]):
            return j
    return None


def _house_before(sheet: Sheet, start: int) -> int:
    """Return how many characters before ``start`` are a house's number; a year or an hour is none."""
    found = _HOUSE_BEFORE.search(sheet.text[max(0, start - _REACH_BEFORE) : start])
    if found is None or _YEAR.match(found.group()) or is_dated(sheet, start - len(found.group()), start):
        return 0
    return len(found.group())


def _is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether a street stands between marks, as in an address: "Town Hall, Church Lane, Bath"."""
    before, behind = text[max(0, start - 4) : start].rstrip(" \u00a0"), text[end : end + 4].lstrip(" \u00a0")
    return before[-1:] in (",", "(", "–", "/") and (not behind or behind[0] in ",;.)\n–|")


def _in_street(text: str, tokens: Tokens, j: int, first: int) -> bool:
    """Tell whether token ``j``, no particle, belongs to the street's name that begins at ``first``."""
    word, follows = tokens.words[j], j + 1 < len(tokens)
    if word == "." and j > first and len(tokens.words[j - 1]) <= 3:
        return True
    if word.isalpha() and text[tokens.starts[j]].isupper():
        return True
    return bool(
        word.isdigit() and j == first and len(word) <= 2 and follows and text[tokens.starts[j + 1]].isupper()
    )


def _name_first(sheet: Sheet) -> Iterator[Address]:
    """Yield streets whose word ends the name, with a house number behind: "Storgatan 12", "Hauptstr. 3"."""
    text, tokens = sheet.text, sheet.marks.tokens
    common = spoken_words(sheet.known.own.language, "street_common")
    for hit in sheet.marks.all("street_after"):
        dotted = text[hit.end : hit.end + 1] == "."
        stop = hit.end + (dotted and (hit.end - hit.start > 2 or HOUSE.match(text, hit.end + 1) is not None))
        house = HOUSE.match(text, stop)
        if not house or (text[stop] == "," and not house.group().strip(" ,").isdigit()):
            yield from _unnumbered(sheet, hit, common)
            continue
        i = _behind_house(sheet, _capitals_before(sheet, hit.first), hit.first, common)
        lone = i == hit.first and tokens.words[hit.first] in common
        if text[tokens.starts[i]].isupper() and not lone:
            yield Address(text[tokens.starts[i] : house.end()].strip(), tokens.starts[i], house.end())


def _unnumbered(sheet: Sheet, hit: Hit, common: Collection[str]) -> Iterator[Address]:
    """Yield the street that ends with ``hit`` and has no number, behind a preposition: "in der Lange Gasse".

    The names of squares and quarters end alike, which may be a house's: "auf dem Schillerplatz".
    """
    tokens = sheet.marks.tokens
    if not _ends_street(sheet, hit):
        return
    i = _behind_house(sheet, _capitals_before(sheet, hit.first), hit.first, common)
    lone = i == hit.first and tokens.words[hit.first] in common
    if sheet.text[tokens.starts[i]].isupper() and not lone and _is_led(sheet, i):
        yield Address(sheet.text[tokens.starts[i] : hit.end], tokens.starts[i], hit.end, sure=False)


def _ends_street(sheet: Sheet, hit: Hit) -> bool:
    """Tell whether a street's name ends with ``hit``: no square's, and no house's, as "Mill Lane Hall" is."""
    capital = is_capital(sheet, hit.last + 1) and not sheet.known.own.capital_nouns
    return sheet.marks.has(hit.start, hit.end, "thoroughfare") and not capital


def _is_led(sheet: Sheet, k: int) -> bool:
    """Tell whether a preposition stands before token ``k``, but for an article."""
    start = sheet.marks.tokens.starts[k]
    near = sheet.marks.within(max(0, start - _REACH_BEFORE), start, "at", "day_before", "article")
    firsts = {hit.first for hit in near if hit.key == "article" and hit.last == k - 1}
    return any(hit.last == k - 1 or hit.last + 1 in firsts for hit in near if hit.key != "article")


def _capitals_before(sheet: Sheet, first: int) -> int:
    """Return the first of up to six tokens of a name that goes on at ``first``, hyphens in it."""
    text, tokens = sheet.text, sheet.marks.tokens
    i = k = first
    while k > 0 and first - k < 6:
        k -= 1
        gap = text[tokens.ends[k] : tokens.starts[k + 1]]
        if tokens.words[k] == "-" and not gap:
            continue
        if not tokens.words[k].isalpha() or gap not in ("", " ") or not text[tokens.starts[k]].isupper():
            break
        i = k
    return i


def _behind_house(sheet: Sheet, first: int, last: int, common: Collection[str]) -> int:
    """Return the first token of a street's name, a house's right before it left out: "Rathaus Marktweg 5"."""
    starts, bare = sheet.marks.tokens.starts, sheet.marks.tokens.words[last] in common
    nouns = sheet.marks.within(starts[first], starts[last], "venue", "room")
    ends = [hit.last + 1 for hit in nouns if hit.last + 1 <= last - bare]
    return max(ends, default=first)


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
            first, end = _range_start(tokens, i), _numbered_end(tokens, hit.last)
            yield Address(text[starts[first] : end], starts[first], end)
        elif i < hit.first - 1 and _is_apart(text, starts[i + 1], hit.end):
            yield Address(text[starts[i + 1] : hit.end], starts[i + 1], hit.end)
        elif i < hit.first - 1 and _is_led(sheet, i + 1) and _ends_street(sheet, hit):
            yield Address(text[starts[i + 1] : hit.end], starts[i + 1], hit.end, sure=False)


def _numbered_end(tokens: Tokens, last: int) -> int:
    """Return where a street ends that may be known by its number: "1450 County Road 8,"."""
    words, ends, k = tokens.words, tokens.ends, last + 1
    numbered = (
        k < len(words) and words[k].isdigit() and len(words[k]) <= 3 and tokens.starts[k] - ends[last] == 1
    )
    behind = tokens.text[ends[k] : ends[k] + 2] if numbered and tokens.text[ends[last]] == " " else "-"
    return ends[last] if behind[:1] not in ("", ",", ".", ";", "\n", ")") or behind[1:].isdigit() else ends[k]


def _in_name(text: str, tokens: Tokens, i: int) -> bool:
    """Tell whether token ``i`` goes on to its right as part of a street's name: "E. Main", "St Mary's"."""
    if tokens.words[i].isdigit():
        return tokens.words[i + 1] in _ORDINALS and tokens.ends[i] == tokens.starts[i + 1]
    if tokens.words[i] in _ORDINALS and i and tokens.words[i - 1].isdigit():
        return tokens.ends[i - 1] == tokens.starts[i]
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
    """Return the addresses that do not overlap: of two that do, the sure, earlier, longer."""
    out: list[Address] = []
    for one in sorted(found, key=lambda address: (address.start, -address.end)):
        if not out or one.start >= out[-1].end:
            out.append(one)
        elif one.sure and not out[-1].sure:
            out[-1] = one
    return out
