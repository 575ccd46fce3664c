"""What tells a town's name from a part of another name, from a region and from a house's owner."""

from __future__ import annotations

import re

from pipeline.extract.persons import given_names
from pipeline.extract.towns import LARGE, home, town_of
from pipeline.gazetteer import GREAT, country_code, find_town, fold
from pipeline.sheet import Sheet

_COUNTRY = re.compile(
    r"(?: \([^()\n]{2,24}\))?, ([A-ZÀ-Ž][^\W\d_]{3,14}(?: [A-Z][^\W\d_]{3,14})?)(?=[,.;)\n]|$|\s\W)"
    r"|\s?\(([^\W\d_][^()\n,;:/]{1,24})\)|\s/\s([A-Z]{2})(?!\w)"
)
_SHORTEST = 4
_ROW, _LINKED = 60, 4
"""A row of the towns that people come from is not longer, nor is a word that joins it."""
_NAME, _LINK, _HOUSE = 40, 10, 60
"""No phrase that names a house, and none that links two names, is longer; no house's noun is farther."""


def is_capital(sheet: Sheet, k: int) -> bool:
    """Tell a word with a capital, a blank before it."""
    tokens = sheet.marks.tokens
    gap = k < len(tokens) and sheet.text[tokens.ends[k - 1] : tokens.starts[k]] == " "
    return gap and sheet.text[tokens.starts[k]].isupper()


def hyphened(sheet: Sheet, first: int, last: int) -> bool:
    """Tell the first or last part of a name that hyphens join: "Grand-Place"."""
    text, tokens = sheet.text, sheet.marks.tokens
    start, end = tokens.starts[first], tokens.ends[last]
    behind = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
    return behind or (
        text[max(0, start - 1) : start] == "-" and text[max(0, start - 2) : start - 1].isalpha()
    )


def is_titled(sheet: Sheet, k: int) -> bool:
    """Tell a given name that a person's title stands before: "Dr. Santiago Prado"."""
    start = sheet.marks.tokens.starts[k]
    titles = sheet.marks.within(max(0, start - _LINK), start, "person_title")
    return any(not sheet.text[hit.end : start].strip(" .") for hit in titles)


def is_great(sheet: Sheet, k: int) -> bool:
    """Tell a great town from a smaller one whose name persons bear: "Adriano Rossi"."""
    town = find_town(sheet.text[sheet.marks.tokens.starts[k] : sheet.marks.tokens.ends[k]])
    return town is not None and town.people > GREAT


def is_large(sheet: Sheet, name: str) -> bool:
    """Tell a town whose quarters may be named behind it: "Berlin-Mitte"."""
    town = town_of(name, sheet)
    return town is not None and town.people > LARGE and fold(town.name) == fold(name)


def is_surname(sheet: Sheet, k: int) -> bool:
    """Tell a person's second name: right behind a given name in the same line, or behind its initial."""
    tokens = sheet.marks.tokens
    if k > 1 and len(tokens.words[k - 1]) == 1 and tokens.words[k - 1].isalpha():
        initial = sheet.text[tokens.starts[k - 1]].isupper() and sheet.text[tokens.ends[k - 1]] == " "
        return initial and tokens.words[k - 2] in given_names() and is_capital(sheet, k - 1)
    behind = k > 0 and tokens.starts[k] - tokens.ends[k - 1] == 1
    return behind and sheet.text[tokens.starts[k - 1]].isupper() and tokens.words[k - 1] in given_names()


def of_country(sheet: Sheet, words: str, end: int, led: bool) -> str | None:
    """Return a town abroad that its country is written behind: "Viroinval (Belgio)", "Nagykovácsi / HU".

    ``led``: a preposition stands before it, which makes a place of any size a town.
    """
    found = _COUNTRY.match(sheet.text, end, end + 60)
    name = next(filter(None, found.groups()), None) if found is not None else _country_led(sheet, end)
    if name is None or len(words) < _SHORTEST:
        return None
    code = name if len(name) == 2 else country_code(name, sheet.known.own)
    if country_code(words, sheet.known.own) is not None:
        return None  # "in Latvia, Cyprus and Spain"
    town = find_town(words, code) if code is not None else None
    known = town is not None and town.country == code
    return words if known or (led and code is not None and " " not in words) else None


def _country_led(sheet: Sheet, end: int) -> str | None:
    """Return the country behind a town and a preposition, one word between: "Soave i norra Italien"."""
    led = next(iter(sheet.marks.within(end, end + _LINK, "at")), None)
    if led is None or sheet.text[end : led.start] != " ":
        return None
    words = sheet.text[led.end + 1 : led.end + 1 + _NAME].split()[:2]
    if len(words) > 1 and words[0].islower():
        words = words[1:]
    name = words[0].strip(".,;:()") if words else ""
    return name if name[:1].isupper() and country_code(name, sheet.known.own) else None


