"""Towns that a text names: behind a postcode, behind a preposition, or by a name that the gazetteer knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.extract.persons import given_names
from pipeline.extract.values import Found
from pipeline.gazetteer import GREAT, NOTED, Town, find_town, nominative_town, town_forms
from pipeline.sheet import Sheet, zone_country
from pipeline.villages import find_village

_END = re.compile(r"[,.;:()|\n]|\s[–-]\s")
_LARGE_ABROAD = 100_000
_LARGE = 15_000
"""Smaller towns (people) are believed behind a preposition only: their names are often other words too."""
_SHORTEST_VILLAGE = 4
_NOUNS = ("venue", "event", "room", "organisation", "street_before")
"""A lone word that is one of these is no small town."""
_QUARTER = 0.25
"""A quarter lies no further (degrees) from its city, which has five times its people at least."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A town that the text names, in the nominative; ``led``: a preposition or a case says "in" of it.

    ``owned``: its hall or its authority is named.
    """

    town: str
    start: int
    end: int
    led: bool
    owned: bool = False


def bare(piece: str) -> str:
    """Return ``piece`` without what stands in parentheses and without marks at its ends."""
    return re.sub(r"^[^\w]+|[^\w]+$", "", re.sub(r"\(.*?\)", "", piece)).strip()


def home(sheet: Sheet) -> str | None:
    """Return the country whose towns a page names: its own, else the one its language is read in."""
    zone = sheet.known.own.zone
    return sheet.country or (zone_country(zone) if zone else None)


def known_town(name: str, sheet: Sheet) -> str | None:
    """Return the town's name in the nominative, None where the gazetteer has no such town."""
    named = nominative_town(name, sheet.known.own, home(sheet))
    if named is None and sheet.known.own.zone is None:
        abroad = find_town(name)
        return name.strip() if abroad is not None and abroad.people > _LARGE else None
    return named


def known_place(name: str, sheet: Sheet) -> str | None:
    """Return a town's or a village's name in the nominative; None where neither is known."""
    return known_town(name, sheet) or _village(name, sheet)


def town_of(name: str, sheet: Sheet) -> Town | None:
    """Return what the gazetteer knows of the town or the village of that name."""
    return find_town(name, home(sheet)) or find_village(name, home(sheet))


def _village(name: str, sheet: Sheet) -> str | None:
    """Return a village's name in the nominative; a word that the page writes small as well is none."""
    country, lowered = home(sheet), name.lower()
    if len(name) < _SHORTEST_VILLAGE or country is None or lowered in sheet.small_words:
        return None
    for form in (name, *town_forms(name, sheet.known.own)):
        if find_village(form, country) is not None:
            return form.strip()
    return None


def town_behind(sheet: Sheet, start: int, stop: int, method: str, score: float) -> Found | None:
    """Return the town that ``text[start:stop]`` begins with, as behind a postcode, known or not."""
    gap = len(sheet.text[start:stop]) - len(sheet.text[start:stop].lstrip(" .,\u00a0"))
    taken = _END.split(sheet.text[start + gap : stop])[0].split()[:4]
    while len(taken) > 1 and not taken[-1][:1].isupper():
        taken.pop()
    for n in range(len(taken), 1, -1):
        if known_place(" ".join(taken[:n]), sheet):
            taken = taken[:n]
            break
    while len(taken) > 1 and (len(taken[-1]) == 1 or taken[-1].isdigit()):
        taken.pop()
    words = " ".join(taken[:3])
    if not words[:1].isupper():
        return None
    town = (known_town(words, sheet) or words.title()) if words.isupper() else words
    return Found("city", town, start + gap, start + gap + len(words), method, score)


def town_inside(
    sheet: Sheet, start: int, stop: int, method: str, score: float, streets: Collection[int] = ()
) -> Found | None:
    """Return a town named in ``text[start:stop]``: the first behind a preposition, else the first of all.

    A quarter gives way to its city, where that is named too. ``streets``: offsets at which streets are named.
    """
    named = [one for one in mentions(sheet, start, stop) if one.start not in streets][:8]
    if not named:
        return None
    first = next((one for one in named if one.led), named[0])
    own = town_of(first.town, sheet)
    city = next((one for one in named if own and _is_city_of(own, town_of(one.town, sheet))), first)
    return Found("city", city.town, city.start, city.end, method, score - 0.15 * (not first.led))


def _is_city_of(quarter: Town, other: Town | None) -> bool:
    """Tell whether ``other`` is the city that a quarter is a part of."""
    if other is None or other.people < 5 * quarter.people:
        return False
    return abs(other.lat - quarter.lat) < _QUARTER and abs(other.lon - quarter.lon) < _QUARTER


def mentions(sheet: Sheet, start: int, stop: int) -> Iterator[Mention]:
    """Yield the towns that ``text[start:stop]`` names, in order, none of them a person's second name."""
    tokens = sheet.marks.tokens
    end, k = tokens.at(stop), tokens.at(start)
    while k < end:
        named = _mention(sheet, k, end) if _may_be_town(sheet, k) else None
        if named is not None:
            last, mention = named
            yield mention
            k = last
        k += 1


