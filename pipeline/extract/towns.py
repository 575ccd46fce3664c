"""What the gazetteer knows of the towns that a page names, in the page's country and near its language."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.extract.values import Found
from pipeline.gazetteer import (
    GREAT,
    MOST_NAMES,
    NOTED,
    Town,
    country_code,
    find_town,
    fold,
    nominative_town,
    spoken_in,
    town_among,
    town_forms,
)
from pipeline.sheet import Sheet, zone_country
from pipeline.villages import find_village
from pipeline.words import Words

_END = re.compile(r"[,.;:()|\n·•]|\s[–-]\s")
LARGE = 15_000
"""Smaller towns (people) are believed behind a preposition only: their names are often other words too."""
_SHORTEST_VILLAGE = 4
_MOST_WORDS, _MOST_UNKNOWN = 5, 3
"""A town behind a postcode has so many words at most, the second number where no gazetteer knows it."""
_ARTICLES = ("'s-", "’s-", "'t ", "’t ")
"""With such a one a town's name begins small."""
_DISTRICT = re.compile(r" (?:\d{1,2}|[A-ZÆØÅ]{1,2})$")
"""A postal district behind a town's name: "Praha 1", "Aarhus C"."""


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
        named = name.strip() if abroad is not None and abroad.people > LARGE else None
    elif named is None and near_town(name, sheet) is not None:
        named = name.strip()
    return None if named is None or is_country(name, sheet) else named


def is_country(name: str, sheet: Sheet) -> bool:
    """Tell a country from the towns elsewhere that bear its name; Luxembourg is a town of its own."""
    code = country_code(name, sheet.known.own)
    town = find_town(name, code) if code is not None else None
    return code is not None and (town is None or town.country != code)


def near_town(name: str, sheet: Sheet) -> Town | None:
    """Return the town of that name in another country where the page's language is an official one."""
    town = town_among(name, spoken_in(sheet.known.own.language))
    return town if town is not None and town.people > NOTED and len(name) > _SHORTEST_VILLAGE else None


def known_place(name: str, sheet: Sheet) -> str | None:
    """Return a town's or a village's name in the nominative; None where neither is known."""
    return known_town(name, sheet) or known_village(name, sheet)


def quartered_town(piece: str, sheet: Sheet) -> str | None:
    """Return the town that a piece names, its postal district aside: "Praha 1", "Aarhus C".

    Of a town's names in two languages the first that is known counts: "Kiruna/Giron".
    """
    name = bare(piece)
    halves = name.split("/") if "/" in name else ()
    names = (name, _DISTRICT.sub("", name), *(half.strip() for half in halves))
    return next((town for one in names if (town := known_place(one, sheet)) is not None), None)


def town_of(name: str, sheet: Sheet) -> Town | None:
    """Return what the gazetteer knows of the town or the village of that name."""
    return find_town(name, home(sheet)) or find_village(name, home(sheet)) or near_town(name, sheet)


def known_village(name: str, sheet: Sheet) -> str | None:
    """Return a village's name in the nominative; a word that the page writes small as well is none."""
    country, lowered = home(sheet), name.lower()
    if len(name) < _SHORTEST_VILLAGE or country is None or lowered in sheet.small_words:
        return None
    return None if is_country(name, sheet) else _village_form(name, country, sheet.known.own)


@lru_cache(maxsize=MOST_NAMES)
def _village_form(name: str, country: str, words: Words) -> str | None:
    """Return the first of a name and what it may be a form of that is a village in the country."""
    forms = (name, *town_forms(name, words))
    return next((form.strip() for form in forms if find_village(form, country) is not None), None)


def is_page_word(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell words that a page has for events and itself from a town's: "Meeting", "View Map", "Thursday"."""
    words = sheet.text[start:stop].strip()
    if sheet.marks.has(start, stop, "event", "chrome", "papers", "cancelled", "postponed"):
        return known_place(words, sheet) is None
    return words.lower() in sheet.known.weekdays or bool(sheet.label_keys(words))


def town_behind(sheet: Sheet, start: int, stop: int, method: str, score: float) -> Found | None:
    """Return the town that ``text[start:stop]`` begins with, as behind a postcode, known or not."""
    gap = len(sheet.text[start:stop]) - len(sheet.text[start:stop].lstrip(" .,\u00a0"))
    taken = _END.split(sheet.text[start + gap : stop])[0].split()[:_MOST_WORDS]
    told = (n for n in range(len(taken), 1, -1) if known_place(" ".join(taken[:n]), sheet))
    taken = taken[: next(told, _MOST_UNKNOWN)]
    while len(taken) > 1 and not taken[-1][:1].isupper():
        taken.pop()
    taken = taken[: _town_words(sheet, taken, start + gap)]
    words = " ".join(taken)
    if not words[:1].isupper() and not words.startswith(_ARTICLES):
        return None
    if is_page_word(sheet, start + gap, start + gap + len(words)):
        return None
    town = (known_town(words, sheet) or words.title()) if words.isupper() else words
    return Found("city", town, start + gap, start + gap + len(words), method, score)


def _town_words(sheet: Sheet, words: list[str], start: int) -> int:
    """Return how many of the words behind a postcode at ``start`` are its town's.

    A postal district ends them, "Aarhus *C* Hall", and so does the house, told there once more:
    "Culture Hall, Mill Lane 61, 8300 Odder *Culture* Hall".
    """
    line = sheet.text[sheet.text.rfind("\n", 0, start) + 1 : start]
    end = start + len(words[0]) if words else start
    for n, word in enumerate(words[1:], 1):
        at = sheet.text.index(word, end)
        end = at + len(word)
        if word.isdigit() or (len(word) == 1 and word.isupper()):
            return n
        again = len(word) > _SHORTEST_VILLAGE and word in line
        if again and known_place(" ".join(words[:n]), sheet):
            return n
    return len(words)


def genitive_town(words: str, sheet: Sheet) -> str | None:
    """Return the town whose genitive or adjective ``words`` is: "Norrköpings", "Berliner", "Leszna"."""
    own, country = sheet.known.own, home(sheet)
    ended = [(words[: -len(e)], bases) for e, bases in own.town_endings if words.lower().endswith(e)]
    forms = [stem + base for stem, bases in ended for base in bases.split("|")]
    for form in (words, *forms, *town_forms(words, own)):
        town = find_town(form, country) if len(form) > 2 else None
        own_name = town is not None and (fold(town.name) == fold(form) or town.people > GREAT)
        if town is not None and own_name and town.country == country and town.people > NOTED:
            return form
    return None
