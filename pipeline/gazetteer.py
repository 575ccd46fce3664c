"""Towns, so that "w Krakowie" is known for Kraków: GeoNames' places over 5,000 inhabitants (CC BY 4.0).

``benchmarks/towns.py`` makes their table; inflected forms are undone by each language's
``city_endings`` and count only where the result is a town.
"""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from babel import Locale
from babel.core import UnknownLocaleError
from babel.languages import get_official_languages

from pipeline.words import Words


class Town(NamedTuple):
    """A town: its usual name, country, IANA zone, position in degrees and number of inhabitants."""

    name: str
    country: str
    zone: str
    lat: float
    lon: float
    people: int


GREAT = 150_000
"""A town of more people is meant in another country too."""
NOTED = 20_000
"""A smaller town's name may be the inflected form of another's."""
MOST_NAMES = 32_768
"""Names whose answers are kept at hand: a page asks of each a dozen times, and a site's pages share them."""
_MOST_FORMS = 12
"""As many forms of a word are tried in a name of several."""
_TABLE = Path(__file__).parent / "towns.tsv.gz"
# Letters that Unicode does not decompose into a base and an accent.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)


@lru_cache(maxsize=65_536)  # names repeat; a page may hold any number of others
def fold(text: str) -> str:
    """Return ``text`` without case and accents, for comparing names."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def _table() -> tuple[list[str], dict[str, str]]:
    """Return the lines of all towns, and the numbers of lines by folded name (``benchmarks/towns.py``)."""
    with gzip.open(_TABLE, "rt", encoding="utf-8") as file:
        towns, names, numbers = (part.split("\n") for part in file.read().split("\n\n"))
    return towns, dict(zip(names, numbers, strict=True))


@lru_cache(maxsize=MOST_NAMES)
def _towns(name: str) -> tuple[Town, ...]:
    """Return the towns of that name, the largest first, behind them those of which it is another name."""
    return tuple(_town(number) for number in _table()[1].get(fold(name.strip()), "").split())


@cache
def _town(number: str) -> Town:
    name, country, zone, lat, lon, people = _table()[0][int(number)].split("\t")
    return Town(name, country, zone, float(lat), float(lon), int(people))


@lru_cache(maxsize=MOST_NAMES)
def find_town(name: str, country: str | None = None) -> Town | None:
    """Return the town of that name, in ``country`` if there is one there, else the largest.

    None where the name is unknown; and where the largest lies outside a given ``country`` and is not great.
    """
    towns = _towns(name)
    if not towns:
        return None
    for town in towns:
        if town.country == country:
            return town
    largest = max(towns, key=lambda town: (town.people > GREAT, town is towns[0], town.people))
    return largest if country is None or largest.people > GREAT else None


def town_among(name: str, countries: frozenset[str]) -> Town | None:
    """Return the largest town of that name in one of ``countries`` (ISO codes)."""
    return next((town for town in _towns(name) if town.country in countries), None)


@cache
def spoken_in(language: str) -> frozenset[str]:
    """Return the countries (ISO codes) where a language is official in all of the country, as CLDR has it."""
    known = map(str, Locale("en").territories)
    return frozenset(code for code in known if language in get_official_languages(code, de_facto=True))


@lru_cache(maxsize=MOST_NAMES)
def nominative_town(name: str, words: Words, country: str | None = None) -> str | None:
    """Return a town's name in the nominative as the page's language writes it; None: no town is meant."""
    town = find_town(name, country)
    inflected = town is not None and fold(town.name) != fold(name.strip())
    if town is not None and inflected and fold(town.name) in map(fold, town_forms(name, words)):
        return town.name
    if town is not None and (town.people > NOTED or not words.city_endings):
        return name.strip()
    known = [(form, find_town(form, country)) for form in town_forms(name, words)]
    own = [(form, found) for form, found in known if found is not None and fold(found.name) == fold(form)]
    for form, found in (*own, *known):  # a town's own name before what others call it
        if found is not None:
            if found == town:
                return name.strip()
            plainer = found.name.isascii() and any(ord(c) in _PLAIN for c in form)
            return found.name if fold(found.name) == fold(form) and not plainer else form
    return name.strip() if town is not None else None


@lru_cache(maxsize=MOST_NAMES)
def town_forms(name: str, words: Words) -> tuple[str, ...]:
    """Return what an inflected name may be a form of, likeliest first; words are undone one by one."""
    name = name.strip()
    forms: list[str] = []
    lowered = name.lower()
    for ending, bases in words.city_endings:
        if lowered.endswith(ending) and len(name) - len(ending) >= 2:
            forms.extend(name[: len(name) - len(ending)] + base for base in bases.split("|"))
    mark = " " if " " in name else "-"
    if mark in name:
        head, tail = name.split(mark, 1)
        heads = [*town_forms(head, words), head]
        tails = [*town_forms(tail, words), tail]
        forms.extend(f"{a}{mark}{b}" for a in heads[:_MOST_FORMS] for b in tails[:_MOST_FORMS])
    return tuple(forms)


@cache
def _countries(language: str) -> dict[str, str]:
    """Return ISO codes by the folded name that CLDR has for a country in this language, else in English."""
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        territories = Locale.parse("en").territories
    return {fold(name): code for code, name in territories.items() if len(code) == 2 and code.isalpha()}


@lru_cache(maxsize=MOST_NAMES)
def country_code(name: str, words: Words) -> str | None:
    """Return the ISO code of a country named in the page's language (any case of it) or in English."""
    forms = [fold(form.strip()) for form in (name, *town_forms(name, words))]
    tables = (_countries(words.language), _countries("en"))
    return next((table[form] for table in tables for form in forms if form in table), None)


def country_name(name: str, words: Words) -> str:
    """Return a country's name in the nominative; the name itself where it is no known country."""
    table = _countries(words.language)
    for form in (name, *town_forms(name, words)):
        if fold(form.strip()) in table:
            return form.strip()
    return name