def town_follows(sheet: Sheet, offset: int) -> bool:
    """Tell whether a known town stands right behind ``offset``, a comma or a preposition between."""
    tokens, k = sheet.marks.tokens, sheet.marks.tokens.at(offset)
    if k >= len(tokens):
        return False
    led = next((hit for hit in sheet.marks.within(offset, offset + 12, "at") if hit.first == k), None)
    if led is not None:
        k = led.last + 1
    elif tokens.words[k] in (",", "–", "|"):
        k += 1
    else:
        return False
    if k >= len(tokens) or not _may_be_town(sheet, k):
        return False
    return _mention(sheet, k, min(len(tokens), k + 4), told=True) is not None


def _may_be_town(sheet: Sheet, k: int) -> bool:
    tokens = sheet.marks.tokens
    if not sheet.text[tokens.starts[k]].isupper():
        return False
    if not tokens.words[k].isalpha() or len(tokens.words[k]) < 3:
        return False
    glued = k > 0 and tokens.ends[k - 1] == tokens.starts[k]
    return not (glued and tokens.words[k - 1] in ("-", "'", "@", ".", "_")) and not _is_surname(sheet, k)


def _is_surname(sheet: Sheet, k: int) -> bool:
    """Tell a person's second name: right behind a given name in the same line."""
    tokens = sheet.marks.tokens
    behind = k > 0 and tokens.starts[k] - tokens.ends[k - 1] == 1
    return behind and sheet.text[tokens.starts[k - 1]].isupper() and tokens.words[k - 1] in given_names()


def _mention(sheet: Sheet, k: int, end: int, told: bool = False) -> tuple[int, Mention] | None:
    """Return the town of up to five tokens at token ``k``, the longest there is, and its last token.

    ``told``: it stands where a town does, behind a street.
    """
    tokens = sheet.marks.tokens
    first = tokens.starts[k]
    led = any(hit.last == k - 1 for hit in sheet.marks.within(max(0, first - 14), first, "at"))
    owned = not led and _is_owner(sheet, k)
    for last in range(min(k + 4, end - 1), k - 1, -1):
        if not _is_name(sheet, k, last):
            continue
        words = sheet.text[first : tokens.ends[last]]
        inside = led or sheet.marks.has(tokens.starts[last], tokens.ends[last], "town_in")
        town = _town(sheet, words, inside or owned or told, first)
        if town:
            # "at Lund Library" does not say that it is in Lund.
            inside = inside and not _is_named_after(sheet, last)
            return last, Mention(town, first, tokens.ends[last], inside, owned)
    return None


def _is_named_after(sheet: Sheet, last: int) -> bool:
    """Tell whether a venue's noun goes on right behind token ``last``."""
    end = sheet.marks.tokens.ends[last]
    noun = next(iter(sheet.marks.within(end, end + 30, "venue")), None)
    return noun is not None and noun.start == end + 1 and sheet.text[end] == " "


def _is_owner(sheet: Sheet, k: int) -> bool:
    """Tell a town whose house or authority is named: "Mairie de Rennes", "Castle of Wawel"."""
    tokens, start = sheet.marks.tokens, sheet.marks.tokens.starts[k]
    links = sheet.marks.within(max(0, start - 12), start, "name_link")
    if not any(hit.last == k - 1 for hit in links) or sheet.text[tokens.ends[k - 1] : start] not in ("", " "):
        return False
    if k > 1 and tokens.words[k - 2] in given_names():
        return False
    return sheet.marks.has(max(0, start - 60, sheet.sentence(start)[0]), start, "venue", "organisation")


def _is_name(sheet: Sheet, k: int, last: int) -> bool:
    """Tell whether tokens ``k`` to ``last`` may be one name: words, or hyphens and apostrophes glued in."""
    tokens = sheet.marks.tokens
    if not tokens.words[last].isalpha():
        return False
    for i in range(k + 1, last + 1):
        gap = sheet.text[tokens.ends[i - 1] : tokens.starts[i]]
        if gap not in ("", " ") or (not tokens.words[i].isalpha() and (gap or tokens.words[i] not in "-'")):
            return False
    return sheet.text[tokens.starts[last]].isupper()


def _town(sheet: Sheet, words: str, led: bool, start: int) -> str | None:
    """Return the town that ``words`` name in running text; ``led``: a preposition stands before them."""
    known, country, lowered = sheet.known, home(sheet), words.lower()
    if lowered in known.months or lowered in known.weekdays:
        return None
    town = find_town(words, country)
    if town is None and led and known.own.zone is None:
        town = find_town(words)
    here = town is not None and (town.country == country or (led and town.people > _LARGE_ABROAD))
    large = town is not None and town.people > _LARGE
    if known.own.zone is None and large and led and lowered not in sheet.small_words:
        return words
    common = " " not in words and sheet.marks.has(start, start + len(words), *_NOUNS)
    # A quarter of some town is called Centro as well, or Universidad.
    minor = town is not None and (town.people < GREAT or town.country != country)
    if here and large and not (common and minor):
        return known_town(words, sheet)
    if not led or common or lowered in sheet.small_words:
        return None
    if here or known.own.city_endings:
        return known_place(words, sheet)
    return _village(words, sheet)


def genitive_town(words: str, sheet: Sheet) -> str | None:
    """Return the town whose genitive or adjective ``words`` is: "Norrköpings", "Berliner", "Leszna"."""
    own, country = sheet.known.own, home(sheet)
    forms = [words[: -len(e)] + base for e, base in own.town_endings if words.lower().endswith(e)]
    for form in (words, *forms, *town_forms(words, own)):
        town = find_town(form, country) if len(form) > 2 else None
        if town is not None and town.country == country and town.people > NOTED:
            return form
    return None