def is_spelt(words: str, sheet: Sheet) -> bool:
    """Tell a town of the page's country spelt as it spells itself: "Artes" is not Artés."""
    town = town_of(words, sheet)
    return town is not None and town.name == words and town.country == home(sheet)


def is_region(sheet: Sheet, k: int, last: int) -> bool:
    """Tell a region, or the first word of a country: "České republice"."""
    tokens = sheet.marks.tokens
    start, end = tokens.starts[k], tokens.ends[min(last + 1, len(tokens) - 1)]
    around = sheet.marks.within(max(0, start - _NAME), start + _NAME, "region")
    if any(hit.start <= start < hit.end for hit in around):
        return True  # "Castilla y León"
    return last + 1 < len(tokens) and country_code(sheet.text[start:end], sheet.known.own) is not None


def goes_on(sheet: Sheet, last: int, town: str) -> bool:
    """Tell a small town's name that is but the first word of another's: "Il Lago dei Cigni"."""
    tokens = sheet.marks.tokens
    end = tokens.ends[last]
    links = sheet.marks.within(end, end + _LINK, "belongs")
    link = next((hit for hit in links if hit.first == last + 1), None)
    if link is None or sheet.known.own.capital_nouns or link.last + 1 >= len(tokens):
        return False
    known = town_of(town, sheet)
    capital = sheet.text[tokens.starts[link.last + 1]].isupper()
    return capital and (known is None or known.people < LARGE)


def is_inner(sheet: Sheet, k: int, last: int) -> bool:
    """Tell a part of a longer name: "Warwick Arts Centre", "Biblioteca Lorca", "Las Flores"."""
    tokens, text = sheet.marks.tokens, sheet.text
    end = tokens.ends[last]
    if any(hit.first == last + 1 for hit in sheet.marks.within(end, end + _NAME, "town_noun")):
        return False  # "Brampton Community Centre"
    if is_capital(sheet, last + 1):
        return True
    if k == 0 or text[tokens.ends[k - 1] : tokens.starts[k]] != " " or not tokens.words[k - 1].isalpha():
        return False
    named = sheet.marks.has(tokens.starts[k - 1], tokens.starts[k], "venue", "room")
    return (text[tokens.starts[k - 1]].isupper() and tokens.words[k - 1] not in sheet.small_words) or named


def is_named_after(sheet: Sheet, last: int) -> bool:
    """Tell whether a venue's noun goes on right behind token ``last``."""
    end = sheet.marks.tokens.ends[last]
    noun = next(iter(sheet.marks.within(end, end + 30, "venue")), None)
    return noun is not None and noun.start == end + 1 and sheet.text[end] == " "


def is_owner(sheet: Sheet, k: int) -> bool:
    """Tell a town whose house or authority is named: "Mairie de Rennes", "Castle of Wawel"."""
    tokens, start = sheet.marks.tokens, sheet.marks.tokens.starts[k]
    links = sheet.marks.within(max(0, start - 12), start, "name_link")
    if not any(hit.last == k - 1 for hit in links) or sheet.text[tokens.ends[k - 1] : start] not in ("", " "):
        return False
    if k > 1 and tokens.words[k - 2] in given_names():
        return False
    if any(hit.last == k - 2 for hit in sheet.marks.within(max(0, start - 30), start, "street_before")):
        return False  # "Plaza de Trujillo"
    return not is_saints(sheet, k) and sheet.marks.has(_floor(sheet, start), start, "venue", "organisation")


def _floor(sheet: Sheet, start: int) -> int:
    return max(0, start - _HOUSE, sheet.sentence(start)[0])


def is_saints(sheet: Sheet, k: int) -> bool:
    """Tell a saint's name in a church's or a school's: "Igreja de São Braz", "Nossa Senhora da Luz".

    What a town has, as its hall, is named for the town: "Ayuntamiento de San Fernando".
    """
    start = sheet.marks.tokens.starts[k]
    saints = sheet.marks.within(max(0, start - _NAME), start + _LINK, "saint")
    if not any(hit.first == k or hit.last == k - 2 for hit in saints):
        return False
    links = sheet.marks.within(max(0, start - _LINK), start, "belongs")
    own = _floor(sheet, start), start
    housed = any(hit.last == k - 1 for hit in links) and sheet.marks.has(*own, "venue")
    return housed and not sheet.marks.has(*own, "town_house", "town_noun")


def hails_from(sheet: Sheet, start: int, away: bool = False) -> bool:
    """Tell a town that people come from, alone or in a row: "aus Kassel, Fulda und Trier".

    ``away``: not one that they live in, where a village calls its own.
    """
    for hit in sheet.marks.within(max(sheet.sentence(start)[0], start - _ROW), start, "hails_from"):
        if away and sheet.marks.has(hit.start, hit.end, "at_town"):
            continue
        between = sheet.text[hit.end : start]
        row = all(part[:1].isupper() or len(part) < _LINKED for part in between.replace(",", " ").split())
        if row and not sheet.marks.has(hit.end, start, "at_town"):
            return True
    return False
